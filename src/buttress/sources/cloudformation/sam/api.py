"""`AWS::Serverless::Api`: a REST API with its deployment and stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.api_auth import add_authorizer_permissions
from buttress.sources.cloudformation.sam.api_body import body_of
from buttress.sources.cloudformation.sam.domain import add_rest_domain
from buttress.sources.cloudformation.sam.maker import made, reference, suffixed, tags_of
from buttress.sources.cloudformation.sam.shape import each_branch, is_left_out, literal, member
from buttress.sources.cloudformation.sam.usage_plan import add_usage_plan

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

STAGE: Final = (
    "AccessLogSetting", "CacheClusterEnabled", "CacheClusterSize", "CanarySetting", "MethodSettings", "StageName",
    "TracingEnabled", "Variables",
)  # fmt: skip
"""Properties that are those of the stage."""
CONSUMED: Final = (
    *STAGE, "AlwaysDeploy", "Auth", "Cors", "DefinitionBody", "DefinitionUri", "DisableExecuteApiEndpoint", "Domain",
    "EndpointConfiguration", "GatewayResponses", "MergeDefinitions", "Models", "OpenApiVersion", "PropagateTags",
    "Tags",
)  # fmt: skip


def expand_api(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of a REST API; the deployment's id and description lack the hash of the body."""
    body, place = body_of(expansion, source)
    endpoint = source.get("EndpointConfiguration")
    tags = source.tags_to_pass_on
    properties: dict[str, Value] = {
        **source.without(*CONSUMED),
        "Body": body,
        "BodyS3Location": place,
        "EndpointConfiguration": None if endpoint is None else each_branch(endpoint, _endpoint),
        "Parameters": None if endpoint is None else _parameters(endpoint),
        "Tags": tags_of(tags) if tags is not None else None,
    }
    expansion.become(source, "AWS::ApiGateway::RestApi", properties)
    stage = _add_stage(expansion, source)
    add_authorizer_permissions(expansion, source)
    expansion.aliases[f"{source.id}.Stage"] = stage
    expansion.aliases[f"{source.id}.Deployment"] = f"{source.id}Deployment"
    add_usage_plan(expansion, source, stage)
    add_rest_domain(expansion, source, stage)


def _endpoint(endpoint: Node) -> Node:
    kind = member(endpoint, "Type")
    if endpoint.kind != MAP or kind is None:
        return made({"Types": [endpoint]}, endpoint) if endpoint.kind != MAP else endpoint
    points = member(endpoint, "VPCEndpointIds") or member(endpoint, "VpcEndpointIds")
    return made(
        {"Types": [kind], "VpcEndpointIds": points, "IpAddressType": member(endpoint, "IpAddressType")}, endpoint
    )


def _parameters(endpoint: Node) -> Node | None:
    if is_left_out(endpoint):
        return None
    kind = each_branch(endpoint, lambda branch: member(branch, "Type") or branch)
    return made({"endpointConfigurationTypes": kind}, endpoint)


def _add_stage(expansion: Expansion, source: Source) -> str:
    name = source.get("StageName")
    cause = name if name is not None else source.node
    api = reference(source.id, cause)
    extra = None if source.get("OpenApiVersion") is not None else "Stage"
    deployment: dict[str, Value] = {"RestApiId": api, "StageName": extra}
    expansion.add(f"{source.id}Deployment", "AWS::ApiGateway::Deployment", deployment, cause, source)
    properties: dict[str, Value] = {
        **{key: source.get(key) for key in STAGE},
        "RestApiId": api,
        "DeploymentId": reference(f"{source.id}Deployment", cause),
        "Tags": tags_of(source.get("Tags")) or None,
    }
    identity = _stage_id(source, name)
    return expansion.add(identity, "AWS::ApiGateway::Stage", properties, cause, source)


def _stage_id(source: Source, name: Node | None) -> str:
    written = literal(name)
    if isinstance(written, str) and written.isalnum():
        return f"{source.id}{written}Stage"
    return suffixed(f"{source.id}Stage", written if isinstance(written, str) else "")
