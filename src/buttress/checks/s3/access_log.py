"""Judges whether requests to a bucket are logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::S3::Bucket",
    bears_on=(supports("SEC04-BP01"),),
    severity=("medium", "nothing is lost but the answer to who read what"),
)
def access_log(bucket: Resource, graph: Graph) -> Verdict:
    """Requests to a bucket are logged."""
    if bucket.present("LoggingConfiguration"):
        return met("S3 logs every request", bucket.at("LoggingConfiguration"))
    if graph.into(bucket, "logs-to"):
        return not_applicable("it is where logs are kept")
    return gap("nobody can say later who read or deleted what", bucket.at(), "medium")
