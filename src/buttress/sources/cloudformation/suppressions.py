"""Reads what templates say about gaps: in `Metadata`, and in comments.

Ours stands in the metadata of a resource, or of the template with an optional `resource`:

    Metadata:
      Buttress:
        Suppress:
          - {check: sqs-dead-letter-queue, kind: accepted, reason: …, owner: jane, until: 2027-01-31}

A comment says the same in a line: see `suppression_comments`. What was written for checkov, cfn-lint and cdk-nag is
read where one of their rules means what one of our checks means (`facts.foreign_suppressions`).
"""

from __future__ import annotations

import base64
import binascii
import datetime
from typing import TYPE_CHECKING, Final

from buttress.facts.foreign_suppressions import checks_meant_by
from buttress.graph.graph import Problem
from buttress.graph.node import LIST, MAP, SCALAR
from buttress.graph.suppression import BEGIN, END, KINDS, Suppression
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.graph.location import Location
    from buttress.graph.node import Node
    from buttress.graph.suppression import Kind, Position

WORDS: Final = ("uttress", "checkov", "cfn-lint", "cdk_nag")
"""A text without any of these holds no suppression."""

Found = Suppression | Problem


@dataclass(frozen=True, slots=True)
class Subject:
    """Names what a suppression is about: a resource by its logical id, empty for the whole template, and its extent.

    `named` says that the resource is meant by its name wherever it is declared.
    """

    name: str
    extent: tuple[Position, Position] = (BEGIN, END)
    named: bool = False


WHOLE: Final = Subject("")


def subjects_of(resources: Mapping[str, Node]) -> dict[str, Subject]:
    """Give each resource's extent: from its key to that of the next one."""
    begins = sorted((node.line, node.column, name) for name, node in resources.items())
    ends = [(line, column) for line, column, _ in begins[1:]] + [END]
    return {name: Subject(name, ((line, column), end)) for (line, column, name), end in zip(begins, ends, strict=True)}


def in_metadata(root: Node, resources: Mapping[str, Node]) -> Iterator[Found]:
    """Give the suppressions in the metadata of a template and of its resources, and what is wrong with them."""
    subjects = subjects_of(resources)
    yield from _ours(_member(root, "Metadata", "Buttress", "Suppress"), WHOLE, subjects)
    yield from _cfn_lint(root, WHOLE)
    for name, node in resources.items():
        yield from _ours(_member(node, "Metadata", "Buttress", "Suppress"), subjects[name], {})
        yield from _cfn_lint(node, subjects[name])
        yield from _checkov(node, subjects[name])
        yield from _cdk_nag(node, subjects[name])


def made(kind: Kind, check: str, subject: Subject, said: Mapping[str, str], place: Location) -> Found:
    """Make a suppression of what was said, or the problem that says what lacks: it does not count then."""
    lacks = [name for name in ("reason", "owner") if not said.get(name, "").strip()]
    until = said.get("until", "").strip()
    if kind == "accepted" and not until:
        lacks.append("until (its last day)")
    if lacks:
        hint = (
            "An accepted risk needs all three: reason, owner, until."
            if kind == "accepted"
            else "Say why, and who says so."
        )
        return problem(place, f"the suppression of {check} lacks {' and '.join(lacks)}, so it does not count.", hint)
    try:
        day = datetime.date.fromisoformat(until) if until else None
    except ValueError:
        return problem(
            place,
            f"the suppression of {check} ends on {until!r}, which is no day, so it does not count.",
            "Write it as YYYY-MM-DD.",
        )
    return Suppression(
        kind,
        check,
        subject.name,
        said["reason"].strip(),
        said["owner"].strip(),
        day,
        place,
        subject.extent,
        named=subject.named,
    )


def foreign(tool: str, rule: str, subject: Subject, reason: str, place: Location) -> Iterator[Suppression]:
    """Make suppressions of what was written for another tool: accepted, by nobody named and without an end."""
    for check in checks_meant_by(tool, rule):
        yield Suppression(
            "accepted", check, subject.name, " ".join(reason.split()), "", None, place, subject.extent, tool, rule
        )


def _ours(listed: Node | None, subject: Subject, subjects: Mapping[str, Subject]) -> Iterator[Found]:
    if listed is None:
        return
    if listed.kind != LIST:
        yield problem(listed.location, "Buttress.Suppress is no list.", "Write a list with one entry for each check.")
        return
    for entry in listed.value:
        yield _entry(entry, subject, subjects)


def _entry(entry: Node, subject: Subject, subjects: Mapping[str, Subject]) -> Found:
    said = _texts(entry)
    check, kind, name = said.get("check", ""), said.get("kind", ""), said.get("resource", "")
    known = next((word for word in KINDS if word == kind), None)
    if not check or known is None:
        return problem(
            entry.location,
            "this suppression does not count: it names no check, or its kind is neither accepted nor false-positive.",
            "Write {check: …, kind: accepted, reason: …, owner: …, until: YYYY-MM-DD}.",
        )
    if name and subject is WHOLE and name not in subjects:
        return problem(
            entry.location,
            f"the suppression of {check} names {name}, which is no resource here.",
            "Name one of this template.",
        )
    return made(known, check, subjects.get(name, subject), said, entry.location)


def _cfn_lint(node: Node, subject: Subject) -> Iterator[Found]:
    ignored = _member(node, "Metadata", "cfn-lint", "config", "ignore_checks")
    for rule in _items(ignored):
        yield from foreign("cfn-lint", str(rule.value), subject, "", rule.location)


def _checkov(node: Node, subject: Subject) -> Iterator[Found]:
    for skip in _items(_member(node, "Metadata", "checkov", "skip")):
        said = _texts(skip)
        yield from foreign("checkov", said.get("id", ""), subject, said.get("comment", ""), skip.location)


def _cdk_nag(node: Node, subject: Subject) -> Iterator[Found]:
    for rule in _items(_member(node, "Metadata", "cdk_nag", "rules_to_suppress")):
        said = _texts(rule)
        yield from foreign("cdk-nag", said.get("id", ""), subject, _decoded(said), rule.location)


def _decoded(said: Mapping[str, str]) -> str:
    """Give a reason; cdk-nag encodes those that are not plain ASCII."""
    reason = said.get("reason", "")
    if said.get("is_reason_encoded", "").lower() != "true":
        return reason
    try:
        return base64.b64decode(reason, validate=True).decode("utf-8", "replace")
    except binascii.Error:
        return reason


def _member(node: Node | None, *path: str) -> Node | None:
    for name in path:
        if node is None or node.kind != MAP or not isinstance(node.value, dict):
            return None
        node = node.value.get(name)
    return node


def _items(listed: Node | None) -> Sequence[Node]:
    return listed.value if listed is not None and listed.kind == LIST else ()


def _texts(node: Node) -> dict[str, str]:
    """Give the plain values of a map as they are written."""
    if node.kind != MAP:
        return {}
    return {name: str(member.value) for name, member in node.value.items() if member.kind == SCALAR}


def problem(place: Location, message: str, hint: str) -> Problem:
    """Say what is wrong with a suppression at a place."""
    return Problem(place.file, place.line, place.column, message, hint)
