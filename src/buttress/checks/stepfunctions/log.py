"""Judges whether a state machine logs what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("SEC04-BP01"), supports("OPS08-BP02"), supports("serverless:ops_ops_q1_a4")),
)
def log(machine: Resource, _graph: Graph) -> Verdict:
    """A state machine logs what it does."""
    path = "LoggingConfiguration.Level"
    level = machine.text(path, default="OFF")
    if level != "OFF":
        return met(f"logs at level {level}", machine.at(path))
    if machine.get("StateMachineType") == "EXPRESS":
        return gap("an express workflow without a log leaves no trace of its steps", machine.at(path))
    return gap("its steps are seen in the console for 90 days, and in no log", machine.at(path), "medium")
