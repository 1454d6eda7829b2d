"""Custom resources: code of the workload's own that runs while its stack is made, and changes what it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.selection import those
from buttress.graph.values import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

CUSTOM: Final = "Custom::"
DECLARED: Final = "AWS::CloudFormation::CustomResource"


def custom_settings(resource: Resource, graph: Graph, word: str) -> Iterator[View]:
    """Give the properties with a word in their name that custom resources have beside a reference to a resource.

    What their code does with them is not read; the word tells what it is for.
    """
    for kind in sorted(graph.by_type):
        if kind == DECLARED or kind.startswith(CUSTOM):
            for custom in graph.of_type(kind):
                if those(custom.members(), lambda member: member[1].get() == Reference(resource, "Ref")):
                    yield from (value for name, value in custom.members() if word in name.lower())
