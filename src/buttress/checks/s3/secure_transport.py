"""Judges whether a bucket turns plain HTTP away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.selection import those
from buttress.graph.transport import refuses_plain_http, statements_on

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ACTIONS: Final = ("s3:*", "S3:*", "*")


@check(
    on="AWS::S3::Bucket",
    bears_on=(both("SEC09-BP02"),),
    absence="workload",
    severity=("medium", "the SDKs of AWS speak TLS unasked"),
)
def secure_transport(bucket: Resource, graph: Graph) -> Verdict:
    """A bucket answers requests over TLS only."""
    statements = statements_on(bucket, graph)
    for statement in those(statements, lambda each: refuses_plain_http(each, ACTIONS)):
        return met("its policy denies every request that does not come over TLS", statement.location)
    if statements:
        return gap("its policy does not deny requests over plain HTTP", statements[0].location)
    return missing("no policy denies requests over plain HTTP", bucket.at())
