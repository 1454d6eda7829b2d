"""Gateways, groups, proxies and stages in the forms that templates of this repository's pages leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.layers import may_carry
from buttress.graph.security_groups import is_open, is_web, lets_anybody_reach, ports
from buttress.graph.subnets import is_public
from buttress.graph.values import NotKnown
from tests.reading import in_worlds, read, resource

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


def test_a_proxy_fronts_its_database_and_a_gateway_lies_in_its_network(sentences: Sentences) -> None:
    found = sentences(
        """
  Db: {Type: AWS::RDS::DBInstance}
  Proxy: {Type: AWS::RDS::DBProxy}
  Targets:
    Type: AWS::RDS::DBProxyTargetGroup
    Properties: {DBProxyName: !Ref Proxy, DBInstanceIdentifiers: [!Ref Db]}
  Vpc: {Type: AWS::EC2::VPC}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Join:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
""",
        "fronts",
        "placed-in",
    )
    assert found == ["Gateway placed-in Vpc", "Proxy fronts Db"]


def test_a_filter_reads_its_group_and_a_stage_belongs_to_its_api(sentences: Sentences) -> None:
    found = sentences(
        """
  Group: {Type: AWS::Logs::LogGroup}
  Filter: {Type: AWS::Logs::MetricFilter, Properties: {LogGroupName: !Ref Group}}
  Api: {Type: AWS::ApiGatewayV2::Api}
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: {ApiId: !Ref Api, AccessLogSettings: {DestinationArn: !GetAtt Group.Arn}}
""",
        "fronts",
        "reads",
        "logs-to",
    )
    assert found == ["Filter reads Group (metric filter)", "Stage fronts Api (stage)", "Stage logs-to Group"]


def test_an_operation_that_answers_by_itself_fronts_nothing(sentences: Sentences) -> None:
    found = sentences(
        """
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: {Body: {paths: {/orders: {get: {x-amazon-apigateway-integration: {type: mock}}}}}}
""",
        "fronts",
    )
    assert found == []


def test_a_role_reads_what_its_policies_name_and_nothing_of_another_kind(sentences: Sentences) -> None:
    found = sentences(
        """
  Table: {Type: AWS::DynamoDB::Table}
  Queue: {Type: AWS::SQS::Queue}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: 'dynamodb:GetItem', Resource: [!GetAtt Table.Arn, !GetAtt Queue.Arn, '*']}
""",
        "reads",
    )
    assert found == ["Role reads Table"]


@pytest.mark.parametrize(
    ("rule", "words", "web"),
    [
        ("{IpProtocol: '-1', CidrIp: 0.0.0.0/0}", "every port", False),
        ("{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}", "port 443", True),
        ("{IpProtocol: tcp, FromPort: 400, ToPort: 500, CidrIp: 0.0.0.0/0}", "ports 400 to 500", False),
    ],
)
def test_a_rule_says_which_ports_anybody_may_reach(rule: str, words: str, web: bool) -> None:  # noqa: FBT001
    found = resource(
        read(f"Resources:\n  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {rule}}}\n"), "Rule"
    )
    assert (ports(found), is_web(found), lets_anybody_reach(found, 443)) == (words, web, True)


def test_a_rule_for_a_network_of_this_template_is_not_open() -> None:
    graph = read("""
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {IpProtocol: '-1', CidrIp: !GetAtt Vpc.CidrBlock}}
""")
    assert not is_open(resource(graph, "Rule"))


ROUTED = """
Parameters: {Env: {Type: String, AllowedValues: [prod, test]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Gateway: {Type: AWS::EC2::InternetGateway}
  Subnet: {Type: AWS::EC2::Subnet}
  Table: {Type: AWS::EC2::RouteTable}
  Join:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
  Near:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 10.0.0.0/8, GatewayId: !Ref Gateway}
  Far:
    Type: AWS::EC2::Route
    Condition: IsProd
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
"""


def test_a_subnet_is_public_where_its_route_to_everywhere_is_made() -> None:
    graph = read(ROUTED)
    subnet = resource(graph, "Subnet")
    assert in_worlds(graph, lambda: is_public(subnet, graph)) == {"Env=prod": True, "Env=test": False}


def test_an_end_of_another_type_is_not_the_one_that_is_asked_for() -> None:
    graph = read("""
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Nowhere]}}
""")
    assert graph.into(resource(graph, "Queue"), "notifies") == ()
    with pytest.raises(NotKnown):
        graph.into(resource(graph, "Topic"), "notifies")


def test_a_layer_that_a_function_makes_is_read_in_whatever_world() -> None:
    graph = read("""
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Layers: [!Sub 'arn:aws:lambda:${AWS::Region}:1:layer:Datadog:1']}
""")
    assert may_carry(resource(graph, "Fn"), ("lumigo", "datadog")) == "datadog"
