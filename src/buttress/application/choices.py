"""What we already see of each choice of a question, and what was said of it: what every front end shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from buttress.application.answering import WORDS, suggested
from buttress.application.guiding import practice_guide_of
from buttress.application.offers import told_by
from buttress.lenses.lens import WORKLOAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.answers.answer import Decision
    from buttress.answers.proposal import ProposalState
    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.answers.standing import Standing
    from buttress.application.session import Offer, Session
    from buttress.application.workload import Remark
    from buttress.lenses.guide import PracticeGuide

Mark = Literal["proven", "partly", "otherwise", "open", "not_applicable"]

SIGNS: Final[Mapping[Mark, str]] = {
    "proven": "[✓]",
    "partly": "[~]",
    "otherwise": "[✗]",
    "open": "[?]",
    "not_applicable": "[-]",
}
SEEN: Final[Mapping[Mark, str]] = {
    "proven": "proven",
    "partly": "partly seen",
    "otherwise": "seen otherwise",
    "open": "open",
    "not_applicable": "nothing here that it is about",
}
MARKS: Final[Mapping[ProposalState, Mark]] = {
    "met": "proven",
    "supported": "partly",
    "partly": "otherwise",
    "contradicted": "otherwise",
    "open": "open",
    "not_applicable": "not_applicable",
}
PLACES: Final = 3
"""How many places of findings a line names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Holds all that a front end shows of a practice.

    `seen` says in one line what evidence shows, with places; `findings` are those that it rests on. `suggests` is the
    answer that evidence suggests. `missing` says that nobody present is among those who can answer.
    """

    standing: Standing
    guide: PracticeGuide
    mark: Mark
    seen: str
    findings: tuple[Finding, ...]
    suggests: Decision | None
    remarks: tuple[Remark, ...]
    offers: tuple[Offer, ...]
    missing: bool

    @property
    def code(self) -> str:
        """Give the code of the practice."""
        return self.standing.practice.code

    @property
    def answer(self) -> str:
        """Say what was answered, by whom, and what changed since; empty where nothing was."""
        answer = self.standing.answer
        if answer is None:
            return ""
        words = [WORDS[answer.decision], told_by(answer)]
        words += [f"because {answer.reason}"] * bool(answer.reason)
        words += [f"from {answer.source}"] * (answer.source not in answer.reason)
        return " · ".join([*words, *([answer.note] if answer.note else [])])

    @property
    def changed(self) -> str:
        """Say what evidence came to say against the answer; empty where it says nothing against it."""
        answer = self.standing.answer
        if answer is None or not self.standing.disputed:
            return ""
        then = SEEN[MARKS[answer.seen]] if answer.seen is not None else "nothing"
        if self.standing.stale:
            return f"changed since {told_by(answer)} said so: evidence said {then} then, and now {self.seen}"
        return f"evidence says otherwise, as it did when it was answered: {self.seen}"


def choices_of(session: Session, question: str) -> tuple[Choice, ...]:
    """Give the choices of a question; those whose answer evidence has come to dispute first, else in their order."""
    standings = sorted(
        session.standing(question).standings, key=lambda standing: (not standing.stale, not standing.disputed)
    )
    return tuple(_choice(session, standing) for standing in standings)


def choice_of(session: Session, practice: str) -> Choice:
    """Give one choice by the code of its practice."""
    return _choice(session, session.practice_standing(practice))


def _choice(session: Session, standing: Standing) -> Choice:
    practice = standing.practice
    guide = practice_guide_of(practice)
    findings = _findings(session, standing)
    mark: Mark = MARKS[standing.said.state] if standing.said is not None else "open"
    unanswered = standing.answer is None
    return Choice(
        standing=standing,
        guide=guide,
        mark=mark,
        seen=_seen(standing, mark, findings),
        findings=findings,
        suggests=suggested(standing),
        remarks=session.remarks_on(practice.code),
        offers=session.offers.get(practice.code, ()) if unanswered else (),
        missing=not any(role in session.roles for role in guide.who),
    )


def _findings(session: Session, standing: Standing) -> tuple[Finding, ...]:
    if session.snapshot is None or standing.said is None:
        return ()
    known = session.snapshot.by_key
    deciding = tuple(known[key] for key in standing.said.deciding if key in known)
    return deciding or _bearing(session.snapshot, standing.practice.code)


def _bearing(snapshot: Snapshot, code: str) -> tuple[Finding, ...]:
    """Give what was found where nothing decides: what is not known first, as that says what to ask for."""
    found = [f for f in snapshot.findings if code in f.practices and f.state in {"unknown", "gap", "met"}]
    return tuple(sorted(found, key=lambda finding: finding.state != "unknown"))


def _seen(standing: Standing, mark: Mark, findings: Sequence[Finding]) -> str:
    words = SEEN[mark]
    if standing.said is not None and standing.said.share is not None:
        well, of = standing.said.share
        words += f", {well} of {of} do well"
    telling = _telling(mark, findings)
    if telling:
        places = _places(telling)
        words += f": {places} · {telling[0].reason}" if places else f": {telling[0].reason}"
    elif standing.said is not None and standing.said.reasons and mark != "not_applicable":
        words += f": {standing.said.reasons[0]}"
    return words


def _telling(mark: Mark, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give the findings that a mark rests on: gaps where something is seen otherwise, else what is met."""
    wanted = {"otherwise": "gap", "open": "unknown"}.get(mark, "met")
    telling = tuple(finding for finding in findings if finding.state == wanted)
    return tuple(finding for finding in telling if finding.reason == telling[0].reason) if mark == "open" else telling


def _places(findings: Sequence[Finding]) -> str:
    places = list(dict.fromkeys(f.place for f in findings if (f.resource, f.state) != (WORKLOAD, "unknown")))
    more = len(places) - PLACES
    return ", ".join(places[:PLACES]) + (f" and {more} more" if more > 0 else "")
