"""The review as a JSON document: the contract that other programs read.

Its JSON Schema is `review.schema.json` beside this module; `schema` in the document says which version of it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from buttress.answers import scorecard
from buttress.application.baseline import SCHEMA
from buttress.application.snapshotting import complete, contradicted_by, declared
from buttress.evidence.severity import severity_of
from buttress.version import VERSION

if TYPE_CHECKING:
    from buttress.answers import LensAnswers, PillarAnswers, Proposal, QuestionAnswers
    from buttress.application.review import Review
    from buttress.evidence.record import Evidence
    from buttress.evidence.suppressed import Suppressed
    from buttress.evidence.suppression import Use
    from buttress.graph.origin import Origin
    from buttress.plan.items import Item


def document_of(review: Review) -> dict[str, Any]:
    """Give the review as plain values, sorted, with nothing that differs between two equal runs."""
    return {
        "version": VERSION,
        "schema": SCHEMA,
        "name": review.name,
        "as_of": review.today.isoformat(),
        "architectures": [
            {"root": root.path, "kind": root.kind, "files": list(root.files), "resources": root.resources}
            for root in review.graph.roots
        ],
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "hint": problem.hint,
                "stops": problem.stops,
            }
            for problem in review.problems
        ],
        "unread": [
            {"kind": unread.kind, "what": unread.what, "file": unread.location.file, "line": unread.location.line}
            for unread in review.graph.unread
        ],
        "complete": complete(review),
        "checks": review.checks,
        "lenses": [lens.lens.id for lens in review.answers.lenses],
        "resources": [{"id": found, "type": name} for found, name in declared(review)],
        "evidence": [_evidence(record) for record in review.evidence],
        "practices": [_proposal(proposal) for proposal in review.answers.proposals()],
        "questions": [_question(question) for question in review.answers.questions()],
        "pillars": [_pillar(lens, pillar) for lens in review.answers.lenses for pillar in lens.pillars],
        "suppressions": [_use(use) for use in review.suppressions],
        "plan": [_item(item) for item in review.plan],
    }


def as_json(review: Review) -> str:
    """Write the document as indented JSON that ends in a newline."""
    return orjson.dumps(document_of(review), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _evidence(record: Evidence) -> dict[str, Any]:
    place = record.location
    origin = {"origin": _origin(record.origin)} if record.origin is not None else {}
    return {
        "check": record.check.id,
        "title": record.check.title,
        "state": record.state,
        "severity": severity_of(record.check),
        "confidence": record.confidence,
        "resource": record.resource,
        "type": record.type,
        "reason": record.reason,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "path": place.path,
        "practices": [link.practice for link in record.check.bears_on],
        "contradicts": list(contradicted_by(record.check)),
        "when": [{"state": case.state, "reason": case.reason, "world": dict(case.world)} for case in record.when],
        "rests_on": list(record.rests_on),
        "suppression": suppression_of(record.suppression),
        **origin,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    """Give what a resource comes from: the construct, the line of the program that made it, and local code."""
    place = origin.place
    line = {"file": place.file, "line": place.line, "column": place.column} if place is not None else None
    return {"path": origin.path, "place": line, "code": origin.code or None}


def suppression_of(told: Suppressed | None) -> dict[str, Any] | None:
    """Give what somebody wrote about a finding."""
    if told is None:
        return None
    return {
        "kind": told.kind,
        "reason": told.reason,
        "owner": told.owner,
        "until": told.until.isoformat() if told.until is not None else None,
        "expired": told.expired,
        "tool": told.tool,
        "rule": told.rule,
        "file": told.file,
        "line": told.line,
    }


def _use(use: Use) -> dict[str, Any]:
    one = use.suppression
    return {
        "kind": one.kind,
        "check": one.check,
        "resource": one.resource,
        "reason": one.reason,
        "owner": one.owner,
        "until": one.until.isoformat() if one.until is not None else None,
        "expired": use.expired,
        "tool": one.tool,
        "rule": one.rule,
        "file": one.location.file,
        "line": one.location.line,
        "findings": use.findings,
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    practice = proposal.practice
    counts = proposal.counts
    return {
        "lens": practice.lens,
        "code": practice.code,
        "choice_id": practice.choice_id,
        "question_id": practice.question_id,
        "title": practice.title,
        "class": practice.practice_class,
        "risk": practice.risk,
        "proposal": proposal.state,
        "share": list(proposal.share) if proposal.share is not None else None,
        "counts": {
            "met": counts.met,
            "gap": counts.gap,
            "unknown": counts.unknown,
            "not_applicable": counts.not_applicable,
        },
        "coverage": None if practice.practice_class == "C" else proposal.state not in ("open", "not_applicable"),
        "reasons": list(proposal.reasons),
        "deciding": [{"check": found.check.id, "resource": found.resource} for found in proposal.deciding],
    }


def _question(question: QuestionAnswers) -> dict[str, Any]:
    return {
        "lens": question.question.lens,
        "code": question.question.code,
        "id": question.question.id,
        "title": question.question.title,
        "pillar": question.question.pillar,
        "risk": {"best": question.risk.best, "worst": question.risk.worst},
        "open": [proposal.practice.code for proposal in question.proposals if proposal.state == "open"],
    }


def _pillar(lens: LensAnswers, pillar: PillarAnswers) -> dict[str, Any]:
    card = scorecard(pillar)
    return {
        "lens": lens.lens.id,
        "id": pillar.pillar.id,
        "name": pillar.pillar.name,
        "high": {"certain": card.high.certain, "possible": card.high.possible},
        "medium": {"certain": card.medium.certain, "possible": card.medium.possible},
        "none": card.none,
        "not_applicable": card.not_applicable,
        "coverage": {"said": card.coverage.said, "of": card.coverage.of},
        "to_talk_about": list(card.to_talk_about),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "check": item.check.id,
        "title": item.check.title,
        "severity": item.severity,
        "why": item.why,
        "first_step": item.first_step,
        "practices": list(item.practices),
        "count": len(item.gaps),
        "judged": item.judged,
        "places": [
            {"resource": gap.resource, "file": gap.location.file, "line": gap.location.line, "reason": gap.reason}
            for gap in item.gaps
        ],
        **_fix(item),
    }


def _fix(item: Item) -> dict[str, Any]:
    """Give what `buttress fix` can set for the gaps of an item, nothing where people decide."""
    fixes = (item.check.fix_for(gap.type) for gap in item.gaps)
    fix = next((one for one in fixes if one is not None), None)
    return {} if fix is None else {"fix": {"title": fix.title, "safe": fix.safe}}
