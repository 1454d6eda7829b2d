"""Merges what a check says in several worlds into one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence.record import Evidence, When
from buttress.evidence.verdict import CONFIDENCES
from buttress.graph.secrecy import NOT_SHOWN, speaks_of_a_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.evidence.check import Check
    from buttress.evidence.verdict import Confidence, State, Verdict
    from buttress.graph.location import Location
    from buttress.graph.worlds import Choice, Outcome, Worlds

    Judged = tuple[Verdict, tuple[tuple[str, str], ...]]

WORDS = {"not_applicable": "not applicable"}


def merged(
    check: Check, subject: tuple[str, str], place: Location, outcomes: Sequence[Outcome[Verdict | None]], worlds: Worlds
) -> Evidence | None:
    """Give the evidence of all worlds together; None where the resource is made in none."""
    if len(outcomes) == 1:
        return _alone(check, subject, place, outcomes[0])
    there = [outcome for outcome in outcomes if outcome.result is not None]
    judged: list[Judged] = [
        (outcome.result, tuple(_named(worlds.label(key), choice) for key, choice in outcome.world))
        for outcome in there
        if outcome.result is not None
    ]
    if not judged:
        return None
    rests = tuple(dict.fromkeys(name for outcome in there for name in outcome.rests_on))
    first = judged[0][0]
    if all(verdict.state == first.state for verdict, _ in judged):
        confidence = _confidence([verdict.confidence for verdict, _ in judged], rests)
        return Evidence(check, first.state, confidence, *subject, _reason(judged), first.location or place, (), rests)
    when = tuple(When(verdict.state, verdict.reason, world) for verdict, world in judged)
    reason = f"depends on {_atoms(when)}: {_states(when)}"
    return Evidence(check, "unknown", _confidence([], rests), *subject, reason, _place(judged, place), when, rests)


def _alone(
    check: Check, subject: tuple[str, str], place: Location, outcome: Outcome[Verdict | None]
) -> Evidence | None:
    """Give the evidence of the one world that there is."""
    verdict, rests = outcome.result, outcome.rests_on
    if verdict is None:
        return None
    confidence = _confidence([verdict.confidence], rests) if rests else verdict.confidence
    return Evidence(check, verdict.state, confidence, *subject, verdict.reason, verdict.location or place, (), rests)


def _reason(judged: list[Judged]) -> str:
    """Give the first reason, with the world that it speaks of where another world has another reason."""
    (first, world), *others = judged
    if all(verdict.reason == first.reason for verdict, _ in others):
        return first.reason
    return f"{first.reason} (when {' and '.join(f'{name} is {choice}' for name, choice in world)})"


def _named(label: str, choice: Choice) -> tuple[str, str]:
    """Name a choice as people read it; what may be a secret is not shown, only whether there is one."""
    hidden = isinstance(choice, str) and choice != "" and speaks_of_a_secret(label)
    return label, NOT_SHOWN if hidden else _worded(choice)


def _worded(choice: object) -> str:
    if isinstance(choice, bool):
        return "true" if choice else "false"
    return str(choice) if choice != "" else "empty"


def _confidence(given: list[Confidence], rests: tuple[str, ...]) -> Confidence:
    """Give the lowest confidence; what rests on a default is no surer than medium."""
    return max([*given, "medium" if rests else "high"], key=CONFIDENCES.index)


def _place(judged: list[Judged], place: Location) -> Location:
    """Point at what decides a gap, where there is one."""
    gaps = [verdict.location for verdict, _ in judged if verdict.state == "gap" and verdict.location is not None]
    return gaps[0] if gaps else place


def _atoms(when: tuple[When, ...]) -> str:
    names = dict.fromkeys(name for case in when for name, _ in case.world)
    return " and ".join(names)


def _states(when: tuple[When, ...]) -> str:
    """Say the state by world: `met when prod, gap otherwise`."""
    groups: dict[State, list[str]] = {}
    single = len({name for case in when for name, _ in case.world}) == 1
    for case in when:
        words = [choice if single else f"{name} is {choice}" for name, choice in case.world]
        groups.setdefault(case.state, []).append(" and ".join(words))
    *rest, last = groups.items()
    parts = [f"{WORDS.get(state, state)} when {' or '.join(_few(cases))}" for state, cases in rest]
    return ", ".join([*parts, f"{WORDS.get(last[0], last[0])} otherwise"])


def _few(cases: list[str], most: int = 3) -> list[str]:
    return cases if len(cases) <= most else [*cases[:most], f"{len(cases) - most} more"]
