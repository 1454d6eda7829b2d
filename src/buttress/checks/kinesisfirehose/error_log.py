"""Judges whether failures to deliver are logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

DESTINATIONS: Final = (
    "AmazonOpenSearchServerlessDestinationConfiguration",
    "AmazonopensearchserviceDestinationConfiguration",
    "ElasticsearchDestinationConfiguration",
    "ExtendedS3DestinationConfiguration",
    "HttpEndpointDestinationConfiguration",
    "IcebergDestinationConfiguration",
    "RedshiftDestinationConfiguration",
    "S3DestinationConfiguration",
    "SnowflakeDestinationConfiguration",
    "SplunkDestinationConfiguration",
)


@check(
    on="AWS::KinesisFirehose::DeliveryStream",
    bears_on=(supports("OPS04-BP02"), supports("OPS08-BP02")),
    severity=("medium", "the metrics show that records are late, though not why"),
)
def error_log(stream: Resource, _graph: Graph) -> Verdict:
    """Failures to deliver are logged."""
    for destination in DESTINATIONS:
        path = f"{destination}.CloudWatchLoggingOptions.Enabled"
        if stream.present(destination):
            if stream.flag(path, default=False):
                return met("failures to deliver are logged", stream.at(path))
            return gap("a record that cannot be delivered leaves no trace of why", stream.at(path))
    return not_applicable("it names no destination")
