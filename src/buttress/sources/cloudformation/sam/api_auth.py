"""Who may call a REST API: authorizers and API keys in the security of its operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import sequence
from buttress.sources.cloudformation.sam.maker import (
    PARTITION,
    changed,
    made,
    reference,
    substituted,
    with_members,
    with_value,
)
from buttress.sources.cloudformation.sam.openapi import each_operation, security_of
from buttress.sources.cloudformation.sam.shape import is_left_out, items, literal, member, members, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route

SIGNED: Final = {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"}
KEY: Final = {"type": "apiKey", "name": "x-api-key", "in": "header"}
IDENTITY: Final = {
    "Headers": "method.request.header.",
    "QueryStrings": "method.request.querystring.",
    "StageVariables": "stageVariables.",
    "Context": "context.",
}
"""Where the parts of an identity come from, as an authorizer writes it."""
SCHEMES: Final = "securityDefinitions"


def route_security(route: Route, auth: Node | None) -> tuple[list[Value], dict[str, Value]]:
    """Give the security that the event itself asks for, and the schemes that it needs beside the API's authorizers."""
    name = text(route.get("Auth", "Authorizer"))
    security: list[Value] = []
    schemes: dict[str, Value] = {}
    if name:
        declared = member(auth, "Authorizers", name)
        scopes = route.get("Auth", "AuthorizationScopes") or member(declared, "AuthorizationScopes")
        security.append({name: scopes if scopes is not None and name != "NONE" else []})
        if name == "AWS_IAM":
            schemes["AWS_IAM"] = SIGNED
    needs_key = literal(route.get("Auth", "ApiKeyRequired"))
    if needs_key is not None:
        security.append({"api_key" if needs_key is True else "api_key_false": []})
        if needs_key is True:
            schemes["api_key"] = KEY
    return security, schemes


def caller_credentials(route: Route, auth: Node | None) -> Value:
    """Give the role with which API Gateway invokes where callers sign their requests."""
    own, whole = route.get("Auth"), member(auth, "InvokeRole")
    if text(member(own, "Authorizer")) != "AWS_IAM" and (
        own is not None or text(member(auth, "DefaultAuthorizer")) != "AWS_IAM"
    ):
        return None
    role = member(own, "InvokeRole") if "InvokeRole" in members(own) else whole
    if role is not None and (is_left_out(role) or literal(role) in ("", "NONE")):
        return None
    if role is None or text(role) == "CALLER_CREDENTIALS":
        return f"arn:{PARTITION}:iam::*:user/*"
    return role


def with_schemes(body: Node, schemes: Mapping[str, Value], cause: Node) -> Node:
    """Add security schemes that are not there yet."""
    for name, scheme in schemes.items():
        body = changed(body, [SCHEMES, name], _unless_there(made(scheme, cause)), cause)
    return body


def _unless_there(scheme: Node) -> Callable[[Node | None], Node]:
    return lambda old: old if old is not None else scheme


def with_auth(expansion: Expansion, body: Node, auth: Node) -> Node:
    """Add an API's authorizers to its body, and the default one and the key to every operation without its own."""
    authorizers, default = members(member(auth, "Authorizers")), member(auth, "DefaultAuthorizer")
    for name, authorizer in authorizers.items():
        scheme = _scheme(authorizer)
        body = with_value(body, [SCHEMES, name], scheme)
    chosen = expansion.resolved(default) or ""
    if default is not None and chosen == "AWS_IAM":
        body = with_schemes(body, {"AWS_IAM": SIGNED}, default)
    if default is not None and chosen:
        preflight = literal(member(auth, "AddDefaultAuthorizerToCorsPreflight")) is not False
        scopes = member(authorizers.get(chosen), "AuthorizationScopes")
        required = made({chosen: scopes if scopes is not None else []}, default)
        known = frozenset({"AWS_IAM", *authorizers})
        body = each_operation(
            body, lambda _, method, one: _by_default(method, one, required, known, preflight=preflight)
        )
    key = member(auth, "ApiKeyRequired")
    if key is not None and literal(key) not in (False, None):
        body = with_schemes(body, {"api_key": KEY}, key)
        preflight = literal(member(auth, "AddApiKeyRequiredToCorsPreflight")) is not False
        body = each_operation(body, lambda _, method, one: _with_key(method, one, key, preflight=preflight))
    return body


def _by_default(method: str, operation: Node, required: Node, known: frozenset[str], *, preflight: bool) -> Node:
    if method == "options" and not preflight:
        return operation
    others = [one for one in security_of(operation) if known.isdisjoint(members(one))]
    mine = [one for one in security_of(operation) if not known.isdisjoint(members(one))]
    open_to_all = [one for one in others if "NONE" in members(one)]
    if open_to_all:
        others.remove(open_to_all[0])
        mine = []
    elif not mine:
        mine = [required]
    security = others + mine
    return with_members(operation, {"security": sequence(security, required)}) if security else operation


def _with_key(method: str, operation: Node, key: Node, *, preflight: bool) -> Node:
    security = security_of(operation)
    others = [one for one in security if members(one).keys().isdisjoint({"api_key", "api_key_false"})]
    refused = any("api_key_false" in members(one) for one in security)
    spared = refused or (method == "options" and not preflight)
    wanted = others if spared else [*others, made({"api_key": []}, key)]
    same = len(wanted) == len(security) and all(one is two for one, two in zip(wanted, security, strict=True))
    return operation if same else with_members(operation, {"security": sequence(wanted, key)})


def _scheme(authorizer: Node) -> Node:
    pools = member(authorizer, "UserPoolArn")
    return _cognito(authorizer, pools) if pools is not None else _custom(authorizer)


def _cognito(authorizer: Node, pools: Node) -> Node:
    return made(
        {
            "type": "apiKey",
            "name": member(authorizer, "Identity", "Header") or "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {
                "type": "cognito_user_pools",
                "providerARNs": items(pools),
                "identityValidationExpression": member(authorizer, "Identity", "ValidationExpression"),
            },
        },
        authorizer,
    )


def _custom(authorizer: Node) -> Node:
    kind = (text(member(authorizer, "FunctionPayloadType")) or "TOKEN").lower()
    function, role = member(authorizer, "FunctionArn"), member(authorizer, "FunctionInvokeRole")
    uri = (
        f"arn:{PARTITION}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations"
    )
    sources = [
        prefix + str(literal(part))
        for name, prefix in IDENTITY.items()
        for part in items(member(authorizer, "Identity", name))
    ]
    described: dict[str, Value] = {
        "type": kind,
        "authorizerUri": substituted(uri, authorizer, __FunctionArn__=function),
        "authorizerResultTtlInSeconds": member(authorizer, "Identity", "ReauthorizeEvery"),
        "authorizerCredentials": None if text(role) == "NONE" else role,
        "identitySource": ", ".join(sources) or None if kind == "request" else None,
        "identityValidationExpression": member(authorizer, "Identity", "ValidationExpression")
        if kind == "token"
        else None,
    }
    header = "Unused" if kind == "request" else member(authorizer, "Identity", "Header") or "Authorization"
    return made(
        {
            "type": "apiKey",
            "name": header,
            "in": "header",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": described,
        },
        authorizer,
    )


def add_authorizer_permissions(expansion: Expansion, source: Source) -> None:
    """Let API Gateway invoke the functions that authorise."""
    http = source.type != "Api"
    partition = "${AWS::Partition}" if http else PARTITION
    arn = f"arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*"
    for name, authorizer in members(source.get("Auth", "Authorizers")).items():
        function = member(authorizer, "FunctionArn")
        refused = literal(member(authorizer, "DisableFunctionDefaultPermissions")) is True
        asked = literal(member(authorizer, "EnableFunctionDefaultPermissions")) is True
        if function is None or (not asked if http else refused):
            continue
        properties: dict[str, Value] = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": function,
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": substituted(arn, authorizer, __ApiId__=reference(source.id, authorizer)),
        }
        expansion.add(
            f"{source.id}{name}AuthorizerPermission", "AWS::Lambda::Permission", properties, authorizer, source
        )
