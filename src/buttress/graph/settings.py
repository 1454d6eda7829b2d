"""Where a workload keeps its settings.

Source: "What is AWS AppConfig?" and "AWS Systems Manager Parameter Store" of their user guides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.values import Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


def settings(graph: Graph) -> Iterator[Resource]:
    """Give the applications of AppConfig, then the parameters of the Parameter Store that hold a setting."""
    yield from graph.of_type("AWS::AppConfig::Application")
    yield from (parameter for parameter in graph.of_type("AWS::SSM::Parameter") if not _points(parameter))


def _points(parameter: Resource) -> bool:
    """Say whether a parameter only tells other stacks where a resource is."""
    value = parameter.get("Value")
    return isinstance(value, Reference) or (isinstance(value, Text) and bool(value.references))
