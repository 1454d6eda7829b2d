"""Judges whether a state machine goes on somewhere when a call has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.tasks import place_of, tasks_on_the_way, without

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("serverless:rel_rel_q2_a1"), supports("REL05-BP01")),
    severity=("medium", "an execution that fails is at least seen to fail"),
)
def catch(machine: Resource, _graph: Graph) -> Verdict:
    """A state machine goes on somewhere when a call has failed for good."""
    tasks = tasks_on_the_way(machine)
    if not tasks:
        return not_applicable("it calls nothing")
    uncaught = without(tasks, machine, lambda state: state.catches)
    if uncaught:
        names = ", ".join(task.name for task in uncaught[:3])
        reason = f"{len(uncaught)} of {len(tasks)} calls end the execution where they fail: {names}"
        return gap(reason, uncaught[0].location, "medium")
    return met(f"failures of all calls are caught ({len(tasks)})", place_of(tasks[0], "Catch"))
