"""Judges whether anything records who asks a bucket for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.trails import trails_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::S3::Bucket", bears_on=(both("SEC04-BP01"),), absence="account")
def request_record(bucket: Resource, graph: Graph) -> Verdict:
    """A log or a trail records who asks a bucket for what."""
    if bucket.present("LoggingConfiguration"):
        return met("S3 logs every request", bucket.at("LoggingConfiguration"))
    if graph.into(bucket, "logs-to"):
        return not_applicable("it is where logs are kept")
    for trail in trails_of(bucket, graph):
        return met(f"{trail.logical_id} records every request", trail.location)
    return missing("neither an access log nor a trail records its requests", bucket.at())
