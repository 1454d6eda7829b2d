"""What a review said, apart from the graph that it was read from: kept in the store, compared, and talked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from buttress.answers.proposal import ProposalState
    from buttress.evidence.check import Risk
    from buttress.evidence.suppressed import Suppressed
    from buttress.evidence.verdict import Confidence, State

Key = tuple[str, str]
"""What makes a finding the same over time: its check and its resource."""


@dataclass(frozen=True, slots=True)
class Case:
    """Gives the state in some worlds: `world` pairs what is open with its choice, as people read them."""

    state: State
    reason: str
    world: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Keeps one verdict of one check on one resource.

    `practices` are all codes that the check bears on, `contradicts` those that a gap speaks against. Places are as in
    `graph.location.Location`; the file is relative to the common parent of the paths that were reviewed.
    """

    check: str
    title: str
    state: State
    severity: Risk
    confidence: Confidence
    resource: str
    type: str
    reason: str
    file: str
    line: int
    column: int
    end_line: int
    path: str
    practices: tuple[str, ...]
    contradicts: tuple[str, ...]
    when: tuple[Case, ...] = ()
    rests_on: tuple[str, ...] = ()
    suppression: Suppressed | None = None

    @property
    def suppressed(self) -> bool:
        """Say whether somebody accepts it at present, or says that it is none."""
        return self.suppression is not None and not self.suppression.expired

    @property
    def key(self) -> Key:
        """Give what makes it the same finding over time."""
        return self.check, self.resource

    @property
    def place(self) -> str:
        """Give `file:line`, the form that editors and terminals open."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Said:
    """Keeps what evidence said about a practice; `deciding` are the keys of the findings that the state rests on."""

    practice: str
    state: ProposalState
    reasons: tuple[str, ...] = ()
    deciding: tuple[Key, ...] = ()
    share: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """Names one root template (or Terraform root) that was read, its kind, and how many resources it declares."""

    path: str
    kind: str
    files: tuple[str, ...]
    resources: int


@dataclass(frozen=True)
class Snapshot:
    """Keeps what one review said.

    `lenses` are the ids of the lenses that apply; `unread` says what is part of the workload and could not be looked
    into, `problems` what was wrong with the input; `complete` is whether nothing of either hid a resource. `declared`
    pairs the id and the type of every resource that is made in some world, also of those that no check looks at.
    """

    name: str
    version: str
    as_of: datetime.date
    lenses: tuple[str, ...]
    templates: tuple[Template, ...]
    unread: tuple[str, ...]
    problems: tuple[str, ...]
    complete: bool
    findings: tuple[Finding, ...]
    said: tuple[Said, ...]
    checks: int = field(default=0)
    declared: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_key(self) -> Mapping[Key, Finding]:
        """Give the findings by what makes them the same over time."""
        return {finding.key: finding for finding in self.findings}

    @cached_property
    def by_practice(self) -> Mapping[str, Said]:
        """Give what was said by the code of the practice."""
        return {said.practice: said for said in self.said}

    @cached_property
    def resources(self) -> frozenset[str]:
        """Give the ids of the resources that were judged."""
        return frozenset(finding.resource for finding in self.findings)
