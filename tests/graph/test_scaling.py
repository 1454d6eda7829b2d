from __future__ import annotations

from buttress.graph.scaling import capacity_providers_of, fewest_tasks, scalers_of, schedules_of
from tests.reading import read, resource

TEMPLATE = """\
Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
  Other:
    Type: AWS::AutoScaling::AutoScalingGroup
  Managed:
    Type: AWS::ECS::CapacityProvider
    Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Web, ManagedScaling: {Status: ENABLED}}}
  ByName:
    Type: AWS::ECS::CapacityProvider
    Properties:
      AutoScalingGroupProvider:
        AutoScalingGroupArn: !Sub 'arn:aws:autoscaling:::autoScalingGroup:*:autoScalingGroupName/${Web}'
        ManagedScaling: {Status: ENABLED}
  Unmanaged:
    Type: AWS::ECS::CapacityProvider
    Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Web}}
  Morning:
    Type: AWS::AutoScaling::ScheduledAction
    Properties: {AutoScalingGroupName: !Ref Other, DesiredCapacity: 6}
  Shop:
    Type: AWS::ECS::Service
    Properties: {DesiredCount: 4}
  Worker:
    Type: AWS::ECS::Service
  Limits:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ResourceId: !Sub 'service/shop/${Shop.Name}'
      MinCapacity: 3
  Nightly:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ResourceId: !Sub 'service/shop/${Worker.Name}'
      MinCapacity: 1
      ScheduledActions: [{ScheduledActionName: night}]
"""


def test_a_capacity_provider_scales_a_group_where_scaling_is_managed() -> None:
    graph = read(TEMPLATE)
    providers = capacity_providers_of(resource(graph, "Web"), graph)
    assert [provider.logical_id for provider in providers] == ["ByName", "Managed"]
    assert capacity_providers_of(resource(graph, "Other"), graph) == ()


def test_a_scheduled_action_is_of_the_group_that_it_names() -> None:
    graph = read(TEMPLATE)
    assert [action.logical_id for action in schedules_of(resource(graph, "Other"), graph)] == ["Morning"]
    assert schedules_of(resource(graph, "Web"), graph) == ()


def test_a_scalable_target_changes_the_number_of_tasks_only_with_a_schedule() -> None:
    graph = read(TEMPLATE)
    assert scalers_of(resource(graph, "Shop"), graph) == ()
    assert len(scalers_of(resource(graph, "Worker"), graph)) == 1


def test_the_lower_limit_of_scaling_is_the_fewest_tasks() -> None:
    graph = read(TEMPLATE)
    assert fewest_tasks(resource(graph, "Shop"), graph) == 3
    assert fewest_tasks(resource(graph, "Worker"), graph) == 1


def test_without_scaling_the_declared_number_counts_or_aws_s_default() -> None:
    graph = read(TEMPLATE[: TEMPLATE.index("  Limits:")])
    assert fewest_tasks(resource(graph, "Shop"), graph) == 4
    assert fewest_tasks(resource(graph, "Worker"), graph) == 1
