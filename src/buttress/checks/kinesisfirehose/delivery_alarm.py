"""Judges whether somebody is told when a delivery stream does not deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset(
    {
        "DeliveryToAmazonOpenSearchServerless.DataFreshness",
        "DeliveryToAmazonOpenSearchServerless.Success",
        "DeliveryToAmazonOpenSearchService.DataFreshness",
        "DeliveryToAmazonOpenSearchService.Success",
        "DeliveryToElasticsearch.DataFreshness",
        "DeliveryToElasticsearch.Success",
        "DeliveryToHttpEndpoint.DataFreshness",
        "DeliveryToHttpEndpoint.Success",
        "DeliveryToRedshift.Success",
        "DeliveryToS3.DataFreshness",
        "DeliveryToS3.Success",
        "DeliveryToSnowflake.DataFreshness",
        "DeliveryToSnowflake.Success",
        "DeliveryToSplunk.DataFreshness",
        "DeliveryToSplunk.Success",
        "ThrottledRecords",
    }
)
"""Source: "Monitor Amazon Data Firehose Using CloudWatch Metrics", Data Firehose Developer Guide."""


@check(
    on="AWS::KinesisFirehose::DeliveryStream",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "a delivery stream keeps for a day what it cannot deliver"),
)
def delivery_alarm(stream: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a delivery stream does not deliver."""
    for alarm in watching(stream, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    return missing("nobody is told when it does not deliver", stream.at())
