"""Runs checks over a graph, world by world; the only place where what is not known becomes a verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.evidence.check import WORKLOAD
from buttress.evidence.merging import merged
from buttress.evidence.record import Evidence
from buttress.evidence.verdict import Verdict
from buttress.graph.graph import Problem
from buttress.graph.location import Location
from buttress.graph.unread import PROPOSAL
from buttress.graph.values import NOT_DECIDED, NotKnown
from buttress.graph.worlds import Fork, TooManyWorlds, explore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from buttress.evidence.check import Check
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

    Report = Callable[[Problem], None]

ELSEWHERE = {
    "account": "It may be set up elsewhere in the account; a live source would tell.",
    "organization": "It may be set up elsewhere in the organization; a live source would tell.",
}


def examine(graph: Graph, checks: Iterable[Check], report: Report | None = None) -> tuple[Evidence, ...]:
    """Run checks over a graph and give their evidence in order of place.

    A check that raises becomes a problem that `report` is told, and `unknown`; without `report` (in tests) it is
    raised.
    """
    found = [evidence for check in checks for evidence in verdicts_of(check, graph, report)]
    return tuple(sorted(found, key=lambda evidence: evidence.order))


def verdicts_of(check: Check, graph: Graph, report: Report | None) -> Iterator[Evidence]:
    """Run one check over a graph and give its evidence in the order of the resources; see `examine`."""
    of_types = (resource for name in check.on for resource in graph.by_type.get(name, ()))
    for resource in (None,) if check.of_workload else of_types:
        evidence = _judge(check, graph, resource, report)
        if evidence is not None:
            yield evidence


def _judge(check: Check, graph: Graph, resource: Resource | None, report: Report | None) -> Evidence | None:
    """Run one check on one resource in every world; None where the resource is made in no world."""
    place = resource.location if resource is not None else _front(graph)
    subject = (resource.id, resource.type) if resource is not None else (WORKLOAD, WORKLOAD)
    try:
        outcomes = explore(graph.worlds, lambda: _verdict(check, graph, resource, report))
    except TooManyWorlds as unknown:
        evidence: Evidence | None = Evidence(check, "unknown", "high", *subject, unknown.reason, place)
    else:
        evidence = merged(check, subject, place, outcomes, graph.worlds)
    if evidence is None or resource is None or resource.origin is None:
        return evidence
    return replace(evidence, origin=resource.origin)


def _verdict(check: Check, graph: Graph, resource: Resource | None, report: Report | None) -> Verdict | None:
    """Run one check in the current world."""
    try:
        if resource is None:
            verdict = check.function(graph)
        elif resource.exists():
            verdict = check.function(resource, graph)
        else:
            return None
    except Fork:
        raise
    except NotKnown as unknown:
        return Verdict("unknown", unknown.reason, unknown.location)
    except Exception as error:  # the border of one check: the review goes on without it, and says so
        if report is None:
            raise
        place = resource.location if resource is not None else _front(graph)
        report(
            Problem(
                place.file,
                place.line,
                place.column,
                f"the check {check.id} stopped: {error!r}.",
                "Please report it with the template.",
            )
        )
        return Verdict("unknown", f"the check stopped: {error!r}", place)
    return _absence(check, verdict, graph) if verdict.absent else verdict


def _absence(check: Check, verdict: Verdict, graph: Graph) -> Verdict:
    """Let an absence count only where everything in its scope was read."""
    if any(unread.kind == PROPOSAL for unread in graph.unread):
        return Verdict("unknown", NOT_DECIDED, verdict.location)
    if check.absence in ELSEWHERE:
        return Verdict("unknown", f"{verdict.reason} here. {ELSEWHERE[check.absence]}", verdict.location)
    if check.absence == "workload":
        if graph.unread:
            what = graph.unread[0]
            return Verdict("unknown", f"{verdict.reason}, but {what.says}", what.location)
        broken = next((problem for problem in graph.problems if problem.stops), None)
        if broken is not None:
            return Verdict("unknown", f"{verdict.reason}, but {broken.file} is not read", verdict.location)
    return verdict


def _front(graph: Graph) -> Location:
    """Give the first line of the first root: where a verdict on the workload stands when it has no place of its own."""
    return Location(graph.roots[0].path if graph.roots else ".", 1, 1, 1)
