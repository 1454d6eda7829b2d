"""Ends that a template does not tell stay loose, and rarer ways to name an end are read too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


@pytest.mark.parametrize(
    ("kind", "resource"),
    [
        ("deploys", "Type: AWS::CodeDeploy::DeploymentGroup, Properties: {ECSServices: !Ref Nowhere}"),
        ("guards", "Type: AWS::CodeDeploy::DeploymentGroup, Properties: {AlarmConfiguration: {Alarms: !Ref Nowhere}}"),
        ("fronts", "Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: !Ref Nowhere}"),
        ("triggers", "Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: !Ref Nowhere}"),
        ("backs-up", "Type: AWS::Backup::BackupSelection, Properties: {BackupSelection: {Resources: ['arn:*']}}"),
        ("alarms-on", "Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: !Ref Nowhere}"),
        ("alarms-on", "Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: !Sub 'ALARM(${AWS::Region})'}"),
        ("dead-letters-to", "Type: AWS::SQS::Queue, Condition: Nowhere"),
    ],
)
def test_an_end_that_is_not_told_is_loose(sentences: Sentences, kind: str, resource: str) -> None:
    assert sentences(f"  X: {{{resource}}}\n", kind) == [f"X {kind} ?"]


def test_a_deployment_group_deploys_services_and_notifies_topics(sentences: Sentences) -> None:
    found = sentences(
        """
  Service: {Type: AWS::ECS::Service}
  Topic: {Type: AWS::SNS::Topic}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ECSServices: [{ServiceName: !GetAtt Service.Name}]
      TriggerConfigurations: [{TriggerTargetArn: !Ref Topic}]
""",
        "deploys",
        "notifies",
    )
    assert found == ["Group deploys Service", "Group notifies Topic"]


def test_a_cluster_of_kafka_elsewhere_triggers_the_function_of_its_mapping(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Fn
      SelfManagedEventSource: {Endpoints: {KafkaBootstrapServers: [kafka.example.com]}}
""",
        "triggers",
    )
    assert found == ["a Kafka cluster triggers Fn (poll)"]


def test_a_policy_on_a_target_that_is_declared_elsewhere_scales_that(sentences: Sentences) -> None:
    target = "service/orders/web|ecs:service:DesiredCount|ecs"
    found = sentences(
        f"""
  Policy: {{Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {{ScalingTargetId: '{target}'}}}}
""",
        "scales",
    )
    assert found == [f"Policy scales {target}"]


def test_a_composite_alarm_that_names_something_else_looks_at_nothing(sentences: Sentences) -> None:
    found = sentences(
        """
  Topic: {Type: AWS::SNS::Topic}
  Composite: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: !Ref Topic}}
""",
        "alarms-on",
    )
    assert found == []


def test_functions_at_the_edges_and_groups_that_a_listener_weighs_are_related(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Fn}}
  Edge:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        DefaultCacheBehavior: {LambdaFunctionAssociations: [{LambdaFunctionARN: !Ref Version}]}
  Subnet: {Type: AWS::EC2::Subnet}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {SubnetMappings: [{SubnetId: !Ref Subnet}]}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      DefaultActions: [{ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Group}]}}]
""",
        "triggers",
        "placed-in",
        "fronts",
    )
    assert found == [
        "Balancer fronts Listener (listener)",
        "Balancer placed-in Subnet",
        "Edge triggers Fn (sync)",
        "Listener fronts Group",
    ]


def test_an_operation_of_a_document_fronts_what_its_template_names(sentences: Sentences) -> None:
    found = sentences(
        """
  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {Definition: {States: {}}}}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        paths:
          /orders:
            post:
              x-amazon-apigateway-integration:
                type: aws
                uri: !Sub "arn:aws:apigateway:${AWS::Region}:states:action/StartExecution"
                requestTemplates: {application/json: !Sub '{"stateMachineArn": "${Machine}"}'}
""",
        "fronts",
    )
    assert found == ["Api fronts Machine (sync)"]
