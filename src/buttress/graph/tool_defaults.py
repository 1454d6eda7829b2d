"""Which properties a tool wrote by its own default, so that nobody chose them.

A source that makes resources out of another tool's words tells them in the resource's metadata: what the tool deploys
is known, and all the same says nothing about a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

KEY: Final = "Buttress::DefaultsOfTheTool"
"""The key of the metadata under which the names of such properties are listed."""


def is_tool_default(resource: Resource, name: str) -> bool:
    """Say whether a tool's own default stands in a property at the top of a resource."""
    return some(resource.body.each(("Metadata", KEY)), lambda each: each.get() == name)
