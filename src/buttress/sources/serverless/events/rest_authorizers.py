"""Who may call a method of a REST API.

Source: events/apigateway of the Serverless Framework's documentation, "HTTP Endpoints with … Authorizers".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node, scalar
from buttress.sources.cloudformation.sam.maker import attribute, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, owner, text
from buttress.sources.serverless.events.invocation import API, invocation
from buttress.sources.serverless.naming import normalised
from buttress.sources.serverless.plain import is_open, literal, not_written

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft

HEADER: Final = "method.request.header.Authorization"
LASTS: Final = 300
"""Seconds that the answer of an authorizer is kept where nothing is said (events/apigateway)."""


def authorization(draft: Draft, event: Node) -> dict[str, Json]:
    """Give the authorization of a method: none, by IAM, by a function, by a user pool, or by what is elsewhere."""
    declared = member(event, "authorizer")
    if declared is None or is_left_out(declared):
        return {"AuthorizationType": "NONE"}
    if is_open(declared):
        return {"AuthorizationType": not_written(declared)}
    kind = str(literal(member(declared, "type")) or "").upper()
    if (text(declared) or "").upper() == "AWS_IAM" or kind == "AWS_IAM":
        return {"AuthorizationType": "AWS_IAM"}
    outside = member(declared, "authorizerId")
    if outside is not None:
        return {"AuthorizationType": kind if kind in ("COGNITO_USER_POOLS", "AWS_IAM") else "CUSTOM",
                "AuthorizerId": outside, "AuthorizationScopes": member(declared, "scopes")}  # fmt: skip
    arn, name = _arn_and_name(draft, declared)
    if arn is None:
        return {"AuthorizationType": "CUSTOM"}
    pool = kind == "COGNITO_USER_POOLS" or _is_pool(draft, arn)
    logical_id = f"{normalised(name)}ApiGatewayAuthorizer"
    _add(draft, logical_id, declared, arn, name, pool=pool)
    return {
        "AuthorizationType": "COGNITO_USER_POOLS" if pool else "CUSTOM",
        "AuthorizerId": reference(logical_id, declared),
        "AuthorizationScopes": member(declared, "scopes"),
    }


def _arn_and_name(draft: Draft, declared: Node) -> tuple[Node | None, str]:
    """Give the ARN of what authorizes, and its name in logical ids."""
    if declared.kind != MAP:
        name = text(declared) or owner(declared) or "authorizer"
        if name in draft.functions:
            return draft.arn_of(declared), name
        return declared, name.rpartition(":")[2].rpartition("/")[2]
    named, arn = text(member(declared, "name")), member(declared, "arn")
    if arn is not None:
        written = (text(arn) or owner(arn) or "authorizer").rpartition(":")[2].rpartition("/")[2]
        return arn, named or written
    if named is not None and named in draft.functions:
        return attribute(draft.functions[named].logical_id, "Arn", declared), named
    return None, named or "authorizer"


def _is_pool(draft: Draft, arn: Node) -> bool:
    if ":cognito-idp:" in (text(arn) or draft.settled(arn)):
        return True
    declared = member(draft.config, "resources", "Resources", owner(arn) or "", "Type")
    return text(declared) == "AWS::Cognito::UserPool"


def _add(  # noqa: PLR0913 - an authorizer: of what, its name, what it is
    draft: Draft, logical_id: str, declared: Node, arn: Node, name: str, *, pool: bool
) -> None:
    given = draft.setting("apiGateway", "restApiId")
    api: Json = given if given is not None else reference(API, declared)
    lasts = member(declared, "resultTtlInSeconds")
    source = member(declared, "identitySource")
    kind = str(literal(member(declared, "type")) or "TOKEN").upper()
    properties: dict[str, Json] = {
        "RestApiId": api,
        "Name": name,
        "Type": "COGNITO_USER_POOLS" if pool else kind,
        "IdentitySource": source if source is not None else HEADER,
        "AuthorizerResultTtlInSeconds": lasts if lasts is not None else LASTS,
        "IdentityValidationExpression": member(declared, "identityValidationExpression"),
    }
    if pool:
        draft.add(logical_id, "AWS::ApiGateway::Authorizer", {**properties, "ProviderARNs": [arn]}, declared)
        return
    draft.add(logical_id, "AWS::ApiGateway::Authorizer", {**properties, "AuthorizerUri": invocation(arn)}, declared)
    draft.add(
        f"{normalised(name)}LambdaPermissionApiGateway",
        "AWS::Lambda::Permission",
        {"FunctionName": arn, "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"},
        declared,
    )


def keys_of(node: Node | None) -> list[tuple[str, Node]]:
    """Give the API keys that a list declares, with the usage plan that each is for (empty where there is one)."""
    found: list[tuple[str, Node]] = []
    for key in items(node):
        content = key.value if key.kind == MAP and isinstance(key.value, dict) else {}
        grouped = {name: value for name, value in content.items() if isinstance(value.value, list)}
        if grouped:
            found += [(plan, one) for plan, keys in grouped.items() for one in items(keys)]
        elif not is_left_out(key):
            found.append(("", key if content else scalar(key.value, key) if key.kind != MAP else key))
    return found
