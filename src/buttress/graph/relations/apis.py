"""Relations of APIs: what answers behind them, their stages, authorizers, plans and domain names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.arns import has, without
from buttress.graph.linking import Reader, relates
from buttress.graph.openapi import Operation, operations_of, schemes_of
from buttress.graph.relations.ends import (
    BUS,
    FIREHOSE,
    FUNCTION,
    LOG_GROUP,
    MACHINE,
    QUEUE,
    STREAM,
    TABLE,
    TOPIC,
    End,
    reading,
)
from buttress.graph.values import ABSENT, NotKnown, Reference, Text, Unresolved

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

REST: Final = ("AWS::ApiGateway::RestApi",)
HTTP: Final = ("AWS::ApiGatewayV2::Api",)
POOL: Final = ("AWS::Cognito::UserPool",)
BALANCERS: Final = ("AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancing::LoadBalancer")
LISTENER: Final = ("AWS::ElasticLoadBalancingV2::Listener",)
BEHIND: Final = (*FUNCTION, *MACHINE, *QUEUE, *TOPIC, *STREAM, *FIREHOSE, *TABLE, *BUS, *LISTENER)
SERVICES: Final = (
    (":sqs:path/", QUEUE),
    (":sns:", TOPIC),
    (":dynamodb:", TABLE),
    (":states:", MACHINE),
    (":kinesis:", STREAM),
)


def answering(uri: Any, integration: object = "") -> End | None:  # noqa: ANN401 - a value of the graph
    """Find what an integration's URI calls.

    None where it names no resource: an address elsewhere, or an action of a service. `integration` is its type.
    """
    if uri is ABSENT or has_address(uri, integration):
        balancers = [each for each in getattr(uri, "references", ()) if each.resource.type in BALANCERS]
        return End(balancers[0], BALANCERS) if balancers else None
    if has(uri, "/functions/"):
        return End(without(uri, "/functions/", "/invocations"), FUNCTION)
    if has(uri, ":sqs:path/"):
        return End(without(uri, ":sqs:path/"), QUEUE)
    if has(uri, ":action/"):
        return None
    return End(uri, BEHIND)


def has_address(uri: object, integration: object) -> bool:
    """Say whether a URI is an address, not an ARN: by how it starts, else by the type of its integration."""
    head = uri if isinstance(uri, str) else uri.head if isinstance(uri, Text) else ""
    by_type = isinstance(integration, str) and integration.lower() in ("http", "http_proxy") and not head
    return by_type or bool(head and not head.startswith("arn:"))


def called_service(uri: Any) -> tuple[str, ...]:  # noqa: ANN401 - a value of the graph
    """Give the types that a service integration (`arn:aws:apigateway:…:states:action/StartExecution`) speaks to."""
    return next((types for mark, types in SERVICES if has(uri, mark) and has(uri, ":action/")), ())


@relates(*REST, *HTTP, kinds=("fronts", "authorizes"))
def document(api: Resource, link: Linker) -> None:
    """Relates an API to what answers behind the operations of its document, and its authorizers to the API."""
    try:
        for operation in operations_of(api):
            _operation(operation, api, link)
    except NotKnown as unknown:
        link.loose("fronts", api, unknown.reason, unknown.location or api.location)
    try:
        for scheme in schemes_of(api):
            end = answering(scheme.uri)
            if end is not None:
                link.link_value("authorizes", api, end.value, scheme.location, end.types, backwards=True)
            for pool in scheme.body.each(("x-amazon-apigateway-authorizer", "providerARNs")):
                link.link("authorizes", api, pool, POOL, backwards=True)
    except NotKnown as unknown:
        link.link_value("authorizes", api, Unresolved(unknown.reason), unknown.location or api.location, backwards=True)


def _operation(operation: Operation, api: Resource, link: Linker) -> None:
    end = answering(operation.integration_uri, operation.integration_type)
    if end is not None:
        link.link_value("fronts", api, end.value, operation.location, end.types, "sync")
        return
    types = called_service(operation.integration_uri)
    if types:
        _through_template(operation, api, link, types)


def _through_template(operation: Operation, api: Resource, link: Linker, types: tuple[str, ...]) -> None:
    """Relate an API to the resource that an operation's request template names for a service's action."""
    path = ("x-amazon-apigateway-integration", "requestTemplates")
    named = [value.get() for _, value in operation.body.members(path)]
    _named_in(named, api, link, types, operation.location)


def _named_in(values: list[Any], api: Resource, link: Linker, types: tuple[str, ...], place: Location) -> None:
    """Relate an API to the one resource that texts refer to; where they name none that is here, the end is loose."""
    found: dict[str, Resource] = {}
    for value in values:
        for reference in (value,) if isinstance(value, Reference) else getattr(value, "references", ()):
            if reference.resource.type in types:
                found[reference.resource.id] = reference.resource
    for resource in found.values():
        link.join("fronts", api, resource, place, "sync")
    if not found:
        link.loose("fronts", api, "what the request template names is not known here", place, types)


@relates("AWS::ApiGateway::Method", kinds=("fronts",))
def method(resource: Resource, link: Linker) -> None:
    """Relates an API to what answers behind a method, at the place of the method."""
    api, uri = End(resource.get("RestApiId"), REST), resource.get("Integration.Uri")
    end = answering(uri, resource.get("Integration.Type"))
    if end is not None:
        reading(resource, link).between("fronts", api, end, "sync", resource.at())
        return
    types, (owner, _) = called_service(uri), link.resolve(api.value, REST)
    if types and getattr(owner, "type", "") in REST:
        named = [value.get() for _, value in resource.members("Integration.RequestTemplates")]
        named += [value.get() for _, value in resource.members("Integration.RequestParameters")]
        _named_in(named, owner, link, types, resource.at())  # type: ignore[arg-type] # its type says that it is here


@relates("AWS::ApiGatewayV2::Integration", kinds=("fronts",))
def integration(resource: Resource, link: Linker) -> None:
    """Relates an HTTP or WebSocket API to what answers behind an integration."""
    api = End(resource.get("ApiId"), HTTP)
    end = answering(resource.get("IntegrationUri"))
    reads = reading(resource, link)
    if end is not None:
        reads.between("fronts", api, end, "sync", resource.at())
    for path, types in (
        ("StateMachineArn", MACHINE),
        ("QueueUrl", QUEUE),
        ("StreamName", STREAM),
        ("EventBusName", BUS),
    ):
        value = resource.get(("RequestParameters", path))
        reads.between("fronts", api, End(value, types), "sync", resource.at())


@relates("AWS::ApiGatewayV2::Api", kinds=("fronts",))
def quick_create(resource: Resource, link: Linker) -> None:
    """Relates an HTTP API to the function or address that its `Target` names."""
    end = answering(resource.get("Target"))
    if end is not None:
        link.link_value("fronts", resource, end.value, resource.at("Target"), end.types, "sync")


@relates("AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment", kinds=("fronts", "logs-to"))
def rest_stage(resource: Resource, link: Linker) -> None:
    """Relates a stage to its API and to the log group of its access logs; a deployment that names a stage makes one."""
    reads = reading(resource, link)
    if resource.type == "AWS::ApiGateway::Stage" or resource.present("StageName"):
        reads.to("fronts", "RestApiId", REST, "stage")
    reads.to("logs-to", "AccessLogSetting.DestinationArn", (*LOG_GROUP, *FIREHOSE))
    reads.to("logs-to", "StageDescription.AccessLogSetting.DestinationArn", (*LOG_GROUP, *FIREHOSE))


@relates("AWS::ApiGatewayV2::Stage", kinds=("fronts", "logs-to"))
def http_stage(resource: Resource, link: Linker) -> None:
    """Relates a stage of an HTTP or WebSocket API to the API and to the log group of its access logs."""
    reads = reading(resource, link)
    reads.to("fronts", "ApiId", HTTP, "stage")
    reads.to("logs-to", "AccessLogSettings.DestinationArn", LOG_GROUP)


@relates("AWS::ApiGateway::Authorizer", "AWS::ApiGatewayV2::Authorizer", kinds=("authorizes", "invokes"))
def authorizer(resource: Resource, link: Linker) -> None:
    """Relates an authorizer, and its function or pool, to the API."""
    reads = reading(resource, link)
    path, types = ("RestApiId", REST) if resource.type == "AWS::ApiGateway::Authorizer" else ("ApiId", HTTP)
    api = End(resource.get(path), types)
    reads.to("authorizes", path, types)
    end = answering(resource.get("AuthorizerUri"))
    if end is not None:
        reads.between("authorizes", end, api, "", resource.at())
        reads.link.link_value("invokes", resource, end.value, resource.at("AuthorizerUri"), end.types, "sync")
    for pool in reads.parts("ProviderARNs", "authorizes"):
        reads.between("authorizes", End(pool.view.get(), POOL), api, "", resource.at())


@relates("AWS::ApiGateway::UsagePlan", kinds=("guards",))
def usage_plan(resource: Resource, link: Linker) -> None:
    """Relates a usage plan to the stages that it limits."""
    for stage in reading(resource, link).parts("ApiStages", "guards"):
        stage.to("guards", "Stage", ("AWS::ApiGateway::Stage",), "usage plan")
        stage.to("guards", "ApiId", REST, "usage plan")


@relates("AWS::ApiGateway::BasePathMapping", "AWS::ApiGatewayV2::ApiMapping", kinds=("fronts",))
def mapping(resource: Resource, link: Linker) -> None:
    """Relates a domain name to the API that it shows."""
    domains = ("AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName")
    path = "RestApiId" if resource.type == "AWS::ApiGateway::BasePathMapping" else "ApiId"
    source, target = End(resource.get("DomainName"), domains), End(resource.get(path), REST + HTTP)
    reading(resource, link).between("fronts", source, target, "domain name", resource.at())


@relates("AWS::AppSync::DataSource", kinds=("fronts", "assumes"))
def data_source(resource: Resource, link: Linker) -> None:
    """Relates a GraphQL API to what answers behind a data source, and the data source to its role."""
    reads = reading(resource, link)
    api = End(resource.get("ApiId"), ("AWS::AppSync::GraphQLApi",))
    reads.to("assumes", "ServiceRoleArn", ("AWS::IAM::Role",))
    for path, types in (
        ("LambdaConfig.LambdaFunctionArn", FUNCTION),
        ("DynamoDBConfig.TableName", TABLE),
        ("EventBridgeConfig.EventBusArn", BUS),
        ("OpenSearchServiceConfig.Endpoint", ("AWS::OpenSearchService::Domain",)),
    ):
        reads.between("fronts", api, End(resource.get(path), types), "sync", resource.at())


READERS: tuple[Reader, ...] = (
    document,
    method,
    integration,
    quick_create,
    rest_stage,
    http_stage,
    authorizer,
    usage_plan,
    mapping,
    data_source,
)
