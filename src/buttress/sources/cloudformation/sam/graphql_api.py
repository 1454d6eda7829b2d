"""`AWS::Serverless::GraphQLApi`: the API itself, its schema, keys, cache and domain.

Source: "AWS::Serverless::GraphQLApi" of the AWS SAM developer guide. Data sources and resolvers have modules of their
own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.expansion import Source, Unexpandable, map_of
from buttress.sources.cloudformation.sam.graphql_parts import Parts
from buttress.sources.cloudformation.sam.graphql_resolvers import add_functions, add_resolvers
from buttress.sources.cloudformation.sam.graphql_sources import add_data_sources, connect
from buttress.sources.cloudformation.sam.maker import attribute, made, reference, substituted, tags_of
from buttress.sources.cloudformation.sam.shape import items, literal, member, members, text
from buttress.sources.cloudformation.sam.statements import trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion
    from buttress.sources.cloudformation.sam.maker import Value

PASSED: Final = (
    "IntrospectionConfig",
    "OwnerContact",
    "QueryDepthLimit",
    "ResolverCountLimit",
    "Visibility",
    "XrayEnabled",
)
AUTHORIZERS: Final = {
    "AMAZON_COGNITO_USER_POOLS": ("UserPool", "UserPoolConfig"),
    "AWS_LAMBDA": ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
    "OPENID_CONNECT": ("OpenIDConnect", "OpenIDConnectConfig"),
}
"""The types of authorisation that have settings, and what SAM and AppSync call these."""
LOGGING: Final = "service-role/AWSAppSyncPushToCloudWatchLogs"


def expand_graphql_api(expansion: Expansion, source: Source) -> None:
    """Make the API and everything around it; where one part cannot be made, none is."""
    before = dict(expansion.resources)
    try:
        _expand(Parts(expansion, source))
    except Unexpandable:
        expansion.resources = before
        raise


def _expand(parts: Parts) -> None:
    source = parts.source
    uris = _authorizers(parts)
    _add_schema(parts)
    for number, uri in enumerate(uris, 1):
        start: dict[str, Value] = {
            "Type": "AWS::AppSync::GraphQLApi",
            "Arn": reference(source.id, uri),
            "ResourceId": attribute(source.id, "ApiId", uri),
        }
        name = f"{source.id}ToLambdaAuthConnector{number}"
        connect(parts, name, start, {"Type": "AWS::Lambda::Function", "Arn": uri}, made(["Write"], uri))
    _add_keys(parts)
    cache = source.get("Cache")
    if cache is not None:
        parts.add("ApiCache", "ApiCache", dict(map_of(cache, f"the Cache of {source.id}")), cache)
    add_data_sources(parts)
    _add_domain(parts)
    add_functions(parts)
    add_resolvers(parts)


def _authorizers(parts: Parts) -> list[Node]:
    """Put the API in the place of the SAM resource, and give the ARNs of the functions that authorise."""
    source = parts.source
    auth = source.get("Auth")
    settings = map_of(auth, f"the Auth of {source.id}")
    if auth is None or "Type" not in settings:
        raise Unexpandable(f"the GraphQL API {source.id} has no Auth with a Type.", auth or source.node)
    additional = items(settings.get("Additional"))
    uris = [uri for one in (auth, *additional) if (uri := _uri(one)) is not None]
    name = source.get("Name")
    properties: dict[str, Value] = {
        "Name": name if name is not None and literal(name) != "" else source.id,
        **{key: source.get(key) for key in PASSED},
        "AuthenticationType": settings["Type"],
        **_settings(auth, primary=True),
        "AdditionalAuthenticationProviders": [_provider(one) for one in additional] or None,
        "Tags": [*tags_of(source.get("Tags")), made({"Key": "graphqlapi:createdBy", "Value": "SAM"}, source.node)],
        "LogConfig": _logging(parts),
    }
    parts.expansion.become(source, "AWS::AppSync::GraphQLApi", properties)
    return uris


def _uri(auth: Node) -> Node | None:
    """Give the function that authorises."""
    if text(member(auth, "Type")) != "AWS_LAMBDA":
        return None
    return member(auth, "LambdaAuthorizer", "AuthorizerUri")


def _settings(auth: Node, *, primary: bool) -> Mapping[str, Value]:
    """Give the settings that a type of authorisation needs, under AppSync's name; only the first may say what happens
    by default.
    """
    kind = text(member(auth, "Type")) or ""
    if kind not in AUTHORIZERS:
        return {}
    ours, theirs = AUTHORIZERS[kind]
    settings = member(auth, ours)
    if settings is None:
        raise Unexpandable(f"an Auth of the type {kind} needs {ours}.", auth)
    left_out = () if primary else ("DefaultAction",)
    told = {key: one for key, one in map_of(settings, ours).items() if key not in left_out}
    return {theirs: made(told, settings)}


def _provider(auth: Node) -> Node:
    return made({"AuthenticationType": member(auth, "Type"), **_settings(auth, primary=False)}, auth)


def _logging(parts: Parts) -> Value:
    """Give how the API logs: everything, with a role that SAM makes, unless the template says otherwise."""
    source = parts.source
    logging = source.get("Logging")
    if literal(logging) is False:
        return None
    told = members(logging) if logging is not None and logging.kind == MAP else {}
    cause = logging if logging is not None else source.node
    role = told.get("CloudWatchLogsRoleArn")
    verbose = told.get("ExcludeVerboseContent")
    config: dict[str, Value] = {
        "ExcludeVerboseContent": None if literal(verbose) is False else verbose,
        "FieldLogLevel": told.get("FieldLogLevel", "ALL"),
        "CloudWatchLogsRoleArn": role if role is not None else _logging_role(parts, cause),
    }
    return made(config, cause)


def _logging_role(parts: Parts, cause: Node) -> Node:
    policy = substituted(f"arn:${{AWS::Partition}}:iam::aws:policy/{LOGGING}", cause)
    properties: dict[str, Value] = {
        "AssumeRolePolicyDocument": trust("appsync.amazonaws.com", cause),
        "ManagedPolicyArns": [policy],
    }
    return attribute(parts.add_other("CloudWatchRole", "AWS::IAM::Role", properties, cause), "Arn", cause)


def _add_schema(parts: Parts) -> None:
    inline, uri = parts.source.get("SchemaInline"), parts.source.get("SchemaUri")
    cause = inline if inline is not None else uri
    if cause is None or (inline is not None and uri is not None):
        raise Unexpandable(f"the GraphQL API {parts.source.id} needs a SchemaInline or a SchemaUri.", parts.source.node)
    properties: dict[str, Value] = {"Definition": inline, "DefinitionS3Location": uri}
    parts.add("Schema", "GraphQLSchema", properties, cause)


def _add_keys(parts: Parts) -> None:
    for name, key in map_of(parts.source.get("ApiKeys"), f"the ApiKeys of {parts.source.id}").items():
        told = members(key)
        properties: dict[str, Value] = {
            "ApiKeyId": told.get("ApiKeyId"),
            "Description": told.get("Description"),
            "Expires": told.get("ExpiresOn"),
        }
        parts.add(name, "ApiKey", properties, key)


def _add_domain(parts: Parts) -> None:
    domain = parts.source.get("DomainName")
    if domain is None:
        return
    told = map_of(domain, f"the DomainName of {parts.source.id}")
    properties: dict[str, Value] = {key: told.get(key) for key in ("CertificateArn", "DomainName", "Description")}
    name = parts.add_other("DomainName", "AWS::AppSync::DomainName", properties, domain)
    association: dict[str, Value] = {"DomainName": reference(name, domain)}
    parts.add("DomainNameApiAssociation", "DomainNameApiAssociation", association, domain)
