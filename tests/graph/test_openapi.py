"""Operations and security schemes of an API's document."""

from __future__ import annotations

import datetime

import pytest

from buttress.graph.openapi import operations_of, schemes_of
from buttress.graph.values import ABSENT, NotKnown
from buttress.sources.cloudformation.reader import read_text

TEMPLATE = """
Resources:
  Fn: {Type: AWS::Lambda::Function}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        security: [{key: []}]
        components:
          securitySchemes:
            key: {type: apiKey}
            token: {type: apiKey, x-amazon-apigateway-authorizer: {type: token, authorizerUri: uri}}
        paths:
          /orders:
            parameters: []
            get:
              x-amazon-apigateway-integration: {type: aws_proxy, uri: !GetAtt Fn.Arn, timeoutInMillis: 3000}
            x-amazon-apigateway-any-method:
              security: [{token: []}]
          /open:
            post: {security: []}
  Elsewhere: {Type: AWS::ApiGateway::RestApi, Properties: {BodyS3Location: {Bucket: b, Key: k}}}
  Bare: {Type: AWS::ApiGateway::RestApi}
"""
RESOURCES = {resource.logical_id: resource for resource in read_text(TEMPLATE, datetime.date(2026, 11, 1)).resources}


def test_operations_come_in_order_with_their_place() -> None:
    found = [(each.method, each.path, each.location.line) for each in operations_of(RESOURCES["Api"])]
    assert found == [("GET", "/orders", 16), ("ANY", "/orders", 18), ("POST", "/open", 21)]


def test_an_operation_gives_its_integration() -> None:
    get, other, _ = operations_of(RESOURCES["Api"])
    assert (get.integration_type, get.integration_uri.resource.logical_id, get.timeout) == ("aws_proxy", "Fn", 3000)
    assert (other.integration_type, other.integration_uri, other.timeout) == (ABSENT, ABSENT, ABSENT)


def test_security_is_the_operations_own_or_the_documents() -> None:
    assert [each.authorized_by for each in operations_of(RESOURCES["Api"])] == [("key",), ("token",), ()]
    assert all(each.security for each in operations_of(RESOURCES["Api"]))


def test_schemes_tell_which_have_an_authorizer() -> None:
    found = [(each.name, each.type, each.authorizer_type, each.uri) for each in schemes_of(RESOURCES["Api"])]
    assert found == [("key", "apiKey", ABSENT, ABSENT), ("token", "apiKey", "token", "uri")]


def test_a_document_elsewhere_is_not_known() -> None:
    with pytest.raises(NotKnown, match="in a bucket"):
        list(operations_of(RESOURCES["Elsewhere"]))


def test_an_api_without_document_has_no_operations() -> None:
    assert list(operations_of(RESOURCES["Bare"])) == []
    assert list(schemes_of(RESOURCES["Bare"])) == []
