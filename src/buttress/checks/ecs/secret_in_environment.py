"""Judges whether the environment of containers is free of secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.graph.environment import secret_in
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ECS::TaskDefinition", bears_on=(both("SEC02-BP03"),))
def secret_in_environment(definition: Resource, _graph: Graph) -> Verdict:
    """No secret stands in the environment of a container."""
    containers = tuple(definition.each("ContainerDefinitions"))
    variables = [variable for container in containers for variable in container.each("Environment")]
    for variable in those(variables, lambda each: secret_in(each.text("Name"), each.get("Value"))):
        name = variable.text("Name")
        return gap(f"{name} {secret_in(name, variable.get('Value'))}", variable.at("Value"))
    return met(f"none of its {len(variables)} variables holds a secret", definition.at("ContainerDefinitions"))
