"""Proposes a state for a practice by the rules of its class."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.answers.facets import Judged, judge
from buttress.answers.proposal import Counts, Proposal, count, ordered
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.answers.scope import Scope
    from buttress.evidence.check import Bearing
    from buttress.evidence.record import Evidence
    from buttress.lenses import Concerns, Facet, Practice

    Bearings = Sequence[tuple[Bearing, Evidence]]

MAY_SUPPORT: Final = frozenset({"both", "supports"})
NOTHING: Final = Counts()
"""What is counted where no evidence bears on a practice."""
NOT_SHOWN: Final = "nothing here shows that it is followed"
UNCHECKED: Final = "no check bears on it"
UNSPOKEN: Final = "nothing here speaks of it"
MAY_CONTRADICT: Final = frozenset({"both", "refutes"})


def proposed(practice: Practice, scope: Scope) -> Proposal:
    """Propose a state for a practice.

    Class C is talked about, so it stays open. A practice that declares its types does not apply where everything was
    read and none of them is present or referred to. Class P gets no further than supported; class A is decided facet by
    facet.
    """
    if practice.practice_class == "C":
        return _silent(practice).talk
    bearings = scope.bearing(practice.code)
    return _spoken_of(practice, bearings, scope) if bearings else _unspoken_of(practice, scope)


def _spoken_of(practice: Practice, bearings: Bearings, scope: Scope) -> Proposal:
    """Propose for a practice that some evidence bears on."""
    counts = count([found for _, found in bearings])
    concerns = practice.concerns
    if not (counts.met or counts.gap or counts.unknown) and _absent(_silent(practice), scope):
        return Proposal(practice, "not_applicable", counts)
    if practice.practice_class == "P" or concerns is None:
        return _weighed(practice, bearings, counts)
    return _decided(practice, _judged(concerns, scope), scope, counts)


def _unspoken_of(practice: Practice, scope: Scope) -> Proposal:
    """Propose for a practice that no evidence bears on; most are such."""
    silent = _silent(practice)
    if _absent(silent, scope):
        return silent.absent
    if silent.concerns is None:
        return _unheard(silent, scope)
    facets = _judged(silent.concerns, scope)
    return _decided(practice, facets, scope, NOTHING) if facets or scope.hidden else silent.not_shown


def _unheard(silent: Silent, scope: Scope) -> Proposal:
    """Say why a practice is open that no evidence bears on: no check could tell, or none found anything to judge."""
    if not scope.hidden or UNSPOKEN not in silent.unspoken.reasons:
        return silent.unspoken
    return replace(silent.unspoken, reasons=(UNSPOKEN, *scope.hidden))


@dataclass(frozen=True, slots=True)
class Silent:
    """Holds what is proposed for a practice that no evidence bears on, which is the same in every review.

    `needs` are the resource types without which the practice does not apply, None for one that always may; `concerns`
    is what its facets could decide, None where they decide nothing.
    """

    needs: frozenset[str] | None
    concerns: Concerns | None
    talk: Proposal
    absent: Proposal
    unspoken: Proposal
    not_shown: Proposal


@functools.cache
def _silent(practice: Practice) -> Silent:
    concerns = practice.concerns

    def open_because(reason: str) -> Proposal:
        return Proposal(practice, "open", NOTHING, reasons=(reason,))

    return Silent(
        needs=None if concerns is None or concerns.workload else concerns.types,
        concerns=concerns if practice.practice_class == "A" else None,
        talk=open_because("only a conversation can tell"),
        absent=Proposal(practice, "not_applicable", NOTHING),
        unspoken=open_because(UNSPOKEN if any(facet.checks for facet in _facets(practice)) else UNCHECKED),
        not_shown=open_because(NOT_SHOWN),
    )


def _absent(silent: Silent, scope: Scope) -> bool:
    """Say whether the workload surely has nothing that a practice is about."""
    needs = silent.needs
    return needs is not None and not scope.hidden and not scope.may_hold(needs)


def _judged(concerns: Concerns, scope: Scope) -> list[Judged]:
    """Judge the facets of which something is here."""
    present = scope.present
    return [judge(facet, scope) for facet in concerns.facets if not present.isdisjoint(facet.types)]


def _weighed(practice: Practice, bearings: Bearings, counts: Counts) -> Proposal:
    """Propose for class P: a gap contradicts, else a met supports, as far as each check may.

    Where one that does well is enough, a gap says nothing beside one that does, or may turn out to.
    """
    mets = _saying("met", MAY_SUPPORT, bearings)
    gaps = _saying("gap", MAY_CONTRADICT, bearings)
    if gaps:
        hopes = (*mets, *_saying("unknown", MAY_SUPPORT, bearings))
        gaps = tuple(gap for gap in gaps if not _outdone(gap, hopes, practice))
    if gaps:
        return Proposal(practice, "contradicted", counts, ordered(gaps))
    if mets:
        return Proposal(practice, "supported", counts, ordered(mets))
    return Proposal(practice, "open", counts, _unknowns(bearings), _why_open(counts))


def _outdone(gap: Evidence, hopes: Sequence[Evidence], practice: Practice) -> bool:
    """Say whether a gap belongs to facets of which one resource is enough, and each has one that may be it."""
    facets = [facet for facet in _facets(practice) if _within(facet, gap)]
    return bool(facets) and all(
        facet.quantifier == "any" and any(_within(facet, hope) for hope in hopes) for facet in facets
    )


def _within(facet: Facet, found: Evidence) -> bool:
    return found.check.id in facet.checks and found.type in facet.types


def _facets(practice: Practice) -> tuple[Facet, ...]:
    return () if practice.concerns is None else practice.concerns.facets


def _why_open(counts: Counts) -> tuple[str, ...]:
    words = (
        (counts.unknown, "unknown"),
        (counts.gap, "of what was looked for, not found, which says nothing here"),
        (counts.met, "met, which says nothing here"),
        (counts.not_applicable, "not applicable"),
    )
    return tuple(f"{number} {_verdicts(number)} {said}" for number, said in words if number)


def _verdicts(number: int) -> str:
    return "verdict is" if number == 1 else "verdicts are"


def _decided(practice: Practice, facets: Sequence[Judged], scope: Scope, counts: Counts) -> Proposal:
    """Propose for class A: a gap contradicts (or tells a share), and nothing open may be left for it to be met.

    The facets are those of which something is here.
    """
    bearings = scope.bearing(practice.code)
    stray = _stray_gaps(facets, bearings) if counts.gap else ()
    failing = [facet for facet in facets if facet.state == "gap"]
    if stray or failing:
        return _contradicted(practice, facets, stray, counts)
    reasons = [reason for facet in facets if facet.state == "open" for reason in facet.reasons]
    reasons += _hidden(practice, facets, scope)
    mets = [found for facet in facets if facet.state == "met" for found in facet.evidence if found.state == "met"]
    if mets and not reasons:
        return Proposal(practice, "met", counts, ordered(mets))
    why = tuple(dict.fromkeys(reasons)) or (NOT_SHOWN,)
    return Proposal(practice, "open", counts, _unknowns(bearings), why)


def _contradicted(practice: Practice, facets: Sequence[Judged], stray: Sequence[Evidence], counts: Counts) -> Proposal:
    failing = [facet for facet in facets if facet.state == "gap"]
    gaps = ordered((*stray, *(found for facet in failing for found in facet.evidence if found.state == "gap")))
    shared = [facet for facet in facets if facet.facet.quantifier == "share"]
    well, judged = sum(facet.well for facet in shared), sum(facet.judged for facet in shared)
    if well and not stray and all(facet.facet.quantifier == "share" for facet in failing):
        return Proposal(practice, "partly", counts, gaps, share=(well, judged))
    return Proposal(practice, "contradicted", counts, gaps)


def _stray_gaps(facets: Sequence[Judged], bearings: Bearings) -> tuple[Evidence, ...]:
    """Give the gaps that may contradict although no facet has them: those of checks that only refute, for one."""
    gaps = _saying("gap", MAY_CONTRADICT, bearings)
    seen = {(found.check.id, found.resource) for facet in facets for found in facet.evidence}
    return tuple(found for found in gaps if (found.check.id, found.resource) not in seen)


def _hidden(practice: Practice, facets: Sequence[Judged], scope: Scope) -> tuple[str, ...]:
    """Say what was not read, unless each facet is met by one that is enough, which nothing unread could take away."""
    if not scope.hidden:
        return ()
    enough = practice.concerns is not None and len(facets) == len(practice.concerns.facets)
    enough = enough and all(facet.facet.quantifier == "any" and facet.state == "met" for facet in facets)
    return () if enough else scope.hidden


def _saying(state: str, allowed: frozenset[str], bearings: Bearings) -> tuple[Evidence, ...]:
    return tuple(found for bearing, found in bearings if found.state == state and bearing in allowed)


def _unknowns(bearings: Bearings) -> tuple[Evidence, ...]:
    return ordered(found for _, found in bearings if found.state == "unknown")
