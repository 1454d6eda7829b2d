"""APIs, as events/apigateway, events/http-api and events/websocket of the framework's documentation say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.serverless.reading import property_of, service, types

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph

POOL = "arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_x"


def api(folder: Path, events: str, provider: str = "") -> Graph:
    text = f"""
        service: orders
        frameworkVersion: '3'
        provider: {{name: aws, runtime: nodejs22.x, stage: dev, {provider}}}
        functions:
          hello: {{handler: a.b, events: [{events}]}}
          guard: {{handler: a.c}}
        """
    return service(folder, text)


def test_a_rest_api_has_resources_methods_a_deployment_and_a_stage(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: GET users/{id}}".replace("GET users/{id}", "'GET users/{id}'"))
    found = {name: kind for name, kind in types(graph).items() if name.startswith("ApiGateway")}
    assert found == {
        "ApiGatewayRestApi": "AWS::ApiGateway::RestApi",
        "ApiGatewayResourceUsers": "AWS::ApiGateway::Resource",
        "ApiGatewayResourceUsersIdVar": "AWS::ApiGateway::Resource",
        "ApiGatewayMethodUsersIdVarGet": "AWS::ApiGateway::Method",
        "ApiGatewayDeployment": "AWS::ApiGateway::Deployment",
        "ApiGatewayStage": "AWS::ApiGateway::Stage",
    }
    assert property_of(graph, "ApiGatewayRestApi", "Name") == "orders-dev"
    assert not property_of(graph, "ApiGatewayRestApi", "EndpointConfiguration"), (
        "the default of API Gateway is the framework's"
    )
    assert property_of(graph, "ApiGatewayStage", "StageName") == "dev"


def test_a_method_invokes_its_function_as_a_proxy(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: {path: a, method: post, private: true}}")
    method = property_of(graph, "ApiGatewayMethodAPost")
    assert (method["HttpMethod"], method["AuthorizationType"], method["ApiKeyRequired"]) == ("POST", "NONE", True)
    assert method["Integration"]["Type"] == "AWS_PROXY"
    assert "/functions/{HelloLambdaFunction.Arn}/invocations" in method["Integration"]["Uri"]
    assert property_of(graph, "HelloLambdaPermissionApiGateway", "Principal") == "apigateway.amazonaws.com"


@pytest.mark.parametrize(
    ("authorizer", "kind", "authorizer_type"),
    [
        ("aws_iam", "AWS_IAM", None),
        ("{type: AWS_IAM}", "AWS_IAM", None),
        ("guard", "CUSTOM", "TOKEN"),
        ("{name: guard, type: request, resultTtlInSeconds: 0}", "CUSTOM", "REQUEST"),
        ("'arn:aws:lambda:eu-west-1:1:function:guard'", "CUSTOM", "TOKEN"),
        (f"{{name: guard, arn: '{POOL}'}}", "COGNITO_USER_POOLS", "COGNITO_USER_POOLS"),
        ("{type: COGNITO_USER_POOLS, authorizerId: abc}", "COGNITO_USER_POOLS", None),
        ("{type: CUSTOM, authorizerId: abc}", "CUSTOM", None),
    ],
)
def test_a_method_is_authorized_as_its_event_says(
    tmp_path: Path, authorizer: str, kind: str, authorizer_type: str | None
) -> None:
    graph = api(tmp_path, f"{{http: {{path: a, method: get, authorizer: {authorizer}}}}}")
    assert property_of(graph, "ApiGatewayMethodAGet", "AuthorizationType") == kind
    made = [name for name, one in types(graph).items() if one == "AWS::ApiGateway::Authorizer"]
    assert [property_of(graph, name, "Type") for name in made] == ([authorizer_type] if authorizer_type else [])


def test_an_asynchronous_method_does_not_wait_for_its_function(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: {path: a, method: get, async: true}}")
    integration = property_of(graph, "ApiGatewayMethodAGet", "Integration")
    assert integration["Type"] == "AWS"
    assert integration["RequestParameters"] == {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}


def test_cors_adds_a_method_that_answers_without_a_function(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: {path: a, method: get, cors: {origin: 'https://a.example'}}}")
    method = property_of(graph, "ApiGatewayMethodAOptions")
    assert (method["HttpMethod"], method["Integration"]["Type"]) == ("OPTIONS", "MOCK")
    header = "method.response.header.Access-Control-Allow-Origin"
    assert method["Integration"]["IntegrationResponses"][0]["ResponseParameters"] == {header: "'https://a.example'"}


def test_a_schema_makes_a_model_and_a_validator(tmp_path: Path) -> None:
    request = "{schemas: {application/json: {schema: {type: object}, name: Order}}, parameters: {paths: {id: true}}}"
    graph = api(tmp_path, f"{{http: {{path: 'a/{{id}}', method: post, request: {request}}}}}")
    method = property_of(graph, "ApiGatewayMethodAIdVarPost")
    assert method["RequestValidatorId"] == "ApiGatewayRequestValidator"
    assert method["RequestParameters"] == {"method.request.path.id": True}
    (model,) = method["RequestModels"].values()
    assert property_of(graph, model, "Schema") == {"type": "object"}


LOGS = "logs: {restApi: true}, tracing: {apiGateway: true}, logRetentionInDays: 7"


def test_logs_and_traces_of_the_provider_stand_on_the_stage(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: GET a}", LOGS)
    stage = property_of(graph, "ApiGatewayStage")
    assert stage["TracingEnabled"] is True
    assert stage["AccessLogSetting"]["DestinationArn"] == "ApiGatewayLogGroup.Arn"
    assert stage["MethodSettings"] == [
        {"HttpMethod": "*", "ResourcePath": "/*", "LoggingLevel": "INFO", "DataTraceEnabled": True}
    ]
    assert property_of(graph, "ApiGatewayLogGroup") == {
        "LogGroupName": "/aws/api-gateway/orders-dev",
        "RetentionInDays": 7,
    }


@pytest.mark.parametrize(
    ("settings", "path", "expected"),
    [
        ("restApi: {level: ERROR}", "MethodSettings", "ERROR"),
        ("restApi: {executionLogging: false}", "MethodSettings", "OFF"),
        ("restApi: {accessLogging: false}", "AccessLogSetting", None),
        ("restApi: false", "MethodSettings", None),
    ],
)
def test_parts_of_the_logs_can_be_switched(tmp_path: Path, settings: str, path: str, expected: str | None) -> None:
    graph = api(tmp_path, "{http: GET a}", f"logs: {{{settings}}}")
    found: Any = property_of(graph, "ApiGatewayStage", path)
    assert (found[0]["LoggingLevel"] if found else found) == expected


def test_keys_and_plan_of_the_api(tmp_path: Path) -> None:
    plan = "usagePlan: {quota: {limit: 5000, period: MONTH}, throttle: {burstLimit: 200, rateLimit: 100}}"
    graph = api(tmp_path, "{http: GET a}", f"apiGateway: {{apiKeys: [first, {{name: second, value: v}}], {plan}}}")
    assert [property_of(graph, f"ApiGatewayApiKey{number}", "Name") for number in (1, 2)] == ["first", "second"]
    found = property_of(graph, "ApiGatewayUsagePlan")
    assert found["Quota"] == {"Limit": 5000, "Period": "MONTH"}
    assert found["Throttle"] == {"BurstLimit": 200, "RateLimit": 100}
    assert found["ApiStages"] == [{"ApiId": "ApiGatewayRestApi", "Stage": "ApiGatewayStage"}]


def test_an_api_has_the_policy_and_endpoint_of_the_provider(tmp_path: Path) -> None:
    policy = (
        "apiGateway: {resourcePolicy: [{Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: '*'}]}"
    )
    graph = api(tmp_path, "{http: GET a}", f"endpointType: private, vpcEndpointIds: [vpce-1], {policy}")
    found = property_of(graph, "ApiGatewayRestApi")
    assert found["EndpointConfiguration"] == {"Types": ["PRIVATE"], "VpcEndpointIds": ["vpce-1"]}
    assert found["Policy"]["Statement"][0]["Effect"] == "Deny"


def test_an_api_that_is_elsewhere_is_not_made(tmp_path: Path) -> None:
    graph = api(tmp_path, "{http: GET a}", "apiGateway: {restApiId: abc, restApiRootResourceId: def}")
    assert "ApiGatewayRestApi" not in types(graph)
    assert property_of(graph, "ApiGatewayResourceA", "ParentId") == "def"


def test_an_http_api_has_routes_and_one_stage(tmp_path: Path) -> None:
    graph = api(tmp_path, "{httpApi: 'GET /a/{id}'}, {httpApi: '*'}, {httpApi: {method: '*', path: /b}}")
    routes = {name for name, kind in types(graph).items() if kind == "AWS::ApiGatewayV2::Route"}
    assert {property_of(graph, name, "RouteKey") for name in routes} == {"GET /a/{id}", "$default", "ANY /b"}
    assert property_of(graph, "HttpApi", "ProtocolType") == "HTTP"
    assert property_of(graph, "HttpApiStage", "StageName") == "$default"
    assert property_of(graph, "HttpApiIntegrationHello", "PayloadFormatVersion") == "2.0"


def test_cors_of_an_http_api_has_the_documented_defaults(tmp_path: Path) -> None:
    graph = api(tmp_path, "{httpApi: GET /a}, {httpApi: POST /a}", "httpApi: {cors: true}")
    assert property_of(graph, "HttpApi", "CorsConfiguration") == {
        "AllowOrigins": ["*"],
        "AllowHeaders": [
            *("Content-Type", "X-Amz-Date", "Authorization"),
            *("X-Api-Key", "X-Amz-Security-Token", "X-Amz-User-Agent"),
        ],
        "AllowMethods": ["OPTIONS", "GET", "POST"],
    }


AUTHORIZERS = (
    "httpApi: {authorizers: {jwt: {identitySource: $request.header.Authorization, issuerUrl: 'https://i', "
    "audience: [a]}, own: {type: request, functionName: guard, enableSimpleResponses: true}}}"
)


@pytest.mark.parametrize(
    ("authorizer", "kind", "made"),
    [
        ("{name: jwt, scopes: [s]}", "JWT", "HttpApiAuthorizerJwt"),
        ("jwt", "JWT", "HttpApiAuthorizerJwt"),
        ("own", "CUSTOM", "HttpApiAuthorizerOwn"),
        ("{type: aws_iam}", "AWS_IAM", None),
        ("{id: abc, type: request}", "CUSTOM", "abc"),
    ],
)
def test_a_route_is_authorized_as_its_event_says(tmp_path: Path, authorizer: str, kind: str, made: str | None) -> None:
    graph = api(tmp_path, f"{{httpApi: {{method: get, path: /a, authorizer: {authorizer}}}}}", AUTHORIZERS)
    route = property_of(graph, "HttpApiRouteGetA")
    assert (route["AuthorizationType"], route.get("AuthorizerId")) == (kind, made)


def test_logs_of_an_http_api_stand_on_its_stage(tmp_path: Path) -> None:
    graph = api(tmp_path, "{httpApi: GET /a}", "logs: {httpApi: true}")
    assert property_of(graph, "HttpApiStage", "AccessLogSettings")["DestinationArn"] == "HttpApiLogGroup.Arn"
    assert property_of(graph, "HttpApiLogGroup", "LogGroupName") == "/aws/http-api/orders-dev"


def test_a_websocket_api_has_routes_an_authorizer_and_a_stage(tmp_path: Path) -> None:
    events = "{websocket: {route: $connect, authorizer: guard}}, {websocket: $default}"
    graph = api(tmp_path, events, "logs: {websocket: {level: ERROR}}")
    assert property_of(graph, "SconnectWebsocketsRoute", "AuthorizerId") == "GuardWebsocketsAuthorizer"
    assert property_of(graph, "GuardWebsocketsAuthorizer", "IdentitySource") == ["route.request.header.Auth"]
    assert property_of(graph, "SdefaultWebsocketsRoute", "AuthorizationType") == "NONE"
    stage = property_of(graph, "WebsocketsDeploymentStage")
    assert (stage["StageName"], stage["DefaultRouteSettings"]["LoggingLevel"]) == ("dev", "ERROR")
    assert property_of(graph, "WebsocketsLogGroup", "LogGroupName") == "/aws/websocket/orders-dev"
