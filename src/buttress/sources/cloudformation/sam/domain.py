"""Custom domains of APIs: the domain, its mappings to the API, and its records in Route 53."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import attribute, hashed, made, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, literal, member, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

CLOUDFRONT: Final = "Z2FDTNDATAQYW2"
"""The hosted zone of every edge-optimised domain; source: "AliasTarget" in the Route 53 API Reference."""
OPTIONAL: Final = ("SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn")


def add_rest_domain(expansion: Expansion, source: Source, stage: str) -> None:
    """Make the domain of a REST API; a private one is of the second kind."""
    domain = _domain(source)
    if domain is None:
        return
    endpoint = text(member(domain, "EndpointConfiguration")) or "REGIONAL"
    private = endpoint == "PRIVATE"
    name = _id(expansion, "ApiGatewayDomainNameV2" if private else "ApiGatewayDomainName", domain)
    certificate = member(domain, "CertificateArn")
    properties: dict[str, Value] = {
        "DomainName": member(domain, "DomainName"),
        "RegionalCertificateArn" if endpoint == "REGIONAL" else "CertificateArn": certificate,
        "EndpointConfiguration": {"Types": [endpoint], "IpAddressType": member(domain, "IpAddressType")},
        "MutualTlsAuthentication": member(domain, "MutualTlsAuthentication"),
        **{key: member(domain, key) for key in OPTIONAL},
    }
    kind = "AWS::ApiGateway::DomainNameV2" if private else "AWS::ApiGateway::DomainName"
    expansion.add(name, kind, properties, domain, source)
    expansion.aliases[f"{source.id}.{'DomainNameV2' if private else 'DomainName'}"] = name
    _add_rest_mappings(expansion, source, stage, domain, name, private=private)
    _add_association(expansion, source, domain, name)
    _add_records(expansion, source, domain, name, endpoint)


def _domain(source: Source) -> Node | None:
    domain = source.get("Domain")
    if domain is None or is_left_out(domain):
        return None
    if domain.kind != MAP or member(domain, "DomainName") is None:
        raise Unexpandable(
            f"the Domain of {source.id} is no map with a DomainName.", domain, "It is left out of the review."
        )
    return domain


def _paths(domain: Node) -> list[Node | None]:
    """Give the base paths, None being the whole domain."""
    return [*items(member(domain, "BasePath"))] or [None]


def _id(expansion: Expansion, prefix: str, domain: Node) -> str:
    name = member(domain, "DomainName")
    return hashed(prefix, expansion.resolved(name) or name)


def _add_rest_mappings(  # noqa: PLR0913 - what a mapping joins
    expansion: Expansion, source: Source, stage: str, domain: Node, name: str, *, private: bool
) -> None:
    kept = literal(member(domain, "NormalizeBasePath")) is False
    for path in _paths(domain):
        written = text(path) or ""
        clean = "".join(letter for letter in written if letter.isalnum())
        cause = path if path is not None else domain
        properties: dict[str, Value] = {
            "DomainNameArn" if private else "DomainName": reference(name, cause),
            "RestApiId": reference(source.id, cause),
            "Stage": reference(stage, cause),
            "BasePath": None if path is None else made(written if kept else clean, path),
        }
        kind = "AWS::ApiGateway::BasePathMappingV2" if private else "AWS::ApiGateway::BasePathMapping"
        expansion.add(f"{source.id}{clean}BasePathMapping", kind, properties, cause, source)


def _add_association(expansion: Expansion, source: Source, domain: Node, name: str) -> None:
    association = member(domain, "AccessAssociation")
    endpoint = member(association, "VpcEndpointId")
    if association is None or endpoint is None:
        return
    properties: dict[str, Value] = {
        "DomainNameArn": reference(name, association),
        "AccessAssociationSourceType": "VPCE",
        "AccessAssociationSource": endpoint,
    }
    identity = hashed("DomainNameAccessAssociation", made([endpoint, name], endpoint))
    expansion.add(identity, "AWS::ApiGateway::DomainNameAccessAssociation", properties, association, source)


def add_v2_domain(expansion: Expansion, source: Source, stage: str, tags: Value) -> None:
    """Make the domain of an HTTP or WebSocket API."""
    domain = _domain(source)
    if domain is None:
        return
    name = _id(expansion, "ApiGatewayDomainNameV2", domain)
    configuration: dict[str, Value] = {
        "CertificateArn": member(domain, "CertificateArn"),
        "EndpointType": member(domain, "EndpointConfiguration") or "REGIONAL",
        "OwnershipVerificationCertificateArn": member(domain, "OwnershipVerificationCertificateArn"),
        "SecurityPolicy": member(domain, "SecurityPolicy"),
    }
    properties: dict[str, Value] = {
        "DomainName": member(domain, "DomainName"),
        "DomainNameConfigurations": [configuration],
        "MutualTlsAuthentication": member(domain, "MutualTlsAuthentication"),
        "Tags": tags,
    }
    expansion.add(name, "AWS::ApiGatewayV2::DomainName", properties, domain, source)
    expansion.aliases[f"{source.id}.DomainName"] = name
    for path in _paths(domain):
        cause = path if path is not None else domain
        written = text(path) or ""
        mapping: dict[str, Value] = {
            "DomainName": reference(name, cause),
            "ApiId": reference(source.id, cause),
            "Stage": reference(stage, cause),
            "ApiMappingKey": None if path is None else made(written.strip("/"), path),
        }
        identity = f"{source.id}{re.sub('[-_/]+', '', written)}ApiMapping"
        expansion.add(identity, "AWS::ApiGatewayV2::ApiMapping", mapping, cause, source)
    _add_records(expansion, source, domain, name, "REGIONAL")


def _add_records(expansion: Expansion, source: Source, domain: Node, name: str, endpoint: str) -> None:
    """Add the domain's records to the group of their hosted zone, which the APIs of a template share."""
    route53 = member(domain, "Route53")
    if route53 is None or is_left_out(route53):
        return
    zone = member(route53, "HostedZoneId") or member(route53, "HostedZoneName")
    records = [_record(domain, route53, kind, _alias_target(route53, name, endpoint)) for kind in _kinds(route53)]
    named = expansion.resolved(zone) or zone
    separate = literal(member(route53, "SeparateRecordSetGroup")) is True
    group = hashed("RecordSetGroup", named)
    if separate and zone is not None:
        name_of = member(domain, "DomainName")
        told_apart = [expansion.resolved(node) or node for node in (zone, name_of)]
        group = hashed("RecordSetGroup", made(told_apart, zone))
    if group in expansion.resources:
        expansion.append(group, ["Properties", "RecordSets"], records, route53)
        return
    properties: dict[str, Value] = {key: member(route53, key) for key in ("HostedZoneId", "HostedZoneName")}
    expansion.add(group, "AWS::Route53::RecordSetGroup", {**properties, "RecordSets": records}, route53, source)


def _kinds(route53: Node) -> tuple[str, ...]:
    return ("A", "AAAA") if literal(member(route53, "IpV6")) is True else ("A",)


def _record(domain: Node, route53: Node, kind: str, target: Value) -> Node:
    routing = {key: member(route53, key) for key in ("Region", "SetIdentifier")}
    return made({"Name": member(domain, "DomainName"), "Type": kind, "AliasTarget": target, **routing}, route53)


def _alias_target(route53: Node, name: str, endpoint: str) -> dict[str, Value]:
    health = member(route53, "EvaluateTargetHealth")
    if endpoint == "REGIONAL":
        zone, dns = attribute(name, "RegionalHostedZoneId", route53), attribute(name, "RegionalDomainName", route53)
        return {"EvaluateTargetHealth": health, "HostedZoneId": zone, "DNSName": dns}
    if endpoint == "EDGE":
        own = member(route53, "DistributionDomainName") or attribute(name, "DistributionDomainName", route53)
        return {"EvaluateTargetHealth": health, "HostedZoneId": CLOUDFRONT, "DNSName": own}
    zone_id, dns_name = member(route53, "VpcEndpointHostedZoneId"), member(route53, "VpcEndpointDomainName")
    return {"EvaluateTargetHealth": health, "HostedZoneId": zone_id, "DNSName": dns_name}
