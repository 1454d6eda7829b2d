"""What changes the number of instances of a group, and of tasks of a service.

Source: the Amazon EC2 Auto Scaling User Guide, and "Automatically scale your Amazon ECS service", Amazon ECS Developer
Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.grouping import having
from buttress.graph.resource import Resource
from buttress.graph.selection import such, those
from buttress.graph.values import Reference, Text, Unresolved, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation

TARGET: Final = "AWS::ApplicationAutoScaling::ScalableTarget"
PROVIDER: Final = "AWS::ECS::CapacityProvider"
SCHEDULE: Final = "AWS::AutoScaling::ScheduledAction"
ALARM: Final = "AWS::CloudWatch::Alarm"
ACTIONS: Final = ("AlarmActions", "OKActions", "InsufficientDataActions")
MODES: Final = ("PredictiveScalingConfiguration.Mode", "PredictiveScalingPolicyConfiguration.Mode")
"""Where a predictive policy of an Auto Scaling group, or of a service, says whether it scales or only forecasts."""


def group_scalers_of(group: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations of the policies that scale an Auto Scaling group; one that no alarm starts is none."""
    return graph.into(group, "scales", lambda relation: _works(relation.source, graph))


def scalers_of(service: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations of the policies that scale a service, and of scalable targets with a schedule.

    A scalable target alone sets limits, and changes nothing; nor does a step policy that no alarm starts.
    """
    return graph.into(service, "scales", lambda relation: _changes(relation.source) and _works(relation.source, graph))


def fewest_tasks(service: Resource, graph: Graph) -> float:
    """Give how many tasks a service runs at least: the lower limit of its scaling, else the number that it declares."""
    found = graph.into(service, "scales", lambda relation: _is_target(relation.source))
    targets = [relation.source for relation in found if isinstance(relation.source, Resource)]
    if targets:
        return targets[0].number("MinCapacity")
    return service.number("DesiredCount", default=default_of(service.type, "DesiredCount"))


def capacity_providers_of(group: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the capacity providers of ECS that scale an Auto Scaling group."""
    return those(such(graph, lambda provider: _manages(provider, group), PROVIDER), bool)


def schedules_of(group: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the scheduled actions of an Auto Scaling group."""
    return those(such(graph, lambda action: _names(action, "AutoScalingGroupName", group), SCHEDULE), bool)


def _changes(source: object) -> bool:
    return isinstance(source, Resource) and (source.type != TARGET or source.present("ScheduledActions"))


def _works(source: object, graph: Graph) -> bool:
    return isinstance(source, Resource) and _moves(source, graph)


def _moves(source: Resource, graph: Graph) -> bool:
    """Say whether a policy changes anything: by itself, as target tracking does, or because an alarm starts it."""
    kind = source.get("PolicyType")
    if source.type == TARGET or kind == "TargetTrackingScaling":
        return True
    if kind == "PredictiveScaling":
        return some(MODES, lambda path: source.get(path) == "ForecastAndScale")
    return bool(those(having(graph, "what alarms start", (ALARM,), _started, source.id), bool))


def _started(alarm: Resource) -> Iterator[str]:
    """Give the ids of what the actions of an alarm name; a policy is named by reference, its ARN is not chosen."""
    for path in ACTIONS:
        for action in alarm.each(path):
            value = action.get()
            if isinstance(value, Reference):
                yield value.resource.id
            elif isinstance(value, Text | Unresolved) and not getattr(value, "references", ()):
                value.refuse()
            elif isinstance(value, Text):
                yield from (reference.resource.id for reference in value.references)


def _is_target(source: object) -> bool:
    return isinstance(source, Resource) and source.type == TARGET


def _manages(provider: Resource, group: Resource) -> bool:
    settings = "AutoScalingGroupProvider"
    if not _names(provider, f"{settings}.AutoScalingGroupArn", group):
        return False
    return provider.text(f"{settings}.ManagedScaling.Status", default="DISABLED") == "ENABLED"


def _names(owner: Resource, path: str, group: Resource) -> bool:
    """Say whether a property names the group, as a reference or in a text with one."""
    value = owner.get(path)
    if isinstance(value, Text) and value.references:
        return value.references[0].resource.id == group.id
    return bool(value == Reference(group, "Ref")) or (isinstance(value, Reference) and value.resource.id == group.id)


__all__ = ["capacity_providers_of", "fewest_tasks", "group_scalers_of", "scalers_of", "schedules_of"]
