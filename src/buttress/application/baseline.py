"""Reads what `buttress review --format json` wrote back into a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import orjson

from buttress.answers.proposal import ProposalState
from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.application.member import Member, MemberError
from buttress.evidence.check import Risk
from buttress.evidence.suppressed import Suppressed
from buttress.evidence.verdict import Confidence, State
from buttress.graph.graph import Problem
from buttress.graph.suppression import KINDS

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = "2"
"""The version of the document that is written, and the one that can be read."""
STATES: Final[tuple[State, ...]] = get_args(State)
SEVERITIES: Final[tuple[Risk, ...]] = get_args(Risk)
CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)
PROPOSALS: Final[tuple[ProposalState, ...]] = get_args(ProposalState)
AGAIN: Final = "Make it again with `buttress review --format json`."


class BaselineError(Exception):
    """Says why a file cannot be what a review is compared with."""


def read_baseline(path: Path) -> Snapshot:
    """Read a JSON report from a file; raises `BaselineError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BaselineError(f"{path}: the baseline cannot be read: {error.strerror}. Look at the path.") from error
    return baseline_of(data, str(path))


def baseline_of(data: bytes, shown: str) -> Snapshot:
    """Read a JSON report; `shown` names it in messages. Raises `BaselineError`."""
    if not data.strip():
        raise BaselineError(f"{shown}: the file is empty. {AGAIN}")
    try:
        document = Member(orjson.loads(data), "")
    except orjson.JSONDecodeError as error:
        raise BaselineError(f"{shown}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}. {AGAIN}") from error
    if isinstance(document.content, dict) and "reviews" in document.content:
        raise BaselineError(
            f"{shown}: this holds the reviews of several architectures. Make it again with `buttress review --joint"
            " --format json`, as one workload."
        )
    if not isinstance(document.content, dict) or not {"schema", "version", "evidence"} <= document.content.keys():
        raise BaselineError(f"{shown}: this is no review by Buttress. {AGAIN}")
    _refuse_other_schema(document.content["schema"], shown)
    try:
        return _snapshot(document)
    except MemberError as error:
        raise BaselineError(f"{shown}: {error} {AGAIN}") from error


def _refuse_other_schema(schema: object, shown: str) -> None:
    if schema == SCHEMA:
        return
    older = isinstance(schema, str) and schema.isdigit() and int(schema) < int(SCHEMA)
    whose = "an older Buttress wrote it" if older else "a newer Buttress or another tool wrote it"
    raise BaselineError(f"{shown}: the report follows schema {schema}, this Buttress reads {SCHEMA}: {whose}. {AGAIN}")


def _snapshot(document: Member) -> Snapshot:
    return Snapshot(
        name=document.text("name"),
        version=document.text("version"),
        as_of=document.day("as_of"),
        lenses=document.texts("lenses"),
        templates=tuple(_template(root) for root in document.members("architectures")),
        unread=tuple(_unread(unread) for unread in document.members("unread")),
        problems=tuple(_problem(problem) for problem in document.members("problems")),
        complete=document.flag("complete"),
        findings=tuple(_finding(record) for record in document.members("evidence")),
        said=tuple(_said(practice) for practice in document.members("practices")),
        checks=document.number("checks"),
        declared=tuple((resource.text("id"), resource.text("type")) for resource in document.members("resources")),
    )


def _template(root: Member) -> Template:
    return Template(root.text("root"), root.text("kind"), root.texts("files"), root.number("resources"))


def _unread(unread: Member) -> str:
    return f"{unread.text('file')}:{unread.number('line')}: {unread.text('what')}"


def _problem(problem: Member) -> str:
    place = problem.text("file"), problem.number("line"), problem.number("column")
    return str(Problem(*place, problem.text("message"), problem.text("hint")))


def _finding(record: Member) -> Finding:
    return Finding(
        check=record.text("check"),
        title=record.text("title"),
        state=record.one_of("state", STATES),
        severity=record.one_of("severity", SEVERITIES),
        confidence=record.one_of("confidence", CONFIDENCES),
        resource=record.text("resource"),
        type=record.text("type"),
        reason=record.text("reason"),
        file=record.text("file"),
        line=record.number("line"),
        column=record.number("column"),
        end_line=record.number("end_line"),
        path=record.text("path"),
        practices=record.texts("practices"),
        contradicts=record.texts("contradicts"),
        when=tuple(
            Case(case.one_of("state", STATES), case.text("reason"), case.pairs("world"))
            for case in record.members("when")
        ),
        rests_on=record.texts("rests_on"),
        suppression=_suppressed(record.member("suppression")),
    )


def _suppressed(told: Member | None) -> Suppressed | None:
    if told is None:
        return None
    return Suppressed(
        kind=told.one_of("kind", KINDS),
        reason=told.text("reason"),
        owner=told.text("owner"),
        until=told.day("until") if told.get("until") is not None else None,
        expired=told.flag("expired"),
        tool=told.text("tool"),
        rule=told.text("rule"),
        file=told.text("file"),
        line=told.number("line"),
    )


def _said(practice: Member) -> Said:
    return Said(
        practice=practice.text("code"),
        state=practice.one_of("proposal", PROPOSALS),
        reasons=practice.texts("reasons"),
        deciding=tuple((found.text("check"), found.text("resource")) for found in practice.members("deciding")),
        share=_share(practice),
    )


def _share(practice: Member) -> tuple[int, int] | None:
    match practice.get("share"):
        case None:
            return None
        case [int(well), int(judged)]:
            return well, judged
    raise MemberError(f"{practice.place}.share is no pair of numbers.")
