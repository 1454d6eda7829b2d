"""What the lenses say otherwise, each in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.report.plain import plain

if TYPE_CHECKING:
    from buttress.answers.risk import Interval
    from buttress.answers.scorecard import Tally
    from buttress.plan.shift import AnswerShift, PillarShift, PracticeShift, QuestionShift, Stale

STATES: Final = {
    "met": "met",
    "supported": "supported",
    "partly": "partly met",
    "contradicted": "contradicted",
    "open": "open",
    "not_applicable": "not applicable",
}
DECISIONS: Final = {"present": "present", "absent": "absent", "not_applicable": "not applicable"}


def pillar_told(shift: PillarShift) -> str:
    """Tell how a pillar counts its questions now."""
    parts = [
        f"{name} risks {_tally(old)} → {_tally(new)}"
        for name, (old, new) in (("high", shift.high), ("medium", shift.medium))
        if old != new
    ]
    lens = "" if shift.lens.id == "wellarchitected" else f" ({shift.lens.name})"
    return f"{shift.pillar.name}{lens}: {'; '.join(parts)}."


def _tally(tally: Tally) -> str:
    return f"{tally.certain} certain, {tally.possible} possible"


def question_told(shift: QuestionShift) -> str:
    """Tell between which risks a question lies now."""
    return f"{shift.question.code} {shift.question.title}: {_risk(shift.before)} → {_risk(shift.after)}"


def _risk(risk: Interval) -> str:
    words = (risk.best.lower().replace("_", " "), risk.worst.lower().replace("_", " "))
    return words[0] if risk.certain else " to ".join(words)


def practice_told(shift: PracticeShift) -> str:
    """Tell what evidence says about a practice now."""
    old, new = shift.shares
    before, after = STATES[shift.before] + _share(old), STATES[shift.after] + _share(new)
    return f"{shift.practice.code} {shift.practice.title}: {before} → {after}"


def _share(share: tuple[int, int] | None) -> str:
    return f" ({share[0]} of {share[1]})" if share is not None else ""


def answer_told(shift: AnswerShift) -> str:
    """Tell how an answer changed."""
    old = DECISIONS[shift.before.decision] if shift.before is not None else "not answered"
    new = DECISIONS[shift.after.decision] if shift.after is not None else "not answered"
    by = f", by {plain(shift.after.by)} on {shift.after.at.date()}" if shift.after is not None else ""
    noted = " (with another note)" if old == new else ""
    return f"{shift.practice.code} {shift.practice.title}: {old} → {new}{noted}{by}"


def stale_told(stale: Stale) -> str:
    """Tell how evidence came to say the opposite of an answer."""
    said = f"{plain(stale.answer.by)} said {DECISIONS[stale.answer.decision]} on {stale.answer.at.date()}"
    return (
        f"{stale.practice.code} {stale.practice.title}: {said}; evidence said {STATES[stale.before]} and now says "
        f"{STATES[stale.after]}"
    )
