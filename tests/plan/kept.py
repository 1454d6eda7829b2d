"""A small kept review: practices, what evidence said of them, what people answered, made by hand."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.answers.answer import Answer
from buttress.answers.snapshot import Finding, Said, Snapshot
from buttress.answers.standing import standing_of
from buttress.evidence.suppressed import Suppressed
from buttress.lenses import Question
from buttress.lenses.guide import Effort, PracticeGuide
from buttress.plan.action import Action
from tests.answers.review import QUEUE, practice

if TYPE_CHECKING:
    from buttress.answers.answer import Decision
    from buttress.answers.proposal import ProposalState
    from buttress.answers.snapshot import Key
    from buttress.answers.standing import QuestionStanding
    from buttress.evidence.check import Risk
    from buttress.evidence.verdict import Confidence, State
    from buttress.lenses import Practice
    from buttress.lenses.guide import Size
    from buttress.plan.action import Status

DAY = datetime.date(2026, 3, 2)
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def finding(  # noqa: PLR0913 - each test says only what it is about
    check: str,
    state: State = "gap",
    name: str = "One",
    *,
    severity: Risk = "high",
    confidence: Confidence = "high",
    kind: str = QUEUE,
    practices: tuple[str, ...] = ("P1",),
) -> Finding:
    return Finding(
        check=check,
        title=f"{check} is right",
        state=state,
        severity=severity,
        confidence=confidence,
        resource=f"template.yaml#{name}",
        type=kind,
        reason="reason",
        file="template.yaml",
        line=len(name),
        column=1,
        end_line=9,
        path="",
        practices=practices,
        contradicts=practices,
    )


def accepted(gap: Finding) -> Finding:
    """Let somebody accept a gap, without an end."""
    said = Suppressed("accepted", "later", "Jane", None, expired=False, tool="", rule="", file=gap.file, line=1)
    return replace(gap, suppression=said)


def snapshot(*findings: Finding, complete: bool = True, **said: ProposalState) -> Snapshot:
    """Keep findings, and what was said of practices by code; each rests on the findings that bear on it."""
    return Snapshot(
        name="orders",
        version="1",
        as_of=DAY,
        lenses=("house",),
        templates=(),
        unread=(),
        problems=(),
        complete=complete,
        findings=findings,
        said=tuple(
            Said(code, state, deciding=tuple(each.key for each in findings if code in each.practices))
            for code, state in said.items()
        ),
    )


def answer(code: str, decision: Decision, *, seen: ProposalState | None = None, withdrawn: bool = False) -> Answer:
    return Answer(code, decision, "Jane", NOON, seen=seen, withdrawn=withdrawn)


def question(*practices: Practice, pillar: str = "security") -> Question:
    return Question("house", f"q-{pillar}", "Q1", "Who?", pillar, practices or (practice(),))


def standing(asked: Question, kept: Snapshot, *answers: Answer) -> QuestionStanding:
    return standing_of(asked, kept.by_practice, {each.practice: each for each in answers})


def guide(size: Size = "M", needs: tuple[str, ...] = (), same_as: tuple[str, ...] = ()) -> PracticeGuide:
    return PracticeGuide(
        ask="What happens?",
        dig_deeper=(),
        good_looks_like="",
        done_when="",
        if_absent="",
        steps=("Begin.",),
        effort=Effort(size, "it takes people"),
        read="",
        who=("owner",),
        needs=needs,
        same_as=same_as,
    )


def action(
    name: str,
    *findings: Key,
    status: Status = "open",
    practices: tuple[str, ...] = ("P1",),
    until: datetime.date | None = None,
) -> Action:
    return Action(name, "Title", "high", "S", practices, findings, "Begin.", status, NOON, "Jane", until=until)
