"""What security groups let in, and what they protect.

Source: "Control traffic to your AWS resources using security groups" of the Amazon VPC User Guide: a new group lets
nothing in; a source is a range of addresses, a prefix list, or another group; protocols other than TCP, UDP and ICMP
have no ports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.load_balancers import LOAD_BALANCER, faces_internet
from buttress.graph.resource import Resource
from buttress.graph.selection import such, those
from buttress.graph.values import NotKnown, Reference, Text, every

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.view import View

GROUP: Final = "AWS::EC2::SecurityGroup"
INGRESS: Final = "AWS::EC2::SecurityGroupIngress"
CLASSIC: Final = "AWS::ElasticLoadBalancing::LoadBalancer"

PING: Final = frozenset({"icmp", "icmpv6", "1", "58"})
WITH_PORTS: Final = frozenset({"tcp", "udp", "6", "17"})
WEB: Final = (80.0, 443.0)
LAST_PORT: Final = 65535
EVERY_PORT: Final = "every port"


def rules_in(resource: Resource) -> Iterator[View]:
    """Give the ingress rules of a security group, or the one that stands by itself."""
    if resource.type == INGRESS:
        yield resource
    else:
        yield from resource.each("SecurityGroupIngress")


def open_rules(resource: Resource) -> tuple[View, ...]:
    """Give the rules that let anybody on the internet in; ping and its relatives reach no program and do not count."""
    return those(rules_in(resource), is_open)


def is_open(rule: View) -> bool:
    """Say whether a rule lets anybody on the internet reach a program."""
    return from_anywhere(rule) and rule.text("IpProtocol").lower() not in PING


def lets_in_web_alone(resource: Resource) -> bool:
    """Say whether every rule is closed or for HTTP and HTTPS; raises `NotKnown` where one could be otherwise."""
    return every(rules_in(resource), lambda rule: not is_open(rule) or is_web(rule))


def from_anywhere(rule: View) -> bool:
    """Say whether the source of a rule is every address there is."""
    return _is_every_address(rule.get("CidrIp")) or _is_every_address(rule.get("CidrIpv6"))


def _is_every_address(value: Any) -> bool:  # noqa: ANN401 - a value of the graph
    """Say whether a range has a mask of no bits; the range of a VPC or subnet that is declared here never does."""
    if isinstance(value, Reference):
        return False
    if isinstance(value, str | Text):
        return value.endswith("/0")
    return bool(value) and bool(value == "0.0.0.0/0")


def inner_rules(resource: Resource) -> tuple[View, ...]:
    """Give the rules that let in some, not everybody: ranges and groups, but not the members of the group itself."""
    return those(rules_in(resource), lambda rule: not from_anywhere(rule) and not _is_from_members(rule, resource))


def _is_from_members(rule: View, resource: Resource) -> bool:
    source = rule.get("SourceSecurityGroupId")
    return isinstance(source, Reference) and source.resource.id == group_of(resource).id


def is_wide(rule: View) -> bool:
    """Say whether a rule is for every port there is."""
    return ports(rule) == EVERY_PORT and rule.text("IpProtocol").lower() not in PING


def lets_anybody_reach(rule: View, port: float) -> bool:
    """Say whether a rule lets anybody on the internet reach a TCP port."""
    return _reaches(rule, port) and is_open(rule)


def _reaches(rule: View, port: float) -> bool:
    protocol = rule.text("IpProtocol").lower()
    if protocol == "-1":
        return True
    return protocol in ("tcp", "6") and rule.number("FromPort") <= port <= rule.number("ToPort")


def is_web(rule: View) -> bool:
    """Say whether a rule is for HTTP or HTTPS alone."""
    if rule.text("IpProtocol").lower() not in WITH_PORTS:
        return False
    return rule.number("FromPort") in WEB and rule.number("FromPort") == rule.number("ToPort")


def ports(rule: View) -> str:
    """Give the ports of a rule in words."""
    if rule.text("IpProtocol").lower() not in WITH_PORTS:
        return EVERY_PORT
    first, last = rule.number("FromPort"), rule.number("ToPort")
    if first <= 1 and last >= LAST_PORT:
        return EVERY_PORT
    return f"port {first:.0f}" if first == last else f"ports {first:.0f} to {last:.0f}"


def group_of(resource: Resource) -> Resource:
    """Give the group that a rule belongs to; raises `NotKnown` where it is not declared here."""
    if resource.type == GROUP:
        return resource
    value = resource.get("GroupId")
    if isinstance(value, Reference) and value.resource.type == GROUP:
        return value.resource
    raise NotKnown("the security group is declared elsewhere", resource.at("GroupId"))


def ruled_elsewhere(resource: Resource, graph: Graph) -> bool:
    """Say whether a group declares no rule within it, and rules that stand by themselves let others into it."""
    if resource.type != GROUP or resource.present("SecurityGroupIngress"):
        return False
    return bool(those(such(graph, lambda rule: _belongs(rule, resource), INGRESS), bool))


def _belongs(rule: Resource, group: Resource) -> bool:
    values = (rule.get("GroupId"), rule.get("GroupName"))
    return any(isinstance(value, Reference) and value.resource.id == group.id for value in values)


def greets_the_internet(group: Resource, graph: Graph) -> bool:
    """Say whether a group protects nothing but load balancers that face the internet.

    Raises `NotKnown` where it protects nothing that is declared here.
    """
    protected = [relation.source for relation in graph.into(group, "protected-by")]
    if not protected:
        raise NotKnown("what it protects is declared elsewhere", group.location)
    return every(protected, _faces_internet)


def _faces_internet(source: object) -> bool:
    if not isinstance(source, Resource):
        return False
    if source.type == LOAD_BALANCER:
        return faces_internet(source)
    return source.type == CLASSIC and source.text("Scheme", default="internet-facing") == "internet-facing"
