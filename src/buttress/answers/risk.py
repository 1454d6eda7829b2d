"""The risk of a question: an interval, as long as something is open."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.proposal import Proposal, ProposalState
    from buttress.lenses.lens import PracticeClass
    from buttress.lenses.lens import Risk as PracticeRisk

Risk = Literal["UNANSWERED", "NOT_APPLICABLE", "NONE", "MEDIUM", "HIGH"]

RISKS: Final[tuple[Risk, ...]] = ("UNANSWERED", "NOT_APPLICABLE", "NONE", "MEDIUM", "HIGH")
"""From the lowest up; `UNANSWERED` is for answers of people, no proposal has it."""

PRESENT: Final[Mapping[str, tuple[bool, bool]]] = {
    "met": (True, True),
    "supported": (True, False),
    "open": (True, False),
    "partly": (False, False),
    "contradicted": (False, False),
}
"""Whether a practice counts as present when everything open turns out well, and when it turns out badly."""

Standing = tuple["PracticeRisk", bool]
"""The risk of a practice that applies, and whether it is present."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Names the least and the greatest risk that a question can have, whatever becomes of what is open."""

    best: Risk
    worst: Risk

    @property
    def certain(self) -> bool:
        """Say whether nothing open could change it."""
        return self.best == self.worst


def risk_of(standings: Iterable[Standing]) -> Risk:
    """Give the risk of a question from its practices that apply.

    Our rule, and said to be ours (AWS's for its own lenses is not public): HIGH if a practice of high risk is absent,
    else MEDIUM if one of medium risk is or if none at all is present, else NONE. So a practice of low risk alone raises
    nothing while another is present. The Serverless lens's `required`, `good` and `best` count as high, medium and low.
    Where no practice applies, neither does the question.
    """
    known = set(standings)
    if not known:
        return "NOT_APPLICABLE"
    if ("high", False) in known:
        return "HIGH"
    if ("medium", False) in known or known == {("low", False)}:
        return "MEDIUM"
    return "NONE"


def interval(proposals: Iterable[Proposal]) -> Interval:
    """Give the interval of a question from the proposals for its practices.

    A contradicted practice of class A is absent either way; one of class P, contradicted or merely supported, is absent
    only at worst, until a person decides. Partly is absent. What does not apply is left out.
    """
    return _interval(
        frozenset([(found.practice.risk, found.practice.practice_class, found.state) for found in proposals])
    )


@functools.cache
def _interval(standings: frozenset[tuple[PracticeRisk, PracticeClass, ProposalState]]) -> Interval:
    """Give the interval of practices by what they risk and what is proposed; there are few such sets."""
    known = [(risk, _presence(kind, state)) for risk, kind, state in standings if state != "not_applicable"]
    best = risk_of((risk, present) for risk, (present, _) in known)
    worst = risk_of((risk, present) for risk, (_, present) in known)
    return Interval(best, worst)


def presence(proposal: Proposal) -> tuple[bool, bool]:
    """Say whether a practice that applies is present at best, and at worst."""
    return _presence(proposal.practice.practice_class, proposal.state)


def _presence(kind: PracticeClass, state: ProposalState) -> tuple[bool, bool]:
    return (True, False) if state == "contradicted" and kind == "P" else PRESENT[state]
