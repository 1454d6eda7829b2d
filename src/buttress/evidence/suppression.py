"""How suppressions bear on evidence: a verdict keeps its state, and carries what somebody said about it."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from buttress.evidence.catalogue import ids_of
from buttress.evidence.check import WORKLOAD
from buttress.evidence.suppressed import Suppressed
from buttress.graph.graph import Problem
from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.suppression import Suppression


@dataclass(frozen=True, slots=True)
class Use:
    """Tells what became of a suppression: on how many findings it bears, and whether its time is over."""

    suppression: Suppression
    findings: int
    expired: bool


def suppressed(
    evidence: Sequence[Evidence], graph: Graph, day: datetime.date
) -> tuple[tuple[Evidence, ...], tuple[Use, ...]]:
    """Let each finding that a suppression covers carry it, and tell how each suppression was used.

    Only what is a gap, may be one, or is one in some world is covered. Where several cover a finding, one that holds
    comes before one that is over, ours before one for another tool, and the one that ends last before the others.
    """
    if not graph.suppressions:
        return tuple(evidence), ()
    places = {resource.id: resource.location for resource in graph.resources}
    by_check: dict[str, list[Suppression]] = {}
    for suppression in graph.suppressions:
        by_check.setdefault(suppression.check, []).append(suppression)
    used: dict[Suppression, int] = dict.fromkeys(graph.suppressions, 0)
    marked = tuple(_marked(record, by_check.get(record.check.id, ()), places, day, used) for record in evidence)
    return marked, tuple(Use(one, used[one], _over(one, day)) for one in graph.suppressions)


def doubted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Give the evidence that answers may rest on: a gap that is said to be a false positive is not known."""
    return tuple(_doubted(record) for record in evidence)


def unused(uses: Iterable[Use], evidence: Sequence[Evidence], catalogue: ModuleType) -> Iterator[Problem]:
    """Tell of suppressions that cover nothing; those for other tools may well have their use there."""
    for use in uses:
        one, place = use.suppression, use.suppression.location
        if not use.findings and one.tool == "buttress":
            message, hint = _why_unused(one, evidence, catalogue)
            yield Problem(place.file, place.line, place.column, message, hint)


def _marked(
    record: Evidence,
    candidates: Sequence[Suppression],
    places: Mapping[str, Location],
    day: datetime.date,
    used: dict[Suppression, int],
) -> Evidence:
    if not candidates or not _may_be_gap(record):
        return record
    covering = [one for one in candidates if _covers(one, record.resource, places)]
    if not covering:
        return record
    best = min(covering, key=lambda one: (_over(one, day), one.tool != "buttress", -_last(one), one.order))
    for one in covering:
        used[one] += 1
    place = best.location
    return replace(
        record,
        suppression=Suppressed(
            best.kind,
            best.reason,
            best.owner,
            best.until,
            _over(best, day),
            best.tool,
            best.rule,
            place.file,
            place.line,
        ),
    )


def _may_be_gap(record: Evidence) -> bool:
    return record.state in ("gap", "unknown")


def _covers(suppression: Suppression, resource: str, places: Mapping[str, Location]) -> bool:
    if resource == WORKLOAD:
        return not suppression.resource
    return resource in places and suppression.covers(resource, places[resource])


def _over(suppression: Suppression, day: datetime.date) -> bool:
    return suppression.until is not None and suppression.until < day


def _last(suppression: Suppression) -> int:
    return suppression.until.toordinal() if suppression.until is not None else 0


def _doubted(record: Evidence) -> Evidence:
    told = record.suppression
    if told is None or told.expired or told.kind != "false-positive" or record.state != "gap":
        return record
    return replace(record, state="unknown", reason=told.words)


def _why_unused(one: Suppression, evidence: Sequence[Evidence], catalogue: ModuleType) -> tuple[str, str]:
    """Say why a suppression covers nothing, and what to do."""
    known = ids_of(catalogue)
    if one.check not in known:
        near = get_close_matches(one.check, known, n=1)
        return (
            f"there is no check {one.check}.",
            f"Did you mean {near[0]}?" if near else "`buttress checks` lists them.",
        )
    where = one.resource or "anything in this template"
    if any(record.check.id == one.check for record in evidence):
        return f"{one.check} finds no gap on {where}, so there is nothing to suppress.", "Take it out."
    return f"{one.check} does not look at {where}.", "Name the resource that it is about, or take it out."
