"""Stages of REST APIs, which have two ways to be declared.

A stage is a resource of its own, or a deployment with a `StageName` makes it and describes it in `StageDescription`.
Source: `AWS::ApiGateway::Stage` and `AWS::ApiGateway::Deployment` of the CloudFormation reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.relations.ends import without
from buttress.graph.selection import such
from buttress.graph.values import NotKnown, Reference, Text, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

STAGE: Final = "AWS::ApiGateway::Stage"
DEPLOYMENT: Final = "AWS::ApiGateway::Deployment"
STAGES: Final = (STAGE, DEPLOYMENT)
"""The types that can declare a stage."""


def makes_stage(resource: Resource, graph: Graph) -> bool:
    """Say whether a resource is a stage, or a deployment that makes one which no other resource describes.

    A deployment that names a stage which is a resource of its own deploys to that stage.
    """
    if resource.type == STAGE:
        return True
    if not resource.present("StageName"):
        return False
    return not some(such(graph, lambda stage: _describes(stage, resource), STAGE), bool)


def _describes(stage: Resource, deployment: Resource) -> bool:
    """Say whether a stage stands for the deployment, or is the one that the deployment names."""
    if stage.get("RestApiId") != deployment.get("RestApiId"):
        return False
    signs: tuple[Callable[[], object], ...] = (
        lambda: stage.get("DeploymentId") == Reference(deployment, "Ref"),
        lambda: is_named(deployment.get("StageName"), stage),
    )
    return some(signs, lambda sign: sign())


def within(stage: Resource, path: str) -> str:
    """Give the path of a property of the stage: a deployment holds it in its `StageDescription`."""
    return path if stage.type == STAGE else f"StageDescription.{path}"


def settings_for_all(stage: Resource, name: str) -> Iterator[View]:
    """Give the method settings that declare a member for every path and method (`/*` and `*`)."""
    for setting in stage.each(within(stage, "MethodSettings")):
        if setting.present(name) and setting.get("ResourcePath") == "/*" and setting.get("HttpMethod") == "*":
            yield setting


def api_of(stage: Resource) -> Resource:
    """Give the REST API of a stage; raises `NotKnown` where it is not declared here."""
    value = stage.get("RestApiId")
    if isinstance(value, Reference):
        return value.resource
    raise NotKnown("the API of the stage is declared elsewhere", stage.at("RestApiId"))


def is_private(api: Resource) -> bool:
    """Say whether a REST API can only be reached through endpoints inside a network."""
    return some(api.each("EndpointConfiguration.Types"), lambda kind: kind.get() == "PRIVATE")


def is_named(name: Any, stage: Resource) -> bool:  # noqa: ANN401 - a value of the graph
    """Say whether a value is the name of a stage, or a reference to it."""
    if isinstance(name, Reference) and name.resource.type in STAGES:
        return name.resource.id == stage.id
    return bool(name == stage.get("StageName"))


def is_stage_of(arn: Text, stage: Resource) -> bool:
    """Say whether an ARN such as `arn:aws:apigateway:…::/restapis/…/stages/…` is that of a stage."""
    api = without(arn, "/restapis/", "/stages/")
    return bool(api == stage.get("RestApiId")) and is_named(without(arn, "/stages/"), stage)
