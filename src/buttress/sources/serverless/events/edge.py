"""`cloudFront` events: functions at the edge, in the behaviors of one distribution.

Source: events/cloudfront of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.sources.cloudformation.sam.maker import reference, with_members
from buttress.sources.cloudformation.sam.shape import member, members, text
from buttress.sources.serverless.naming import alphanumeric, dashed
from buttress.sources.serverless.plain import is_true

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

DISTRIBUTION: Final = "CloudFrontDistribution"


def cloud_front(draft: Draft, function: Function, node: Node) -> None:
    """Note a function for the distribution that all such events share; the function stays when it is removed."""
    draft.trusted.add("edgelambda.amazonaws.com")
    draft.edges.append((function, node))
    known = draft.resources[function.logical_id]
    draft.resources[function.logical_id] = with_members(known, {"DeletionPolicy": scalar("Retain", node)})


def add_distribution(draft: Draft) -> None:
    """Add the distribution with a behavior for each path, and the default that CloudFront requires."""
    if not draft.edges:
        return
    origins: dict[str, Json] = {}
    behaviors: dict[str, dict[str, Json]] = {}
    fallback = ""
    for function, node in draft.edges:
        name, origin = _origin(draft, member(node, "origin"))
        origins.setdefault(name, origin)
        if not fallback or is_true(member(node, "isDefaultOrigin")):
            fallback = name
        behavior = behaviors.setdefault(text(member(node, "pathPattern")) or "", _behavior(draft, node, name))
        known = behavior["LambdaFunctionAssociations"]
        if isinstance(known, list):
            known.append(_association(function, node))
    default = behaviors.pop("", {"TargetOriginId": fallback, "ViewerProtocolPolicy": "allow-all"})
    cause = draft.edges[0][1]
    paths: list[Json] = [{"PathPattern": path, **behavior} for path, behavior in behaviors.items()]
    config: dict[str, Json] = {
        "Enabled": True,
        "DefaultCacheBehavior": default,
        "CacheBehaviors": paths or None,
        "Origins": [*origins.values()],
    }
    draft.add(DISTRIBUTION, "AWS::CloudFront::Distribution", {"DistributionConfig": config}, cause)
    _add_policies(draft)


def _behavior(draft: Draft, node: Node, origin: str) -> dict[str, Json]:
    behavior: dict[str, Json] = {
        "TargetOriginId": origin,
        "ViewerProtocolPolicy": "allow-all",
        **members(member(node, "behavior")),
        "LambdaFunctionAssociations": [],
    }
    policy = member(node, "cachePolicy")
    if policy is not None:
        named = _policy_id(draft.settled(member(policy, "name")))
        behavior["CachePolicyId"] = member(policy, "id") or reference(named, policy)
    return behavior


def _association(function: Function, node: Node) -> dict[str, Json]:
    return {
        "EventType": member(node, "eventType"),
        "LambdaFunctionARN": reference(f"{function.short}LambdaVersion", node),
        "IncludeBody": member(node, "includeBody"),
    }


def _origin(draft: Draft, origin: Node | None) -> tuple[str, Json]:
    """Give the id of an origin and what it is: an address, or CloudFormation's own words."""
    written = text(origin)
    if written is None:
        name = draft.settled(member(origin, "DomainName")) + draft.settled(member(origin, "OriginPath"))
        own: dict[str, Json] = {"Id": name or "origin", **members(origin)}
        return name or "origin", own
    domain, _, path = (written.partition("://")[2] or written).partition("/")
    made: dict[str, Json] = {"Id": written, "DomainName": domain}
    if path:
        made["OriginPath"] = f"/{path}"
    if written.startswith("s3:"):
        return written, {**made, "S3OriginConfig": {}}
    return written, {**made, "CustomOriginConfig": {"OriginProtocolPolicy": "match-viewer"}}


def _add_policies(draft: Draft) -> None:
    """Add the cache policies that the provider declares."""
    for name, node in members(draft.setting("cloudFront", "cachePolicies")).items():
        named = dashed((draft.service, draft.stage, name), node)
        properties: dict[str, Json] = {"CachePolicyConfig": {**members(node), "Name": named}}
        draft.add(_policy_id(name), "AWS::CloudFront::CachePolicy", properties, node)


def _policy_id(name: str) -> str:
    return f"CloudFrontCachePolicy{alphanumeric(name)}"
