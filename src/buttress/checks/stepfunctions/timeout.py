"""Judges whether an execution can wait for an answer for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.definitions import definition_of
from buttress.graph.selection import those
from buttress.graph.tasks import LIMITS, lasts_until_told, limited, place_of, tasks_of, without

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("REL05-BP05"),),
    severity=("medium", "the executions that hang are found by their age, before they run into a limit"),
)
def timeout(machine: Resource, _graph: Graph) -> Verdict:
    """An execution gives up in time on an answer that does not come."""
    if machine.get("StateMachineType") == "EXPRESS":
        return not_applicable("an express workflow ends after five minutes")
    definition = definition_of(machine)
    if definition.present("TimeoutSeconds"):
        return met("the execution as a whole is limited", definition.at("TimeoutSeconds"))
    waiting = those(tasks_of(machine), lasts_until_told)
    if not waiting:
        return not_applicable("each of its calls ends with the service that it calls")
    endless = without(waiting, machine, limited)
    if endless:
        names = ", ".join(task.name for task in endless[:3])
        return gap(f"may wait for a year for an answer to {names}", endless[0].location)
    return met("each call that waits gives up in time", place_of(waiting[0], *LIMITS))
