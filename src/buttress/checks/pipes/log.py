"""Judges whether a pipe logs what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Pipes::Pipe",
    bears_on=(both("SEC04-BP01"), supports("OPS08-BP02")),
    severity=("medium", "what the pipe calls may have a log of its own"),
)
def log(pipe: Resource, _graph: Graph) -> Verdict:
    """A pipe logs what it could not hand on."""
    path = "LogConfiguration.Level"
    if not pipe.present("LogConfiguration"):
        return gap("the pipe writes no log", pipe.at())
    if pipe.text(path, default="OFF") == "OFF":
        return gap("the pipe's log is switched off", pipe.at(path))
    return met(f"the pipe logs at level {pipe.text(path)}", pipe.at(path))
