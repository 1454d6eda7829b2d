from __future__ import annotations

import pytest

from buttress.graph.load_balancers import faces_internet
from buttress.graph.stages import api_of, is_named, makes_stage
from buttress.graph.tls import accepts_old_tls
from buttress.graph.values import NotKnown, Reference
from tests.reading import read, resource

TEMPLATE = """\
Resources:
  Api: {Type: AWS::ApiGateway::RestApi}
  Other: {Type: AWS::ApiGateway::RestApi}
  Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live, DeploymentId: !Ref First}}
  First: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: first}}
  Again: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: live}}
  Same: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Other, StageName: live}}
  Plain: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
"""
FAR = """\
  Far: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !ImportValue api, StageName: far}}
"""


@pytest.mark.parametrize(
    ("name", "makes"), [("Live", True), ("First", False), ("Again", False), ("Same", True), ("Plain", False)]
)
def test_deployment_makes_the_stage_that_no_other_resource_describes(name: str, makes: bool) -> None:  # noqa: FBT001
    graph = read(TEMPLATE)
    assert makes_stage(resource(graph, name), graph) is makes


def test_api_of_a_stage_may_be_elsewhere() -> None:
    graph = read(TEMPLATE + FAR)
    assert api_of(resource(graph, "Live")) == resource(graph, "Api")
    with pytest.raises(NotKnown, match="declared elsewhere"):
        api_of(resource(graph, "Far"))


def test_stage_is_named_by_reference_or_by_name() -> None:
    graph = read(TEMPLATE + FAR)
    live = resource(graph, "Live")
    assert is_named("live", live)
    assert is_named(Reference(live, "Ref"), live)
    assert not is_named(Reference(resource(graph, "Far"), "Ref"), live)
    assert not is_named("test", live)


def test_policy_that_no_fact_tells_of_is_not_known() -> None:
    stage = resource(read(TEMPLATE), "Live")
    with pytest.raises(NotKnown, match="TLS_9_9"):
        accepts_old_tls("apigateway", "TLS_9_9", stage.at())


def test_gateway_load_balancer_never_faces_the_internet() -> None:
    graph = read("""\
        Resources:
          Inspect: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: gateway}}
        """)
    assert not faces_internet(resource(graph, "Inspect"))
