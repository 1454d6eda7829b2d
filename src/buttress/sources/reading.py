"""What one source makes of a workplace, and how the readings of all sources become one graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from buttress.graph.graph import Graph
from buttress.graph.linking import connector
from buttress.graph.relations import READERS
from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from buttress.graph.graph import Parameter, Problem, Root, Sign
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource
    from buttress.graph.suppression import Suppression
    from buttress.graph.unread import Unread
    from buttress.graph.worlds import Worlds


@dataclass(slots=True)
class Reading:
    """Holds what one source read: resources with CloudFormation's types and property names, and what it could not read.

    `claimed` are the shown names of the files that were read as part of something, so that a file which a person named
    and no source claims becomes a problem. `relations` are those that no property of a resource says.
    """

    resources: list[Resource] = field(default_factory=list)
    roots: list[Root] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    links: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of roots of which one refers to the other."""


def graph_from(readings: Sequence[Reading], worlds: Worlds, today: datetime.date, signs: Iterable[Sign] = ()) -> Graph:
    """Join readings, all made in the same worlds, into one graph."""
    return Graph(
        resources=tuple(one for reading in readings for one in reading.resources),
        worlds=worlds,
        connect=connector(READERS, [one for reading in readings for one in reading.relations]),
        today=today,
        roots=tuple(sorted((root for reading in readings for root in reading.roots), key=lambda root: root.path)),
        parameters=tuple(one for reading in readings for one in reading.parameters),
        unread=tuple(
            sorted((one for reading in readings for one in reading.unread), key=lambda unread: unread.location)
        ),
        signs=tuple(signs),
        links=frozenset(link for reading in readings for link in reading.links),
        suppressions=tuple(
            sorted((one for reading in readings for one in reading.suppressions), key=lambda one: one.order)
        ),
        problems=tuple(
            sorted(
                {problem for reading in readings for problem in reading.problems},
                key=lambda problem: (problem.file, problem.line, problem.column, problem.message),
            )
        ),
    )


def counted(resources: Iterable[Resource]) -> Counter[str]:
    """Count resources by their root."""
    return Counter(resource.root for resource in resources)
