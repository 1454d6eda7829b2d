"""Makes a snapshot of a review: what it said, without the graph that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.answers.scope import Scope
from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.evidence.severity import severity_of
from buttress.version import VERSION

if TYPE_CHECKING:
    from buttress.answers import Proposal
    from buttress.application.review import Review
    from buttress.evidence.check import Check
    from buttress.evidence.record import Evidence


def snapshot_of(review: Review) -> Snapshot:
    """Give what a review said."""
    graph = review.graph
    return Snapshot(
        name=review.name,
        version=VERSION,
        as_of=review.today,
        lenses=tuple(lens.lens.id for lens in review.answers.lenses),
        templates=tuple(Template(root.path, root.kind, root.files, root.resources) for root in graph.roots),
        unread=tuple(f"{unread.location}: {unread.what}" for unread in graph.unread),
        problems=tuple(str(problem) for problem in review.problems),
        complete=complete(review),
        findings=tuple(_finding(record) for record in review.evidence),
        said=tuple(_said(proposal) for proposal in review.answers.proposals()),
        checks=review.checks,
        declared=declared(review),
    )


def complete(review: Review) -> bool:
    """Say whether nothing that could not be read hides a resource."""
    return not review.graph.unread and not any(problem.stops for problem in review.problems)


def declared(review: Review) -> tuple[tuple[str, str], ...]:
    """Give the id and the type of every resource that is made in some world, in order."""
    scope = Scope(review.graph, review.evidence)
    return tuple(sorted((found, name) for name in review.graph.by_type for found in scope.resources(name)))


def contradicted_by(check: Check) -> tuple[str, ...]:
    """Give the codes of the practices that a gap of a check speaks against."""
    return tuple(link.practice for link in check.bears_on if link.bearing != "supports")


def _finding(record: Evidence) -> Finding:
    place = record.location
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
        practices=tuple(link.practice for link in record.check.bears_on),
        contradicts=contradicted_by(record.check),
        when=tuple(Case(case.state, case.reason, case.world) for case in record.when),
        rests_on=record.rests_on,
        suppression=record.suppression,
    )


def _said(proposal: Proposal) -> Said:
    return Said(
        practice=proposal.practice.code,
        state=proposal.state,
        reasons=proposal.reasons,
        deciding=tuple((record.check.id, record.resource) for record in proposal.deciding),
        share=proposal.share,
    )
