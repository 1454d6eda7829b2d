"""Snapshots made by hand, small enough to see at once what changed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.lenses import Lens, Pillar, Practice, Question
from buttress.plan.change import Change, change_between
from buttress.plan.shift import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.answer import Answer
    from buttress.evidence.check import Risk
    from buttress.evidence.verdict import State
    from buttress.lenses.lens import PracticeClass
    from buttress.plan.entry import Entry

DAY = datetime.date(2026, 11, 23)
QUEUE = "AWS::SQS::Queue"


def finding(  # noqa: PLR0913 - what a finding is made of
    state: State,
    resource: str = "t.yaml#Orders",
    check: str = "sqs-dead-letter-queue",
    *,
    reason: str = "",
    severity: Risk = "high",
    kind: str = QUEUE,
    worlds: Mapping[tuple[tuple[str, str], ...], State] | None = None,
) -> Finding:
    when = tuple(Case(each, f"{each} here", world) for world, each in (worlds or {}).items())
    return Finding(
        check=check,
        title="Messages that keep failing are set aside.",
        state=state,
        severity=severity,
        confidence="high",
        resource=resource,
        type=kind if "#" in resource else "workload",
        reason=reason or f"{state} for a reason",
        file=resource.partition("#")[0],
        line=3,
        column=3,
        end_line=4,
        path="",
        practices=("P1",),
        contradicts=("P1",),
        when=when,
    )


def by_env(**states: State) -> dict[tuple[tuple[str, str], ...], State]:
    """Give worlds by the choice of Env; `others` stands for any other."""
    return {(("Env", "any other" if name == "others" else name),): state for name, state in states.items()}


def snapshot(
    *findings: Finding,
    complete: bool = True,
    said: Iterable[Said] = (),
    declared: Iterable[tuple[str, str]] = (),
    lenses: tuple[str, ...] = ("house",),
) -> Snapshot:
    here = {(one.resource, one.type) for one in findings if "#" in one.resource} | set(declared)
    roots = sorted({resource.partition("#")[0] for resource, _ in here})
    return Snapshot(
        name="orders",
        version="0.1.0",
        as_of=DAY,
        lenses=lenses,
        templates=tuple(Template(root, "CloudFormation", (root,), 1) for root in roots),
        unread=() if complete else ("the template of Inner (t.yaml:9)",),
        problems=(),
        complete=complete,
        findings=findings,
        said=tuple(said),
        declared=tuple(sorted(here)),
    )


def practice(code: str, kind: PracticeClass = "A", risk: Risk = "high") -> Practice:
    return Practice("house", code, code, "q1", "Title", risk, risk, kind, "I", None)


def house(*practices: Practice) -> Lens:
    question = Question("house", "q1", "Q1", "Who?", "security", practices)
    return Lens("house", "House rules", (), (Pillar("security", "Security", (question,)),))


def changed(
    before: Snapshot,
    after: Snapshot,
    *practices: Practice,
    answers: tuple[Mapping[str, Answer], Mapping[str, Answer]] = ({}, {}),
) -> Change:
    return change_between(Side(before, answers[0]), Side(after, answers[1]), (house(*practices),))


def kinds(change: Change) -> dict[str, str]:
    """Give what became of each resource, with the worlds."""
    return {" ".join((_short(entry), *_choices(entry))): entry.kind for entry in change.entries}


def _short(entry: Entry) -> str:
    return entry.finding.resource.partition("#")[2]


def _choices(entry: Entry) -> tuple[str, ...]:
    return tuple(choice for world in entry.worlds for _, choice in world)
