"""How the requests to a function move from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.functions import ALIAS, qualifiers_of
from buttress.graph.resource import External, Resource
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Reference, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

GROUP: Final = "AWS::CodeDeploy::DeploymentGroup"
ALL_AT_ONCE: Final = "AllAtOnce"


def deployment_groups_of(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the deployment groups that move an alias of a function.

    Raises `NotKnown` for one of elsewhere, and for one that moves functions which only its deployments name, as in
    Terraform: the AppSpec file of a deployment names the function and its alias. Source: "AppSpec 'resources' section
    for AWS Lambda deployments", AWS CodeDeploy User Guide.
    """
    found = [relation.source for relation in graph.into(function, "deploys")]
    for group in found:
        if isinstance(group, External):
            raise NotKnown(f"the deployment group {group.id} is declared elsewhere", function.location)
    groups = tuple(group for group in found if isinstance(group, Resource) and group.type == GROUP)
    if not groups:
        _refuse_if_an_appspec_names_it(function, graph)
    return groups


def _refuse_if_an_appspec_names_it(function: Resource, graph: Graph) -> None:
    free = those(graph.of_type(GROUP), lambda group: _is_for_functions(group) and not graph.out(group, "deploys"))
    if free and some(qualifiers_of(function, graph), lambda qualifier: qualifier.type == ALIAS):
        group = free[0]
        raise NotKnown(
            f"{group.logical_id} moves the functions that its deployments name, which are not read here",
            group.at("DeploymentConfigName"),
        )


def _is_for_functions(group: Resource) -> bool:
    """Say whether a deployment group moves functions, by its configuration or its application."""
    if "Lambda" in group.text("DeploymentConfigName", default=""):
        return True
    application = group.get("ApplicationName")
    return (
        isinstance(application, Reference)
        and application.resource.text("ComputePlatform", default="Server") == "Lambda"
    )


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
