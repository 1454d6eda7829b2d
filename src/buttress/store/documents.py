"""Documents: what is large is kept once, compressed, by the SHA-256 of its canonical form."""

from __future__ import annotations

import datetime
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from buttress.answers.answer import Answer
from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.application.canonical import canonical, digest_of
from buttress.application.milestone import State
from buttress.application.store import StoreError
from buttress.application.workload import Participant, Remark, Workload
from buttress.evidence.suppressed import Suppressed
from buttress.plan.action import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVEL = 6
"""zlib's own default: a snapshot takes a twentieth of its size, in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Document:
    """Holds a document as it is kept."""

    digest: str
    packed: bytes


def document_of(value: object) -> Document:
    """Make the document of some data."""
    content = canonical(value)
    return Document(digest_of(content), zlib.compress(content, LEVEL))


def state_document(state: State, snapshot: Document | None) -> Document:
    """Make the document of a state, which names its snapshot by the digest instead of holding it."""
    parts = {name: getattr(state, name) for name in ("workload", "answers", "remarks", "participants", "actions")}
    return document_of({**parts, "snapshot": snapshot.digest if snapshot else None})


def unpacked(packed: bytes) -> bytes | None:
    """Give the content of a document, None where it is damaged."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None


def content_of(packed: bytes, digest: str | None, what: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Read a document; raises `StoreError` where it is damaged, or is not what its digest says."""
    content = unpacked(packed)
    if content is None or (digest is not None and digest_of(content) != digest):
        raise StoreError(f"{what} is damaged: it is not what was kept. buttress verify tells what else is.")
    return orjson.loads(content)


def snapshot_from(entry: Mapping[str, Any]) -> Snapshot:
    """Make a snapshot of what its document holds."""
    return Snapshot(
        name=entry["name"],
        version=entry["version"],
        as_of=datetime.date.fromisoformat(entry["as_of"]),
        lenses=tuple(entry["lenses"]),
        templates=tuple(
            Template(one["path"], one["kind"], tuple(one["files"]), one["resources"]) for one in entry["templates"]
        ),
        unread=tuple(entry["unread"]),
        problems=tuple(entry["problems"]),
        complete=entry["complete"],
        findings=tuple(map(_finding, entry["findings"])),
        said=tuple(map(_said, entry["said"])),
        checks=entry["checks"],
        declared=_pairs(entry.get("declared", [])),
    )


def state_from(entry: Mapping[str, Any], snapshot: Snapshot | None) -> State:
    """Make a state of what its document holds, and of the snapshot that it names."""
    return State(
        workload=_workload(entry["workload"]),
        snapshot=snapshot,
        answers=tuple(Answer(**_timed(one)) for one in entry["answers"]),
        remarks=tuple(Remark(**_timed(one)) for one in entry["remarks"]),
        participants=tuple(
            Participant(**{**_timed(one), "roles": tuple(one["roles"])}) for one in entry["participants"]
        ),
        actions=tuple(map(_action, entry["actions"])),
    )


def _finding(entry: dict[str, Any]) -> Finding:
    entry["practices"] = tuple(entry["practices"])
    entry["contradicts"] = tuple(entry["contradicts"])
    entry["rests_on"] = tuple(entry["rests_on"])
    entry["when"] = tuple(Case(case["state"], case["reason"], _pairs(case["world"])) for case in entry["when"])
    entry["suppression"] = _suppressed(entry.get("suppression"))
    return Finding(**entry)


def _suppressed(entry: dict[str, Any] | None) -> Suppressed | None:
    return None if entry is None else Suppressed(**{**entry, "until": _day(entry["until"])})


def _said(entry: dict[str, Any]) -> Said:
    entry["reasons"] = tuple(entry["reasons"])
    entry["deciding"] = _pairs(entry["deciding"])
    entry["share"] = None if entry["share"] is None else tuple(entry["share"])
    return Said(**entry)


def _workload(entry: Mapping[str, Any]) -> Workload:
    lists = {name: tuple(entry[name]) for name in ("paths", "parameter_files")}
    pairs = {name: _pairs(entry[name]) for name in ("given", "lenses")}
    return Workload(**{**_timed(entry), **lists, **pairs})


def _action(entry: Mapping[str, Any]) -> Action:
    days = {name: _day(entry[name]) for name in ("due", "until")}
    lists = {"practices": tuple(entry["practices"]), "findings": _pairs(entry["findings"])}
    return Action(**{**_timed(entry), **days, **lists})


def _timed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry, "at": datetime.datetime.fromisoformat(entry["at"])}


def _day(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


def _pairs(values: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in values)
