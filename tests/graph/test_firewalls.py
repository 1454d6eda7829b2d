from __future__ import annotations

import pytest

from buttress.graph.deliveries import deliveries_of
from buttress.graph.distributions import fronting
from buttress.graph.firewalls import associations_of, rate_rules_of
from buttress.graph.values import NotKnown
from tests.reading import read, resource

BALANCERS = """\
Resources:
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Back: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
"""

GUARD = """\
  Guard:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: {ResourceArn: %s, WebACLArn: !ImportValue firewall}
"""


@pytest.mark.parametrize("arn", ["!Ref Front", '!Sub "${Front}"', '!Sub "${Front}/${AWS::Region}"'])
def test_association_that_refers_to_a_resource_guards_it_and_no_other(arn: str) -> None:
    graph = read(BALANCERS + GUARD % arn)
    assert associations_of(resource(graph, "Front"), graph) == (resource(graph, "Guard"),)
    assert associations_of(resource(graph, "Back"), graph) == ()


def test_association_with_a_literal_arn_guards_nothing_that_is_declared_here() -> None:
    graph = read(BALANCERS + GUARD % "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/old/1a")
    assert associations_of(resource(graph, "Front"), graph) == ()


@pytest.mark.parametrize("arn", ["!ImportValue front", "!Custom front"])
def test_association_that_is_not_known_could_guard_any(arn: str) -> None:
    graph = read(BALANCERS + GUARD % arn)
    with pytest.raises(NotKnown):
        associations_of(resource(graph, "Front"), graph)


def test_rules_of_a_web_acl_that_is_elsewhere_are_not_known() -> None:
    graph = read(BALANCERS + GUARD % "!Ref Front")
    with pytest.raises(NotKnown, match="declared elsewhere"):
        rate_rules_of(resource(graph, "Guard"))


DELIVERY = """\
  Logs:
    Type: AWS::Logs::DeliverySource
    Properties: {Name: logs, LogType: ACCESS_LOGS, ResourceArn: %s}
"""


def test_delivery_is_of_the_resource_that_it_refers_to() -> None:
    graph = read(BALANCERS + DELIVERY % '!Sub "${Front}/${AWS::Region}"')
    assert deliveries_of(resource(graph, "Front"), graph) == (resource(graph, "Logs"),)
    assert deliveries_of(resource(graph, "Back"), graph) == ()


def test_delivery_with_a_literal_arn_is_of_nothing_that_is_declared_here() -> None:
    graph = read(BALANCERS + DELIVERY % "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE")
    assert deliveries_of(resource(graph, "Front"), graph) == ()


def test_delivery_that_is_not_known_could_be_of_any() -> None:
    graph = read(BALANCERS + DELIVERY % "!ImportValue front")
    with pytest.raises(NotKnown):
        deliveries_of(resource(graph, "Front"), graph)


DISTRIBUTION = """\
  Site:
    Type: AWS::CloudFront::Distribution
    Properties: {DistributionConfig: {Origins: [{Id: one, DomainName: %s}]}}
"""


@pytest.mark.parametrize("name", ["!GetAtt Front.DNSName", '!Sub "${Front.DNSName}."'])
def test_distribution_fronts_what_an_origin_names(name: str) -> None:
    graph = read(BALANCERS + DISTRIBUTION % name)
    assert fronting(resource(graph, "Front"), graph) == (resource(graph, "Site"),)
    assert fronting(resource(graph, "Back"), graph) == ()


def test_distribution_of_an_address_elsewhere_fronts_nothing_that_is_declared_here() -> None:
    graph = read(BALANCERS + DISTRIBUTION % "www.example.com")
    assert fronting(resource(graph, "Front"), graph) == ()


def test_distribution_of_an_address_that_is_not_known_could_front_any() -> None:
    graph = read(BALANCERS + DISTRIBUTION % "!ImportValue address")
    with pytest.raises(NotKnown):
        fronting(resource(graph, "Front"), graph)
