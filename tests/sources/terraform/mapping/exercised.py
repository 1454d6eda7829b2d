"""Says which attributes that the mapping data reads are written in a pair, and give what the data says they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP
from buttress.graph.values import NotKnown
from buttress.graph.view import View
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.register import RootRegister

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from tests.sources.terraform.mapping.targets import Target

BRACKETS = re.compile(r"\[[^\]]*\]")
Path = tuple[str, ...]


class Noting(RootRegister):
    """Keeps the instances that it is given."""

    def instances(self) -> list[Instance]:
        """Give the instances of the root."""
        return [made.instance for made in self._made.values()]


def written(instances: Iterable[Instance], worlds: Worlds) -> set[tuple[str, Path]]:
    """Give Terraform's types, each with the paths of the attributes that are written in some instance."""
    return {(one.type, path) for one in instances for path in _paths(View(one.attributes, one.scope, worlds), worlds)}


def given(graph: Graph, worlds: Worlds) -> set[tuple[str, Path]]:
    """Give canonical types, each with the paths of the properties of some resource."""
    return {(one.type, path) for one in graph.resources for path in _paths(View(one.node, one.scope, worlds), worlds)}


def is_exercised(target: Target, source: set[tuple[str, Path]], result: set[tuple[str, Path]]) -> bool:
    """Say whether an attribute is written on a page, and its canonical property is there."""
    path = tuple(BRACKETS.sub("", target.source).split("."))
    return (target.origin, path) in source and (target.type, target.path) in result


def _paths(view: View, worlds: Worlds) -> set[Path]:
    return {path for outcome in explore(worlds, lambda: frozenset(_below(view))) for path in outcome.result}


def _below(view: View, path: Path = ()) -> Iterator[Path]:
    found = view.find()
    if found is None:
        return
    if path:
        yield path
    if isinstance(found, View):
        yield from _within(found, path)


def _within(view: View, path: Path) -> Iterator[Path]:
    try:
        if view.node.kind == MAP:
            for name, member in view.members():
                yield from _below(member, (*path, name))
        elif view.node.kind == LIST:
            for member in view.each():
                yield from _below(member, path)
    except NotKnown:
        return
