"""How the requests to a function move from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.resource import External, Resource
from buttress.graph.values import NotKnown, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

GROUP: Final = "AWS::CodeDeploy::DeploymentGroup"
ALL_AT_ONCE: Final = "AllAtOnce"


def deployment_groups_of(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the deployment groups that move an alias of a function; raises `NotKnown` for one of elsewhere."""
    found = [relation.source for relation in graph.into(function, "deploys")]
    for group in found:
        if isinstance(group, External):
            raise NotKnown(f"the deployment group {group.id} is declared elsewhere", function.location)
    return tuple(group for group in found if isinstance(group, Resource) and group.type == GROUP)


def moves_gradually(group: Resource) -> bool:
    """Say whether a deployment group moves requests step by step; raises `NotKnown` where it names no configuration."""
    return ALL_AT_ONCE not in group.text("DeploymentConfigName")


def rolls_back(group: Resource) -> bool:
    """Say whether a deployment group takes a version back when an alarm rings."""
    stops = "DEPLOYMENT_STOP_ON_ALARM"
    return (
        group.flag("AutoRollbackConfiguration.Enabled", default=False)
        and some(group.each("AutoRollbackConfiguration.Events"), lambda event: event.get() == stops)
        and group.flag("AlarmConfiguration.Enabled", default=False)
        and some(group.each("AlarmConfiguration.Alarms"), lambda alarm: alarm.present("Name"))
    )


def shares_traffic(qualifier: Resource) -> bool:
    """Say whether an alias gives a part of its requests to a second version."""
    return some(qualifier.each("RoutingConfig.AdditionalVersionWeights"), lambda _: True)
