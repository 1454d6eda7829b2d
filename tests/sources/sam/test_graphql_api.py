from __future__ import annotations

import pytest

from tests.sources.sam.expanding import expanded

API = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Posts:
        Type: AWS::Serverless::GraphQLApi
        Properties:
          SchemaInline: "type Query { post: String }"
          Auth: {Type: API_KEY}
          ApiKeys:
            Short: {ExpiresOn: 1765000000}
          DataSources:
            DynamoDb:
              Table: {TableName: one}  # the table
          Functions:
            get:
              DataSource: Table
              InlineCode: x
              Runtime: {Name: APPSYNC_JS, Version: 1.0.0}
          Resolvers:
            Query:
              post: {Pipeline: [get]}  # the resolver
    """


def test_what_an_api_becomes_stands_at_the_place_of_its_cause() -> None:
    found = expanded(API)
    assert found.problems == ()
    assert found.types == {
        "Posts": "AWS::AppSync::GraphQLApi",
        "PostsCloudWatchRole": "AWS::IAM::Role",
        "PostsSchema": "AWS::AppSync::GraphQLSchema",
        "PostsShort": "AWS::AppSync::ApiKey",
        "PostsTableDynamoDBDataSource": "AWS::AppSync::DataSource",
        "PostsTableDynamoDBDataSourceRole": "AWS::IAM::Role",
        "PostsTableDynamoDBDataSourceToTableConnectorPolicy": "AWS::IAM::ManagedPolicy",
        "Postsget": "AWS::AppSync::FunctionConfiguration",
        "PostsQuerypost": "AWS::AppSync::Resolver",
    }
    assert found.node("PostsTableDynamoDBDataSource").line == found.line("# the table")
    assert found.node("PostsQuerypost").line == found.line("# the resolver")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('SchemaInline: "type Query { post: String }"', "Name: posts", "needs a SchemaInline or a SchemaUri"),
        ("Auth: {Type: API_KEY}", "Auth: {Type: API_KEY}\n          SchemaUri: s3://b/k", "needs a SchemaInline or"),
        ("Auth: {Type: API_KEY}", "Name: posts", "has no Auth with a Type"),
        ("Auth: {Type: API_KEY}", "Auth: API_KEY", "the Auth of Posts is no map"),
        ("{Type: API_KEY}", "{Type: AWS_LAMBDA}", "needs LambdaAuthorizer"),
        ("{Type: API_KEY}", "{Type: API_KEY, Additional: [{Type: OPENID_CONNECT}]}", "needs OpenIDConnect"),
        ("DataSource: Table", "DataSource: Chair", "reads Chair, which is no data source of the API"),
        ("DataSource: Table", "Name: get", "the function get has no DataSource"),
        ("InlineCode: x", "Name: get", "has neither InlineCode nor CodeUri"),
        ("InlineCode: x", "InlineCode: x\n              CodeUri: s3://b/k", "has both InlineCode and CodeUri"),
        ("Runtime: {", "Sync: {", "has code, and no Runtime"),
        ("DataSource: Table", "DataSource: Table\n              Id: one", "has an Id and something else"),
        ("{Pipeline: [get]}", "{Pipeline: [gte]}", "runs gte, which is no function of the API"),
        ("{Pipeline: [get]}", "{FieldName: post}", "has no Pipeline"),
        ("{TableName: one}", "one", "the data source Table is no map"),
        ("post: {Pipeline: [get]}", "[1]", "the resolvers of Query is no map"),
    ],
)
def test_an_api_that_sam_refuses_stays_whole_and_is_a_problem(old: str, new: str, problem: str) -> None:
    assert old in API
    found = expanded(API.replace(old, new, 1))
    assert found.types == {"Posts": "AWS::Serverless::GraphQLApi"}
    assert len(found.problems) == 1
    assert problem in str(found.problems[0])
