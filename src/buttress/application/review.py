"""The review of an architecture: read it, judge it, answer what evidence can, and say what to do first."""

from __future__ import annotations

import os
from dataclasses import field
from typing import TYPE_CHECKING, Final, Protocol

from buttress.answers import propose
from buttress.evidence.catalogue import checks_of
from buttress.evidence.engine import verdicts_of
from buttress.evidence.suppression import doubted, suppressed, unused
from buttress.graph.architectures import architectures_of, part_of
from buttress.lenses import lenses
from buttress.plan.items import items_of
from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

    from buttress.answers import Answers
    from buttress.evidence.check import Check
    from buttress.evidence.record import Evidence
    from buttress.evidence.suppression import Use
    from buttress.graph.graph import Graph, Problem
    from buttress.graph.suppression import Suppression
    from buttress.plan.items import Item

    Progress = Callable[[str, int, int], None]


MOST_NAMED: Final = 3
"""How many roots are named before the others are counted."""


@dataclass(frozen=True, slots=True)
class Request:
    """Asks for a review: the paths of one workload, the values that are given for parameters, and the day to judge
    by. Files are named relative to `base`, or to the common parent of the paths. Suppressions end by `day`, or by
    `today`.
    """

    paths: tuple[Path, ...]
    today: datetime.date
    given: Mapping[str, str]
    parameter_files: tuple[Path, ...] = ()
    base: Path | None = None
    day: datetime.date | None = None
    lenses: tuple[str, ...] = ()
    """The ids of the lenses to answer by; none are all that apply."""
    name: str = ""
    """What the workload is called; else the folder's name."""
    settled: Mapping[str, str] = field(default_factory=dict)
    """Values that the repository's settings give; those of parameter files and `given` come before them."""
    settled_files: tuple[Path, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    """What the repository's settings say about gaps, with what is wrong there in `problems`."""
    problems: tuple[Problem, ...] = ()
    instead: Mapping[str, Path] = field(default_factory=dict)
    """Files to read in the place of others, by how those are shown: what a patch would make of them."""


class Source(Protocol):
    """Reads an architecture in."""

    def __call__(self, request: Request) -> Graph:
        """Read the request's paths into one graph."""
        ...


@dataclass(frozen=True, slots=True)
class Review:
    """Holds all that a review says: what was read, the evidence, the answers, and the plan."""

    name: str
    graph: Graph
    evidence: tuple[Evidence, ...]
    answers: Answers
    plan: tuple[Item, ...]
    problems: tuple[Problem, ...]
    checks: int
    today: datetime.date
    suppressions: tuple[Use, ...] = ()


def review(request: Request, source: Source, catalogue: ModuleType, progress: Progress | None = None) -> Review:
    """Review an architecture; what cannot be read is among the problems, and everything else is judged all the same."""
    name = request.name or name_of(request.paths)
    return review_of(source(request), name, request, catalogue, progress)


def reviews(
    request: Request, source: Source, catalogue: ModuleType, progress: Progress | None = None, *, apart: bool = False
) -> tuple[Review, ...]:
    """Review each architecture apart: those roots together that refer to each other, or each root where `apart`.

    They are in order of their roots' paths. Where there is one architecture, it is called as `review` calls it, else
    after its roots.
    """
    graph = source(request)
    found = tuple((root.path,) for root in graph.roots) if apart else architectures_of(graph)
    if len(found) < 2:  # noqa: PLR2004 - one architecture, or none
        return (review_of(graph, request.name or name_of(request.paths), request, catalogue, progress),)
    return tuple(review_of(part_of(graph, roots), called(roots), request, catalogue, progress) for roots in found)


def called(roots: Sequence[str]) -> str:
    """Call an architecture by its roots."""
    more = f" and {len(roots) - MOST_NAMED} more" if len(roots) > MOST_NAMED else ""
    return ", ".join(roots[:MOST_NAMED]) + more


def review_of(
    graph: Graph, name: str, request: Request, catalogue: ModuleType, progress: Progress | None = None
) -> Review:
    """Review what was read."""
    problems: list[Problem] = list(graph.problems)
    checks = checks_of(catalogue, graph.by_type)
    found = _examined(graph, checks, problems, progress)
    evidence, uses = suppressed(found, graph, request.day or request.today)
    problems.extend(unused(uses, evidence, catalogue))
    wanted = [lens for lens in lenses() if not request.lenses or lens.id in request.lenses]
    return Review(
        name=name,
        graph=graph,
        evidence=evidence,
        answers=propose(doubted(evidence) if uses else evidence, graph, wanted),
        plan=items_of(evidence),
        problems=tuple(
            sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.column, problem.message))
        ),
        checks=len(checks),
        today=request.today,
        suppressions=uses,
    )


def _examined(
    graph: Graph, checks: Sequence[Check], problems: list[Problem], progress: Progress | None
) -> tuple[Evidence, ...]:
    """Run the checks one after the other, telling how far it is."""
    found: list[Evidence] = []
    for number, check in enumerate(checks):
        if progress is not None:
            progress("judging", number, len(checks))
        found.extend(verdicts_of(check, graph, problems.append))
    return tuple(sorted(found, key=lambda record: record.order))


def name_of(paths: tuple[Path, ...]) -> str:
    """Name the workload after its folder."""
    first = paths[0].resolve()
    return os.fsencode((first if first.is_dir() else first.parent).name).decode("utf-8", "replace")
