"""What the layers and settings of a function tell about the tools that run inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.graph.resource import Resource
    from buttress.graph.view import View


def layers_named(function: Resource, words: Iterable[str]) -> tuple[View, ...]:
    """Give the layers of a function in whose ARN one of the words stands; what is not known names nothing."""
    wanted = tuple(word.lower() for word in words)
    return tuple(layer for layer in _layers(function) if any(word in literals(layer.get()) for word in wanted))


def settings_of(function: Resource, names: Iterable[str]) -> tuple[tuple[str, View], ...]:
    """Give name and value of those of some environment variables that a function has."""
    wanted = frozenset(names)
    return those(function.members("Environment.Variables"), lambda item: item[0] in wanted)


def literals(value: Any) -> str:  # noqa: ANN401 - a value of the graph
    """Give the known parts of a value in lower case, a reference by its logical id."""
    parts = value.parts if isinstance(value, Text) else (value,)
    named = (part.resource.logical_id if isinstance(part, Reference) else part for part in parts)
    return " ".join(part for part in named if isinstance(part, str)).lower()


def _layers(function: Resource) -> Iterator[View]:
    """Give the layers that are told; the end of a list that is not known is left out."""
    try:
        yield from function.each("Layers")
    except NotKnown:
        return
