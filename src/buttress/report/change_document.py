"""What changed, as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from buttress.plan.entry import KINDS
from buttress.report.change_notes import notes
from buttress.report.change_words import lead, told
from buttress.report.document import suppression_of
from buttress.report.suppression_words import suppressed_among
from buttress.version import VERSION

if TYPE_CHECKING:
    from buttress.answers.answer import Answer
    from buttress.answers.risk import Interval
    from buttress.answers.scorecard import Tally
    from buttress.answers.snapshot import Finding
    from buttress.application.comparing import Comparison, Named
    from buttress.plan.change import Change
    from buttress.plan.change import Named as Pairs
    from buttress.plan.entry import Entry
    from buttress.plan.shift import PillarShift, Shifts

SCHEMA: Final = "1"


def as_json(comparison: Comparison) -> str:
    """Write the change as indented JSON that ends in a newline."""
    document = {"version": VERSION, "change_schema": SCHEMA, **document_of(comparison)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def document_of(comparison: Comparison) -> dict[str, Any]:
    """Give the change as plain values, sorted."""
    change = comparison.change
    return {
        "before": side_of(comparison.before),
        "after": side_of(comparison.after),
        "told": lead(comparison),
        "notes": list(notes(comparison.before, comparison.after, change)),
        "suppressed": [
            {"check": one.check, "resource": one.resource, "suppression": suppression_of(one.suppression)}
            for one in suppressed_among(comparison.after.side.snapshot.findings)
        ],
        **parts_of(change),
    }


def parts_of(change: Change) -> dict[str, Any]:
    """Give all that changed."""
    return {
        "counts": {**{kind: len(change.of(kind)) for kind in KINDS}, "still_open": change.still_open},
        "moved": [{"from": old, "to": new} for old, new in change.moved],
        "new_resources": _resources(change.new_resources),
        "gone_resources": _resources(change.gone_resources),
        "new_checks": list(change.new_checks),
        "gone_checks": list(change.gone_checks),
        "lenses": {"came": list(change.lenses[0]), "went": list(change.lenses[1])},
        "findings": [entry_of(entry) for entry in change.entries],
        **_shifts(change.shifts),
    }


def entry_of(entry: Entry) -> dict[str, Any]:
    """Give what became of a finding."""
    found = entry.finding
    return {
        "kind": entry.kind,
        "check": found.check,
        "title": found.title,
        "severity": found.severity,
        "resource": found.resource,
        "type": found.type,
        "practices": list(found.contradicts),
        "worlds": [dict(world) for world in entry.worlds],
        "told": told(entry),
        "before": _finding(entry.before, entry.was),
        "after": _finding(entry.after, entry.now),
    }


def side_of(named: Named) -> dict[str, Any]:
    """Give one side: how it is called, and how it was reviewed."""
    snapshot = named.side.snapshot
    return {
        "name": named.name,
        "workload": snapshot.name,
        "as_of": snapshot.as_of.isoformat(),
        "buttress": snapshot.version,
        "complete": snapshot.complete,
        "absent": named.absent,
    }


def _resources(pairs: Pairs) -> list[dict[str, str]]:
    return [{"id": found, "type": name} for found, name in pairs]


def _finding(found: Finding | None, reason: str) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "state": found.state,
        "reason": reason,
        "file": found.file,
        "line": found.line,
        "suppression": suppression_of(found.suppression),
    }


def _shifts(shifts: Shifts) -> dict[str, Any]:
    return {
        "practices": [
            {
                "code": shift.practice.code,
                "title": shift.practice.title,
                "before": shift.before,
                "after": shift.after,
                "share_before": shift.shares[0],
                "share_after": shift.shares[1],
            }
            for shift in shifts.practices
        ],
        "questions": [
            {
                "code": shift.question.code,
                "title": shift.question.title,
                "pillar": shift.question.pillar,
                "before": _interval(shift.before),
                "after": _interval(shift.after),
            }
            for shift in shifts.questions
        ],
        "pillars": [_pillar(shift) for shift in shifts.pillars],
        "answers": [
            {"code": shift.practice.code, "before": _answer(shift.before), "after": _answer(shift.after)}
            for shift in shifts.answers
        ],
        "stale": [
            {"code": stale.practice.code, "answer": _answer(stale.answer), "before": stale.before, "after": stale.after}
            for stale in shifts.stale
        ],
    }


def _interval(risk: Interval) -> dict[str, str]:
    return {"best": risk.best, "worst": risk.worst}


def _pillar(shift: PillarShift) -> dict[str, Any]:
    tallies = {"high": shift.high, "medium": shift.medium}
    return {
        "lens": shift.lens.id,
        "id": shift.pillar.id,
        "name": shift.pillar.name,
        **{name: {"before": _tally(old), "after": _tally(new)} for name, (old, new) in tallies.items()},
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"certain": tally.certain, "possible": tally.possible}


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {"decision": answer.decision, "by": answer.by, "at": answer.at.isoformat(), "note": answer.note}
