"""Judges whether traffic to S3 and DynamoDB is paid for by the gigabyte without need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.endpoints import endpoint_to, nat_of, network_of, runs_code, used_stores
from buttress.graph.subnets import NAT

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=("AWS::EC2::VPC", NAT), bears_on=(both("COST08-BP03"),))
def gateway_endpoint(vpc: Resource, graph: Graph) -> Verdict:
    """Traffic to S3 and DynamoDB takes the way that costs nothing."""
    if vpc.type == NAT:
        return not_applicable(f"{network_of(vpc, graph).logical_id} is judged as a whole")
    services = used_stores(graph)
    if not services:
        return not_applicable("the workload declares no bucket and no table")
    nat = nat_of(vpc, graph)
    if not nat or not runs_code(vpc, graph):
        return not_applicable("nothing that is declared here runs behind a NAT gateway in it")
    for service in services:
        if not endpoint_to(service, vpc, graph):
            return gap(f"traffic to {service} goes through {nat.logical_id}, by the gigabyte", vpc.at(), "low")
    return met(f"it has an endpoint for {' and '.join(services)}", endpoint_to(services[0], vpc, graph)[0], "low")
