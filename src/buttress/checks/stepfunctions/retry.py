"""Judges whether a state machine tries failing calls again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.tasks import place_of, tasks_of, tries_again, without

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")),
)
def retry(machine: Resource, _graph: Graph) -> Verdict:
    """A state machine tries failing calls again, a limited number of times."""
    tasks = tasks_of(machine)
    if not tasks:
        return not_applicable("it calls nothing")
    once = without(tasks, machine, tries_again)
    if once:
        names = ", ".join(task.name for task in once[:3])
        reason = f"{len(once)} of {len(tasks)} calls are tried once: {names}"
        return gap(reason, once[0].location)
    return met(f"all calls are tried again ({len(tasks)})", place_of(tasks[0], "Retry"))
