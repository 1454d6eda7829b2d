"""Judges whether a cache stands before what a bucket offers to the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.distributions import fronting
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

FOR_ALL: Final = ("PublicRead", "PublicReadWrite")


@check(on="AWS::S3::Bucket", bears_on=(both("COST08-BP03"),), absence="workload")
def delivery(bucket: Resource, graph: Graph) -> Verdict:
    """What a bucket offers to the internet comes from a cache near whoever asks."""
    for distribution in fronting(bucket, graph):
        return met(f"{distribution.logical_id} keeps copies of it", distribution.at())
    site = bucket.present("WebsiteConfiguration")
    if site or some(FOR_ALL, lambda access: bucket.get("AccessControl") == access):
        return missing("whoever asks gets it from the bucket, each gigabyte at the price of its Region", bucket.at())
    return not_applicable("nothing here offers it to the internet")
