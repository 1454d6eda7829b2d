"""Turns a review into the snapshot that is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.evidence.severity import severity_of
from buttress.version import VERSION

if TYPE_CHECKING:
    from buttress.answers import Proposal
    from buttress.application.review import Review
    from buttress.evidence.record import Evidence


def snapshot_of(review: Review) -> Snapshot:
    """Give what a review said, without the graph that it was read from.

    It is complete where nothing was left unread and no problem kept a file from being read: only then is a resource
    that is not in it gone.
    """
    graph = review.graph
    return Snapshot(
        name=review.name,
        version=VERSION,
        as_of=review.today,
        lenses=tuple(answers.lens.id for answers in review.answers.lenses),
        templates=tuple(Template(root.path, root.kind, root.files, root.resources) for root in graph.roots),
        unread=tuple(f"{unread.location}: {unread.what}" for unread in graph.unread),
        problems=tuple(str(problem) for problem in review.problems),
        complete=not graph.unread and not any(problem.stops for problem in review.problems),
        findings=tuple(_finding(record) for record in review.evidence),
        said=tuple(_said(proposal) for proposal in review.answers.proposals()),
        checks=review.checks,
    )


def _finding(record: Evidence) -> Finding:
    place, links = record.location, record.check.bears_on
    return Finding(
        check=record.check.id,
        title=record.check.title,
        state=record.state,
        severity=severity_of(record.check),
        confidence=record.confidence,
        resource=record.resource,
        type=record.type,
        reason=record.reason,
        file=place.file,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        path=place.path,
        practices=tuple(link.practice for link in links),
        contradicts=tuple(link.practice for link in links if link.bearing != "supports"),
        when=tuple(Case(case.state, case.reason, case.world) for case in record.when),
        rests_on=record.rests_on,
    )


def _said(proposal: Proposal) -> Said:
    return Said(
        practice=proposal.practice.code,
        state=proposal.state,
        reasons=proposal.reasons,
        deciding=tuple((record.check.id, record.resource) for record in proposal.deciding),
        share=proposal.share,
    )
