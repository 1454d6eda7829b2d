"""Which roots of a graph belong together: those that refer to each other, however far apart their files lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.graph.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.graph.graph import Graph
    from buttress.graph.suppression import Suppression


def architectures_of(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Give the roots in groups that refer to each other, by a relation between their resources or by an import.

    A root that refers to no other is a group of its own. Groups and their roots are in order of their paths. Asking for
    more than one root reads every relation.
    """
    groups = {root.path: {root.path} for root in graph.roots}
    if len(groups) > 1:
        for one, other in sorted(_joined(graph)):
            if one in groups and other in groups and groups[one] is not groups[other]:
                groups[one] |= groups[other]
                for path in groups[other]:
                    groups[path] = groups[one]
    return tuple(sorted({tuple(sorted(group)) for group in groups.values()}))


def part_of(graph: Graph, roots: Sequence[str]) -> Graph:
    """Give the graph of some roots: their resources, and what was said of their files.

    What belongs to no root (a file that could not be read, a pipeline) may concern any of them, and stays.
    """
    wanted = set(roots)
    others = {file for root in graph.roots if root.path not in wanted for file in root.files}
    others -= {file for root in graph.roots if root.path in wanted for file in root.files}
    elsewhere = [one for one in graph.resources if one.root not in wanted]
    return replace(
        graph,
        resources=tuple(one for one in graph.resources if one.root in wanted),
        roots=tuple(root for root in graph.roots if root.path in wanted),
        parameters=tuple(one for one in graph.parameters if one.root in wanted),
        unread=tuple(one for one in graph.unread if one.location.file not in others),
        problems=tuple(one for one in graph.problems if one.file not in others),
        suppressions=tuple(
            one for one in graph.suppressions if one.location.file not in others and not _meant(one, elsewhere)
        ),
        _types={},
        _index=None,
        _kept={},
    )


def _meant(suppression: Suppression, resources: Sequence[Resource]) -> bool:
    """Say whether a suppression names one of these resources."""
    if not suppression.named or not suppression.resource:
        return False
    return any(suppression.covers(one.id, one.location) for one in resources)


def _joined(graph: Graph) -> Iterator[tuple[str, str]]:
    yield from graph.links
    for relation in graph.index.all():
        ends = [end.root for end in (relation.source, relation.target, relation.via) if isinstance(end, Resource)]
        if len(set(ends)) > 1:
            yield from ((ends[0], end) for end in ends[1:] if end != ends[0])
