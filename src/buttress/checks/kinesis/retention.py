"""Judges whether records outlast an outage of their consumer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

DAY: Final = 24
"""Hours: what AWS keeps records for when nobody says otherwise."""


@check(
    on="AWS::Kinesis::Stream",
    bears_on=(supports("serverless:rel_rel_q2_a1"),),
    severity=("medium", "it matters when a consumer is out for longer than a day"),
    fix=sets({"RetentionPeriodHours": 168}, unsafe="each day after the first is paid for"),
)
def retention(stream: Resource, _graph: Graph) -> Verdict:
    """Records outlast an outage of their consumer."""
    path = "RetentionPeriodHours"
    hours = stream.number(path, default=default_of(stream.type, path))
    if hours > DAY:
        return met(f"records are kept for {hours:g} hours", stream.at(path))
    return gap(f"a record that is not read within {hours:g} hours is gone", stream.at(path))
