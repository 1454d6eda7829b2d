"""The review of an architecture: read it, judge it, answer what evidence can, and say what to do first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from buttress.answers import propose
from buttress.evidence.catalogue import checks_of
from buttress.evidence.engine import verdicts_of
from buttress.evidence.suppression import doubted, suppressed, unused
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
    from buttress.plan.items import Item

    Progress = Callable[[str, int, int], None]


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
    graph = source(request)
    problems: list[Problem] = list(graph.problems)
    checks = checks_of(catalogue, graph.by_type)
    found = _examined(graph, checks, problems, progress)
    evidence, uses = suppressed(found, graph, request.day or request.today)
    problems.extend(unused(uses, evidence, catalogue))
    return Review(
        name=name_of(request.paths),
        graph=graph,
        evidence=evidence,
        answers=propose(doubted(evidence) if uses else evidence, graph, lenses()),
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
