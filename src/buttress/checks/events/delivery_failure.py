"""Judges whether events that cannot be delivered to a target are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Events::Rule",
    bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")),
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def delivery_failure(rule: Resource, _graph: Graph) -> Verdict:
    """Events that cannot be delivered to a target are kept in a queue."""
    targets = tuple(rule.each("Targets"))
    if not targets:
        return not_applicable("it has no targets")
    bare = those(targets, lambda target: not target.present("DeadLetterConfig.Arn"))
    if bare:
        what = "its target" if len(targets) == 1 else f"{len(bare)} of its {len(targets)} targets"
        return gap(f"an event that {what} cannot take is dropped when the tries are used up", bare[0].at())
    return met("events that cannot be delivered are kept", targets[0].at("DeadLetterConfig.Arn"))
