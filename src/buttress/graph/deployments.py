"""How the requests to a function move from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.resource import External, Resource
from buttress.graph.values import NotKnown, Reference, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

APPLICATION: Final = "AWS::CodeDeploy::Application"
GROUP: Final = "AWS::CodeDeploy::DeploymentGroup"
ALL_AT_ONCE: Final = "AllAtOnce"


def deployment_groups_of(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the deployment groups that move an alias of a function; raises `NotKnown` for one of elsewhere."""
    found = [relation.source for relation in graph.into(function, "deploys")]
    for group in found:
        if isinstance(group, External):
            raise NotKnown(f"the deployment group {group.id} is declared elsewhere", function.location)
    return tuple(group for group in found if isinstance(group, Resource) and group.type == GROUP)


def refuse_if_deployed_untold(graph: Graph) -> None:
    """Raise `NotKnown` where a deployment group for functions does not say which: it could move any.

    The function is named by the AppSpec file of a deployment ("AppSpec resources section for AWS Lambda deployments" of
    the CodeDeploy User Guide); an update policy of an alias, which CloudFormation alone has, tells it beforehand.
    """
    for group in graph.by_type.get(GROUP, ()):
        if _moves_functions(group) and group.exists() and not graph.out(group, "deploys"):
            raise NotKnown(f"only a deployment tells which function {group.logical_id} moves", group.location)


def _moves_functions(group: Resource) -> bool:
    """Say whether a deployment group is one of an application for functions; one of elsewhere counts as another's."""
    named = group.get("ApplicationName")
    if not isinstance(named, Reference) or named.resource.type != APPLICATION:
        return False
    return bool(named.resource.get("ComputePlatform") == "Lambda")


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
