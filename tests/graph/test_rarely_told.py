"""What templates rarely say, and what they say wrongly, read by the questions that checks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.alarms import watching
from buttress.graph.boundaries import hands_out
from buttress.graph.linking import relates
from buttress.graph.security_groups import group_of
from buttress.graph.subnets import groups_with, home_of, zone_of
from buttress.graph.values import NotKnown
from tests.reading import read, resource

if TYPE_CHECKING:
    from buttress.graph.graph import Graph


def graph_of(*resources: str) -> Graph:
    return read("Resources:\n" + "".join(f"  {text}\n" for text in resources))


@pytest.mark.parametrize("listed", ["[5]", "[true]", "[[a, b]]", "[{a: b}]", "[!Ref Nowhere]", "!Ref Nowhere"])
def test_a_group_that_lists_something_else_than_subnets_may_list_any(listed: str) -> None:
    graph = graph_of(
        "Subnet: {Type: AWS::EC2::Subnet}",
        f"Group: {{Type: AWS::RDS::DBSubnetGroup, Properties: {{SubnetIds: {listed}}}}}",
    )
    with pytest.raises(NotKnown):
        groups_with(resource(graph, "Subnet"), graph)


def test_a_group_that_lists_subnets_of_elsewhere_lists_none_of_ours() -> None:
    graph = graph_of(
        "Subnet: {Type: AWS::EC2::Subnet}",
        "Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [subnet-1, subnet-2]}}",
    )
    assert groups_with(resource(graph, "Subnet"), graph) == ()


@pytest.mark.parametrize("subnet", ["{SubnetId: subnet-1}", "{}"])
def test_a_gateway_in_a_subnet_of_elsewhere_has_no_home_here(subnet: str) -> None:
    graph = graph_of(f"Gateway: {{Type: AWS::EC2::NatGateway, Properties: {subnet}}}")
    with pytest.raises(NotKnown, match="the subnet of the gateway is declared elsewhere"):
        home_of(resource(graph, "Gateway"), graph)


def test_a_zone_is_told_by_name_or_by_id_or_not_at_all() -> None:
    graph = graph_of(
        "Named: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}",
        "Numbered: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZoneId: euw1-az1}}",
        "Free: {Type: AWS::EC2::Subnet}",
    )
    assert [zone_of(resource(graph, name)) for name in ("Named", "Numbered")] == ["eu-west-1a", "euw1-az1"]
    with pytest.raises(NotKnown, match="AWS chooses the zone of this subnet"):
        zone_of(resource(graph, "Free"))


def test_a_rule_of_a_group_of_elsewhere_is_not_known() -> None:
    graph = graph_of("Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: sg-1}}")
    with pytest.raises(NotKnown, match="the security group is declared elsewhere"):
        group_of(resource(graph, "Rule"))


def test_a_kind_of_relation_that_nobody_knows_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="no such kind of relation: likes"):
        relates("AWS::SQS::Queue", kinds=("likes",))


def test_a_monitor_that_is_declared_beside_may_alarm() -> None:
    graph = graph_of("Queue: {Type: AWS::SQS::Queue}", "Monitor: {Type: 'Datadog::Monitors::Monitor'}")
    with pytest.raises(NotKnown, match="Datadog may alarm on it, and is not read"):
        watching(resource(graph, "Queue"), graph, frozenset({"ApproximateAgeOfOldestMessage"}))


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("{Effect: Allow, Action: 'iam:*', Resource: '*'}", 1),
        ("{Effect: Allow, NotAction: 's3:*', Resource: '*'}", 1),
        ("{Effect: Allow, NotAction: 'iam:*', Resource: '*'}", 0),
        ("{Effect: Allow, Action: 's3:GetObject', Resource: '*'}", 0),
    ],
)
def test_who_may_do_anything_but_some_things_hands_out_permissions_unless_they_are_iam(
    statement: str, count: int
) -> None:
    graph = graph_of(
        f"Role: {{Type: AWS::IAM::Role, Properties: {{Policies: [{{PolicyDocument: {{Statement: [{statement}]}}}}]}}}}"
    )
    assert len(hands_out(resource(graph, "Role"), graph)) == count
