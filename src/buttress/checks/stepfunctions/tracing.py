"""Judges whether the executions of a state machine are traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.trace_writers import may_not_write_traces

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("OPS04-BP05"), both("REL06-BP07"), both("serverless:ops_ops_q1_a3")),
    fix=sets({"TracingConfiguration.Enabled": True}),
)
def tracing(machine: Resource, graph: Graph) -> Verdict:
    """Executions of a state machine are traced."""
    path = "TracingConfiguration.Enabled"
    if machine.flag(path, default=default_of(machine.type, path)):
        if may_not_write_traces(machine, graph):
            return gap("tracing is on, but its role may not write traces", machine.at(path), "medium")
        return met("executions are traced", machine.at(path))
    return gap("a trace ends where the state machine begins", machine.at(path))
