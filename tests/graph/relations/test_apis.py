"""What answers behind APIs, and what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences

INVOKE = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"


@pytest.mark.parametrize(
    "uri",
    [
        f'!Sub "{INVOKE}${{Fn.Arn}}/invocations"',
        f'!Sub "{INVOKE}${{Live}}/invocations"',
        f'!Sub "{INVOKE}arn:aws:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:orders/invocations"',
        f'!Sub "{INVOKE}arn:aws:lambda:eu-west-1:123456789012:function:orders:live/invocations"',
    ],
)
def test_an_api_fronts_the_function_of_an_integration(sentences: Sentences, uri: str) -> None:
    found = sentences(
        f"""
  Fn: {{Type: AWS::Lambda::Function, Properties: {{FunctionName: orders}}}}
  Live: {{Type: AWS::Lambda::Alias, Properties: {{FunctionName: !Ref Fn}}}}
  Api: {{Type: AWS::ApiGateway::RestApi}}
  Method:
    Type: AWS::ApiGateway::Method
    Properties: {{RestApiId: !Ref Api, Integration: {{Type: AWS_PROXY, Uri: {uri}}}}}
  Documented:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Body: {{paths: {{/orders: {{get: {{x-amazon-apigateway-integration: {{type: aws_proxy, uri: {uri}}}}}}}}}}}
""",
        "fronts",
    )
    assert found == ["Api fronts Fn (sync)", "Documented fronts Fn (sync)"]


def test_an_api_fronts_the_machine_that_its_request_template_names(sentences: Sentences) -> None:
    found = sentences(
        """
  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {Definition: {States: {}}}}
  Queue: {Type: AWS::SQS::Queue}
  Api: {Type: AWS::ApiGateway::RestApi}
  Starts:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      Integration:
        Type: AWS
        Uri: !Sub "arn:aws:apigateway:${AWS::Region}:states:action/StartExecution"
        RequestTemplates: {application/json: !Sub '{"stateMachineArn": "${Machine}"}'}
  Sends:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      Integration: {Type: AWS, Uri: !Sub "arn:aws:apigateway:r:sqs:path/${AWS::AccountId}/${Queue.QueueName}"}
  Outside:
    Type: AWS::ApiGateway::Method
    Properties: {RestApiId: !Ref Api, Integration: {Type: HTTP_PROXY, Uri: !Sub "https://${AWS::StackName}.example.com"}}
""",
        "fronts",
    )
    assert found == ["Api fronts Machine (sync)", "Api fronts Queue (sync)"]


def test_stages_plans_mappings_and_authorizers_stand_before_the_api(sentences: Sentences) -> None:
    found = sentences(
        f"""
  Fn: {{Type: AWS::Lambda::Function}}
  Pool: {{Type: AWS::Cognito::UserPool}}
  Api: {{Type: AWS::ApiGateway::RestApi}}
  Stage: {{Type: AWS::ApiGateway::Stage, Properties: {{RestApiId: !Ref Api}}}}
  Plan: {{Type: AWS::ApiGateway::UsagePlan, Properties: {{ApiStages: [{{ApiId: !Ref Api, Stage: !Ref Stage}}]}}}}
  Domain: {{Type: AWS::ApiGateway::DomainName}}
  Mapping: {{Type: AWS::ApiGateway::BasePathMapping, Properties: {{DomainName: !Ref Domain, RestApiId: !Ref Api}}}}
  Lambda:
    Type: AWS::ApiGateway::Authorizer
    Properties: {{RestApiId: !Ref Api, AuthorizerUri: !Sub "{INVOKE}${{Fn.Arn}}/invocations"}}
  Cognito: {{Type: AWS::ApiGateway::Authorizer, Properties: {{RestApiId: !Ref Api, ProviderARNs: [!GetAtt Pool.Arn]}}}}
  Acl: {{Type: AWS::WAFv2::WebACL}}
  Protection:
    Type: AWS::WAFv2::WebACLAssociation
    Properties:
      WebACLArn: !GetAtt Acl.Arn
      ResourceArn: !Sub "arn:aws:apigateway:${{AWS::Region}}::/restapis/${{Api}}/stages/${{Stage}}"
""",
        "fronts",
        "guards",
        "authorizes",
    )
    assert found == [
        "Acl guards Stage (web ACL)",
        "Cognito authorizes Api",
        "Domain fronts Api (domain name)",
        "Fn authorizes Api",
        "Lambda authorizes Api",
        "Plan guards Api (usage plan)",
        "Plan guards Stage (usage plan)",
        "Pool authorizes Api",
        "Stage fronts Api (stage)",
    ]


def test_an_included_document_is_a_loose_end(sentences: Sentences) -> None:
    found = sentences(
        """
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: {Body: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}}}
""",
        "fronts",
        "authorizes",
    )
    assert found == ["? authorizes Api", "Api fronts ?"]


def test_a_graphql_api_fronts_its_data_sources(sentences: Sentences) -> None:
    found = sentences(
        """
  Table: {Type: AWS::DynamoDB::Table}
  Graph: {Type: AWS::AppSync::GraphQLApi}
  Source:
    Type: AWS::AppSync::DataSource
    Properties: {ApiId: !GetAtt Graph.ApiId, DynamoDBConfig: {TableName: !Ref Table}}
""",
        "fronts",
    )
    assert found == ["Graph fronts Table (sync)"]
