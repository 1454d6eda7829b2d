"""What the layers and settings of a function tell about the tools that run inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, MAP, SCALAR
from buttress.graph.selection import those
from buttress.graph.values import NOT_DECIDED, NotKnown, Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buttress.graph.location import Location
    from buttress.graph.node import Node
    from buttress.graph.resource import Resource
    from buttress.graph.view import View


def layers_named(function: Resource, words: Iterable[str]) -> tuple[View, ...]:
    """Give the layers of a function in whose ARN one of the words stands; what is not known names nothing."""
    wanted = tuple(word.lower() for word in words)
    return tuple(layer for text, layer in function.once(_layers) if any(word in text for word in wanted))


def may_carry(function: Resource, words: Iterable[str]) -> str:
    """Give the first of some words that stands anywhere in the layers of a function, in whatever world; else nothing.

    Reads the layers as written, without asking which world it is.
    """
    members: Any = function.node.value
    layers = members.get("Layers") if function.node.kind == MAP else None
    found = " ".join(words_of(layers)) if layers is not None else ""
    return next((word for word in words if word in found), "")


def refuse_layers(function: Resource, words: Mapping[str, str]) -> None:
    """Raise `NotKnown` for a layer that brings a tool which does nobody knows here how much."""
    for layer in layers_named(function, words):
        name = next(tool for word, tool in words.items() if word in literals(layer.get()))
        raise NotKnown(f"how much {name} measures is not known here", layer.at())


def words_of(node: Node) -> Iterator[str]:
    """Give every text below a node as it is written, in lower case."""
    content: Any = node.value
    if node.kind == SCALAR:
        yield literals(content)
    elif node.kind == CALL:
        yield from words_of(content[1])
    else:
        for member in content.values() if node.kind == MAP else content:
            yield from words_of(member)


def settings_of(function: Resource, names: Iterable[str]) -> Iterator[Location]:
    """Give the places of those of some environment variables that a function has."""
    paths = (("Environment", "Variables", name) for name in names)
    return (function.at(path) for path in those(paths, function.present))


def literals(value: Any) -> str:  # noqa: ANN401 - a value of the graph
    """Give the known parts of a value in lower case, a reference by its logical id."""
    parts = value.parts if isinstance(value, Text) else (value,)
    named = (part.resource.logical_id if isinstance(part, Reference) else part for part in parts)
    return " ".join(part for part in named if isinstance(part, str)).lower()


def _layers(function: View) -> list[tuple[str, View]]:
    """Give the layers that are told, each with the known parts of its ARN; the end of a list that is not known is left
    out, unless nobody has decided it.
    """
    found: list[tuple[str, View]] = []
    try:
        found.extend((literals(layer.get()), layer) for layer in function.each("Layers"))
    except NotKnown as unknown:
        if unknown.reason == NOT_DECIDED:
            raise
    return found
