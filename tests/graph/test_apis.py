from __future__ import annotations

import pytest

from buttress.graph.apis import described_of, entries_of
from buttress.graph.overruns import calls_of
from buttress.graph.resource_policies import lets_in_networks_only, names_callers
from buttress.graph.routes import entries_of as routes_of
from buttress.graph.routes import integrations_of
from buttress.graph.selection import sifted, those
from buttress.graph.values import NotKnown
from tests.reading import read, resource

DOCUMENTED = """\
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders:
            get: {x-amazon-apigateway-auth: {type: AWS_IAM}}
            post: {security: [{key: []}]}
            options: {security: []}
        components:
          securitySchemes: {key: {type: apiKey, name: X-API-Key, in: header}}
"""


def test_operations_of_a_document_tell_what_they_ask() -> None:
    graph = read(DOCUMENTED)
    entries = list(entries_of(resource(graph, "Api"), graph))
    assert [entry.name for entry in entries] == ["GET /orders", "POST /orders", "OPTIONS /orders"]
    assert [entry.asks_who for entry in entries] == [True, False, False]
    assert [entry.asks_key for entry in entries] == [False, True, False]
    assert [entry.preflight for entry in entries] == [False, False, True]


def test_document_that_includes_a_part_beside_its_own_is_not_known() -> None:
    graph = read("""\
        Resources:
          Api:
            Type: AWS::ApiGatewayV2::Api
            Properties:
              Body:
                paths:
                  /orders: {get: {}}
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://documents/paths.yaml}}
        """)
    with pytest.raises(NotKnown, match="included from elsewhere"):
        list(described_of(resource(graph, "Api")))


def test_method_of_an_api_that_is_not_known_could_be_one_more() -> None:
    graph = read("""\
        Parameters:
          Other: {Type: String}
        Resources:
          Api: {Type: AWS::ApiGateway::RestApi}
          Mine: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, HttpMethod: GET}}
          Open: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Other, HttpMethod: GET}}
        """)
    found = entries_of(resource(graph, "Api"), graph)
    assert next(found).name == "Mine"
    with pytest.raises(NotKnown):
        next(found)


ROUTED = """\
Resources:
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
  Ask: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: OPTIONS /orders}}
  Late:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !GetAtt Work.Arn
      RequestParameters: {integration.request.header.X-Amz-Invocation-Type: "'Event'"}
  Somewhere:
    Type: AWS::ApiGatewayV2::Integration
    Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Unknown}
  Now:
    Type: AWS::ApiGatewayV2::Integration
    Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Work.Arn, TimeoutInMillis: 5000}
  Work: {Type: AWS::Lambda::Function, Properties: {Timeout: 9}}
Parameters:
  Unknown: {Type: String}
"""


def test_routes_tell_their_key() -> None:
    graph = read(ROUTED)
    assert [(route.name, route.preflight, route.asks_who) for route in routes_of(resource(graph, "Api"), graph)] == [
        ("OPTIONS /orders", True, False)
    ]


def test_calls_are_those_that_wait_and_what_is_not_known_comes_last() -> None:
    graph = read(ROUTED)
    api = resource(graph, "Api")
    calls = calls_of(api, graph, integrations_of(api, graph))
    assert next(calls).says == "Work may run 9 seconds, and callers get an error after 5"
    with pytest.raises(NotKnown):
        next(calls)


POLICY = """\
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: {Policy: %s}
"""


def test_policy_may_be_a_text_with_parts_that_are_not_known() -> None:
    graph = read("""\
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Policy: !Sub '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "${AWS::AccountId}"}}]}'
        """)
    assert names_callers(resource(graph, "Api"))


def test_policy_that_allows_nobody_names_nobody() -> None:
    api = resource(read(POLICY % '{Statement: [{Effect: Deny, Principal: "*"}]}'), "Api")
    assert not names_callers(api)
    assert not lets_in_networks_only(api)


@pytest.mark.parametrize(
    "statement",
    [
        '{Effect: Allow, Principal: "*", Condition: {IpAddress: {"aws:SourceIp": 192.0.2.0/24}}}',
        '{Effect: Deny, Principal: "*", Condition: {StringNotEquals: {"aws:SourceVpc": vpc-0a}}}',
    ],
)
def test_policy_by_address_lets_in_networks(statement: str) -> None:
    assert lets_in_networks_only(resource(read(POLICY % f"{{Statement: [{statement}]}}"), "Api"))


def test_policy_by_another_condition_lets_everybody_in() -> None:
    secure = '{Effect: Deny, Principal: "*", Condition: {Bool: {"aws:SecureTransport": false}}}'
    anybody = '{Effect: Allow, Principal: {AWS: "*"}}'
    api = resource(read(POLICY % f"{{Statement: [{secure}, {anybody}]}}"), "Api")
    assert not lets_in_networks_only(api)
    assert not names_callers(api)


def positive(number: int) -> bool:
    if number == 0:
        raise NotKnown("nought")
    return number > 0


def test_selection_gives_what_surely_holds() -> None:
    assert those([0, 1, -1, 2], positive) == (1, 2)
    assert those([-1], positive) == ()


def test_selection_of_nothing_but_doubts_is_not_known() -> None:
    with pytest.raises(NotKnown, match="nought"):
        those([0, -1], positive)


def test_sifting_gives_what_holds_before_it_tells_its_doubt() -> None:
    found = sifted([0, 1], positive)
    assert next(found) == 1
    with pytest.raises(NotKnown, match="nought"):
        next(found)
