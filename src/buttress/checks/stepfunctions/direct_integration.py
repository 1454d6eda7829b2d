"""Judges whether a state machine calls services itself where it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.selection import those
from buttress.graph.tasks import service_of, tasks_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(supports("serverless:perf_perf_q1_a4"),),
    severity=("low", "each function may do work that only code can do"),
)
def direct_integration(machine: Resource, _graph: Graph) -> Verdict:
    """A state machine calls services itself, and not through functions that only pass the call on."""
    tasks = tasks_of(machine)
    if not tasks:
        return not_applicable("it calls nothing")
    direct = those(tasks, lambda task: service_of(task) not in ("lambda", "activity"))
    if direct:
        services = ", ".join(sorted({service_of(task) for task in direct}))
        return met(f"calls {services} without a function between", direct[0].location)
    return gap("every call is made by a function", tasks[0].location, "low")
