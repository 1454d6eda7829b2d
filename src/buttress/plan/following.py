"""What becomes of actions when there is new evidence, a new answer, or a new day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from buttress.answers.snapshot import Finding, Key, Snapshot
    from buttress.answers.standing import Standing
    from buttress.plan.action import Action

EVIDENCE = "evidence"
"""Who changed an action when it was no person."""


def followed(
    actions: Iterable[Action],
    snapshot: Snapshot | None,
    standings: Iterable[Standing],
    at: datetime.datetime,
) -> tuple[Action, ...]:
    """Give the actions that change, as they are afterwards.

    An action for gaps of a check closes only when each of them is met, or its resource is gone and everything was read;
    a verdict that became unknown, that is suppressed, or that a check no longer gives, closes nothing. It comes back to
    be done when one of its gaps is there again, or another place has the same one; where a person closed it in view of
    its gaps (class P), only by another place, until evidence has seen them closed. An action for a practice closes when
    somebody answers that it is in place, or when it does not apply, and comes back with a "no". A risk is accepted
    until the end of its last day.
    """
    known = {standing.practice.code: standing for standing in standings}
    changed = []
    for action in actions:
        after = _lapsed(action, at)
        if action.findings:
            after = after if snapshot is None else _by_evidence(after, snapshot, at)
        elif action.id in known:
            after = _by_answer(after, known[action.id], at)
        if after != action:
            changed.append(after)
    return tuple(changed)


def by_people(action: Action, practices: Mapping[str, Standing]) -> bool:
    """Say whether a person may close an action: where no practice of class A waits for evidence."""
    classes = {practices[code].practice.practice_class for code in action.practices if code in practices}
    return not action.findings or "A" not in classes


def _lapsed(action: Action, at: datetime.datetime) -> Action:
    """Put a risk that was accepted until a day that has passed back among the open actions."""
    if action.status != "accepted" or action.until is None or at.date() <= action.until:
        return action
    reason = f"the risk was accepted until {action.until.isoformat()}: {action.reason}"
    return replace(action, status="open", reason=reason, until=None, at=at, by="")


def _by_evidence(action: Action, snapshot: Snapshot, at: datetime.datetime) -> Action:
    gaps = tuple(f.key for f in snapshot.findings if f.check == action.id and f.state == "gap" and not f.suppressed)
    seen = tuple(dict.fromkeys((*action.findings, *gaps)))
    if action.status == "closed":
        return _back(action, gaps, at)
    if all(_right(key, snapshot) for key in seen) and action.status != "accepted":
        return replace(action, status="closed", reason=_why_closed(seen, snapshot), at=at, by=EVIDENCE)
    new = [key for key in gaps if key not in action.findings]
    return replace(action, findings=seen, at=at, by=EVIDENCE) if new else action


def _back(action: Action, gaps: tuple[Key, ...], at: datetime.datetime) -> Action:
    """Re-open a closed action whose gap is there again, or is somewhere else."""
    new = tuple(key for key in gaps if key not in action.findings)
    again = () if action.by != EVIDENCE else tuple(key for key in gaps if key in action.findings)
    if not gaps and action.by != EVIDENCE:
        return replace(action, reason=f"{action.reason}; evidence shows no gap any more", at=at, by=EVIDENCE)
    if not new and not again:
        return action
    reason = f"the gap came back: {_places(again)}" if again else f"the gap is in a new place: {_places(new)}"
    return replace(action, status="open", findings=(*action.findings, *new), reason=reason, at=at, by=EVIDENCE)


def _places(gaps: Iterable[Key]) -> str:
    return ", ".join(resource for _, resource in gaps)


def _right(key: Key, snapshot: Snapshot) -> bool:
    """Say whether evidence shows that a gap is closed."""
    finding: Finding | None = snapshot.by_key.get(key)
    if finding is not None:
        return finding.state == "met"
    return snapshot.complete and key[1] not in snapshot.resources and key[1] not in dict(snapshot.declared)


def _why_closed(keys: Iterable[Key], snapshot: Snapshot) -> str:
    found = list(keys)
    met = sum(key in snapshot.by_key for key in found)
    parts = [f"{met} of {len(found)} met" if met else "", f"{len(found) - met} gone" if met < len(found) else ""]
    return "evidence shows it: " + ", ".join(part for part in parts if part)


def _by_answer(action: Action, standing: Standing, at: datetime.datetime) -> Action:
    """Follow the answer to the practice that an action is for."""
    answer = standing.answer
    in_place = not standing.applies or (standing.decided and standing.presence == (True, True))
    by = answer.by if answer is not None else EVIDENCE
    if action.status in {"open", "reported"} and in_place:
        return replace(action, status="closed", reason="the practice is in place, or does not apply", at=at, by=by)
    if action.status == "closed" and answer is not None and answer.decision == "absent" and not standing.stale:
        return replace(action, status="open", reason="the practice was answered with no again", at=at, by=by)
    return action
