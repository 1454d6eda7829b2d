"""Judges whether a pipe sets aside the records of a stream that keep failing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

STREAMS: Final = ("KinesisStreamParameters", "DynamoDBStreamParameters")


@check(on="AWS::Pipes::Pipe", bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")))
def dead_letter_queue(pipe: Resource, _graph: Graph) -> Verdict:
    """Records that a pipe cannot hand on are set aside."""
    for name in those(STREAMS, lambda name: pipe.present(("SourceParameters", name))):
        path = ("SourceParameters", name, "DeadLetterConfig", "Arn")
        if pipe.present(path):
            return met("records that keep failing are set aside", pipe.at(path))
        return gap("a record that keeps failing holds up its shard until it is dropped", pipe.at(path))
    return not_applicable("only streams need it: a queue sets failing messages aside itself")
