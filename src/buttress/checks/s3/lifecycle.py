"""Judges whether the objects of a bucket are moved or expire by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.graph.selection import those
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

CURRENT: Final = ("ExpirationDate", "ExpirationInDays", "Transition", "Transitions")
EARLIER: Final = (
    "NoncurrentVersionExpiration",
    "NoncurrentVersionExpirationInDays",
    "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions",
)


@check(
    on="AWS::S3::Bucket",
    bears_on=(both("COST04-BP05"), both("SUS04-BP03")),
    severity=("low", "the bill grows slowly, and many buckets hold what people want to keep"),
)
def lifecycle(bucket: Resource, _graph: Graph) -> Verdict:
    """Objects move to cheaper storage or expire by rule."""
    active = those(bucket.each("LifecycleConfiguration.Rules"), lambda rule: rule.text("Status") == "Enabled")
    for rule in those(active, lambda each: some(CURRENT, each.present)):
        return met("a rule moves or expires objects", rule.at())
    for rule in those(active, lambda each: some(EARLIER, each.present)):
        return met("a rule moves or expires earlier versions; what is current stays", rule.at(), "medium")
    if active:
        return gap("its rules neither move nor expire objects", bucket.at("LifecycleConfiguration.Rules"))
    return gap("objects stay for ever, at the price of the first day", bucket.at("LifecycleConfiguration"))
