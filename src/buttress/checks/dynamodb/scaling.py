"""Judges whether a table's throughput follows its demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, missing, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.tables import replicas_of, scalings_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

FIXED_READS: Final = "ReadProvisionedThroughputSettings.ReadCapacityUnits"


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(
        both("REL07-BP01"),
        both("REL07-BP03"),
        both("COST06-BP03"),
        both("COST09-BP03"),
        both("SUS02-BP01"),
        supports("serverless:perf_perf_q1_a3"),
    ),
    absence="workload",
    severity=("medium", "the throughput holds until demand outgrows what somebody once chose"),
)
def scaling(table: Resource, graph: Graph) -> Verdict:
    """The throughput of a table follows its demand."""
    if table.text("BillingMode", default=default_of(table.type, "BillingMode")) == "PAY_PER_REQUEST":
        return met("the table takes whatever comes, and is paid by request", table.at("BillingMode"))
    if table.type == "AWS::DynamoDB::GlobalTable":
        for replica in those(replicas_of(table), lambda each: each.present(FIXED_READS)):
            return gap("a replica reads at a fixed throughput", replica.at(FIXED_READS))
        return met(
            "a global table scales its writes and reads by itself", table.at("WriteProvisionedThroughputSettings")
        )
    place = table.at("ProvisionedThroughput")
    for kind in ("Read", "Write"):
        if not scalings_of(table, graph, f"dynamodb:table:{kind}CapacityUnits"):
            return missing(f"its {kind.lower()} throughput is fixed: more is refused, less is paid all the same", place)
    policy = scalings_of(table, graph, "dynamodb:table:WriteCapacityUnits")[0]
    return met("its throughput is scaled between a lower and an upper limit", policy.location)
