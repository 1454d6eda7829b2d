"""Judges whether a state machine leads several steps of one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, supports
from buttress.graph.tasks import tasks_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SEVERAL: Final = 2


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(supports("serverless:rel_rel_q2_a2"), supports("REL04-BP02")),
    severity=("low", "a machine with one step costs a little and does no harm"),
)
def orchestration(machine: Resource, _graph: Graph) -> Verdict:
    """A state machine leads the steps of a long transaction."""
    tasks = tasks_of(machine)
    if len(tasks) >= SEVERAL:
        return met(f"leads {len(tasks)} calls", tasks[0].location)
    return gap("leads no more than one call", machine.at(), "low")
