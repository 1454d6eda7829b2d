"""The resource policy of a REST API, which `Auth.ResourcePolicy` writes into its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.cloudformation.sam.maker import changed, made, substituted, with_items
from buttress.sources.cloudformation.sam.openapi import ANY, PLACEHOLDER, paths_of
from buttress.sources.cloudformation.sam.shape import branches, items, member, members, same, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Value

POLICY = "x-amazon-apigateway-policy"


def with_resource_policy(body: Node, policy: Node, path: str, stage: Value) -> Node:
    """Add what the policy says about one path."""
    resources = made(list(_resources(body, policy, path, stage)), policy)
    return _with_statements(body, [made(one, policy) for one in _statements(policy, resources)], policy)


def with_custom_statements(body: Node, policy: Node) -> Node:
    """Add the statements that the policy holds as they are."""
    return _with_statements(body, items(member(policy, "CustomStatements")), policy)


def _with_statements(body: Node, statements: list[Node], policy: Node) -> Node:
    if not statements:
        return body
    body = changed(body, [POLICY, "Version"], lambda _: made("2012-10-17", policy), policy)
    return changed(body, [POLICY, "Statement"], lambda old: _added(old, statements, policy), policy)


def _added(old: Node | None, statements: list[Node], policy: Node) -> Node:
    new: list[Node] = []
    for one in statements:
        if not any(same(one, known) for known in (*items(old), *new)):
            new.append(one)
    return with_items(old, new, policy)


def _resources(body: Node, policy: Node, path: str, stage: Value) -> Iterator[Node]:
    general = PLACEHOLDER.sub("*", path)
    for item in branches(paths_of(body).get(path)):
        for method in members(item):
            verb = "*" if method.lower() in (ANY, "any") else method.upper()
            yield substituted(f"execute-api:/${{__Stage__}}/{verb}{general}", policy, __Stage__=stage)


def _statements(policy: Node, resources: Node) -> Iterator[dict[str, Value]]:
    invoke: dict[str, Value] = {"Action": "execute-api:Invoke", "Resource": resources}
    for name, effect in (("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")):
        accounts = items(member(policy, name))
        if accounts:
            yield {"Effect": effect, **invoke, "Principal": {"AWS": accounts}}
    for name, operator in (("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")):
        ranges = items(member(policy, name))
        if ranges:
            yield from _allow_but({operator: {"aws:SourceIp": ranges}}, invoke)
    for colour, operator in (("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")):
        found = _networks(policy, colour)
        if found:
            yield from _allow_but({operator: found}, invoke)


def _allow_but(condition: Value, invoke: dict[str, Value]) -> Iterator[dict[str, Value]]:
    yield {"Effect": "Allow", **invoke, "Principal": "*"}
    yield {"Effect": "Deny", **invoke, "Principal": "*", "Condition": condition}


def _networks(policy: Node, colour: str) -> dict[str, Value]:
    """Give the VPCs and VPC endpoints that a list names, by the key of the condition."""
    named = items(member(policy, f"SourceVpc{colour}"))
    clouds = [node for node in named if (text(node) or "").startswith("vpc-")] + items(
        member(policy, f"IntrinsicVpc{colour}")
    )
    endpoints = [node for node in named if (text(node) or "").startswith("vpce-")] + items(
        member(policy, f"IntrinsicVpce{colour}")
    )
    found: dict[str, Value] = {"aws:SourceVpc": clouds, "aws:SourceVpce": endpoints}
    return {key: value for key, value in found.items() if value}
