"""Proves that what was kept is what is there: milestones and their chain, documents and their digests, histories."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from buttress.application.canonical import canonical, digest_of
from buttress.application.milestone import FIRST
from buttress.application.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buttress.application.milestone import Milestone

EntryKey = tuple[str, str, int]
"""What it is (`answer`), which one (a practice), and its revision."""

PARTS = (("answers", "answer", "practice"), ("remarks", "remark", "number"), ("participants", "participant", "name"))
"""The lists of a state, what each holds, and the field that tells one from another; actions and the workload apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds one revision of something as it is kept now: `item` is a dataclass of the domain, None for a review."""

    what: str
    key: str
    revision: int
    item: object | None


@dataclass(frozen=True, slots=True)
class Marked:
    """Holds a milestone as it is kept now, with the hash that was written beside it.

    `state` is the canonical JSON of its state, which names the snapshot by the digest; None where it is damaged.
    """

    milestone: Milestone
    hash: str
    snapshot: str | None
    state: bytes | None


@dataclass(frozen=True, slots=True)
class Named:
    """Says where a document is named: `what` is `snapshot` or `lens version`."""

    what: str
    digest: str
    where: str


class Archive(Protocol):
    """Gives what a store holds without judging it; each raises `StoreError` where rows cannot be read at all."""

    def kept_workloads(self) -> Sequence[str]:
        """Give the names of all workloads, whatever else is left of them."""
        ...

    def kept_entries(self, workload: str) -> Sequence[Entry]:
        """Give every revision of everything of a workload."""
        ...

    def kept_milestones(self, workload: str) -> Sequence[Marked]:
        """Give the milestones of a workload, by number."""
        ...

    def kept_names(self, workload: str) -> Sequence[Named]:
        """Give where the documents that a workload needs are named."""
        ...

    def kept_document(self, what: str, digest: str) -> bytes | None:
        """Give the content of a document, None where it is gone or damaged."""
        ...


@dataclass(frozen=True, slots=True)
class Defect:
    """Names something that is not as it was kept: where, and what is wrong with it."""

    workload: str
    where: str
    what: str

    def __str__(self) -> str:
        """Give it as a sentence."""
        return f"{self.workload}: {self.where} {self.what}" if self.workload else f"{self.where} {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """Tells what was looked at and what is wrong; `newest` pairs each workload with its newest milestone's hash."""

    workloads: int
    milestones: int
    defects: tuple[Defect, ...]
    newest: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        """Say whether all is as it was kept."""
        return not self.defects


@dataclass(slots=True)
class _Walk:
    """Remembers the documents of the workload that is looked at, and the hashes of all milestones so far."""

    archive: Archive
    contents: dict[tuple[str, str], bytes | None] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)

    def document(self, what: str, name: str) -> bytes | None:
        """Give the content of a document, None where it is gone, damaged, or not what its digest says."""
        if (what, name) not in self.contents:
            content = self.archive.kept_document(what, name)
            sound = content is not None and digest_of(content) == name
            self.contents[what, name] = content if sound else None
        return self.contents[what, name]


def verify(archive: Archive, workloads: Iterable[str] | None = None, expect: str = "") -> Verification:
    """Recompute every hash of some workloads (of all without) from what is stored, and name all that does not agree.

    Looked at are: the content of each milestone's state, its record, and the chain of its hashes; the digests of
    snapshots and lens versions; holes in the histories of answers, remarks, people, actions and reviews; and whether
    what a milestone holds still stands in those histories as it did then.

    What this cannot show: somebody who may write to the database can take the newest milestones away, or write the
    whole chain anew, and what is left agrees with itself. An answer that no milestone holds yet can be changed without
    a trace. So write a hash down somewhere else (a ticket, a mail, a tag): `expect` is such a hash, and has to be that
    of one of the milestones; then nothing up to that milestone was changed or taken away.
    """
    walk, names = _Walk(archive), sorted(archive.kept_workloads() if workloads is None else workloads)
    defects: list[Defect] = []
    newest: list[tuple[str, str]] = []
    for name in names:
        try:
            defects.extend(_of_workload(walk, name, newest))
        except StoreError as error:
            defects.append(Defect(name, "what is kept of it", f"cannot be read. {error}"))
    if expect and expect not in walk.hashes:
        defects.append(Defect("", f"the hash {expect}", "is that of no milestone: it was changed, or taken away."))
    return Verification(len(names), len(walk.hashes), tuple(defects), tuple(newest))


def _of_workload(walk: _Walk, name: str, newest: list[tuple[str, str]]) -> Iterator[Defect]:
    walk.contents.clear()
    entries = walk.archive.kept_entries(name)
    held = {(entry.what, entry.key, entry.revision): entry.item for entry in entries}
    if not any(entry.what == "workload" for entry in entries):
        yield Defect(name, "the workload", "has lost what was kept of it.")
    yield from (Defect(name, where, what) for where, what in _holes(held))
    yield from (Defect(name, where, what) for where, what in _documents(walk, name))
    before: Marked | None = None
    for marked in walk.archive.kept_milestones(name):
        yield from (Defect(name, _title(marked), what) for what in _links(marked, before))
        yield from (Defect(name, _title(marked), what) for what in _content(walk, marked, held))
        walk.hashes.add(marked.milestone.hash)
        before = marked
    if before is not None:
        newest.append((name, before.milestone.hash))


def _title(marked: Marked) -> str:
    return f"milestone {marked.milestone.number} “{marked.milestone.name}”"


def _holes(held: Iterable[EntryKey]) -> Iterator[tuple[str, str]]:
    """Find revisions that are missing below the greatest, and remarks missing below the last."""
    series: dict[tuple[str, str], set[int]] = {}
    for what, key, revision in held:
        series.setdefault((what, key), set()).add(revision)
    for (what, key), revisions in sorted(series.items()):
        for missing in sorted(set(range(1, max(revisions) + 1)) - revisions):
            yield f"{what} {key}".strip(), f"has lost its revision {missing}."
    remarks = {int(key) for what, key in series if what == "remark"}
    for missing in sorted(set(range(1, max(remarks, default=0) + 1)) - remarks):
        yield f"remark {missing}", "is gone."


def _documents(walk: _Walk, name: str) -> Iterator[tuple[str, str]]:
    for named in walk.archive.kept_names(name):
        if walk.document(named.what, named.digest) is None:
            where = f"the {named.what} {named.digest[:12]} of {named.where}"
            yield where, "is gone, damaged, or not what its digest says."


def _links(marked: Marked, before: Marked | None) -> Iterator[str]:
    milestone = marked.milestone
    if milestone.hash != marked.hash:
        yield "was changed: its hash is not that of its name, time, author, note, counts and links."
    expected = 1 if before is None else before.milestone.number + 1
    if milestone.number != expected:
        yield f"follows a gap: milestone {expected} is gone."
    if milestone.previous != (FIRST if before is None else before.milestone.hash):
        after = "as the first" if before is None else f"after milestone {before.milestone.number}"
        yield f"does not stand {after} where it was chained: one of them was changed, or one between is gone."


def _content(walk: _Walk, marked: Marked, held: Mapping[EntryKey, object]) -> Iterator[str]:
    """Compare the state of a milestone with its digest, and then with the histories that it was taken from."""
    state = _loaded(marked.state)
    if state is None or marked.state is None:
        yield "has a state that is damaged."
    elif state.get("snapshot") != marked.snapshot:
        yield "names another snapshot than its state does."
    elif marked.snapshot is not None and walk.document("snapshot", marked.snapshot) is None:
        return  # it is among the documents already
    elif _whole_digest(walk, marked.state, marked.snapshot) != marked.milestone.content:
        yield "holds another state than the one that was marked."
    else:
        yield from _histories(state, held)


def _whole_digest(walk: _Walk, state: bytes, snapshot: str | None) -> str:
    """Give the digest of a state with its snapshot in it.

    The snapshot's JSON takes the place of its digest: the key stands once in a state, and quotes inside texts are
    escaped. Both are canonical, so nothing has to be read and written again.
    """
    content = None if snapshot is None else walk.document("snapshot", snapshot)
    if content is None:
        return digest_of(state)
    return digest_of(state.replace(f'"snapshot":"{snapshot}"'.encode(), b'"snapshot":' + content, 1))


def _histories(state: Mapping[str, Any], held: Mapping[EntryKey, object]) -> Iterator[str]:
    """Find what a milestone holds and the histories have lost, or have otherwise."""
    for (what, key, revision), then in _entries_in(state):
        now = held.get((what, key, revision))
        if now is None:
            yield f"holds revision {revision} of {what} {key}, which its history has lost."
        elif canonical(now) != canonical(then):
            yield f"holds revision {revision} of {what} {key}, which its history has otherwise."


def _entries_in(state: Mapping[str, Any]) -> Iterator[tuple[EntryKey, dict[str, Any]]]:
    yield ("workload", state["workload"]["name"], state["workload"]["revision"]), _in_utc(state["workload"])
    for part, what, key in (*PARTS, ("actions", "action", "id")):
        for entry in state[part]:
            yield (what, str(entry[key]), entry["revision"]), _in_utc(entry)


def _in_utc(entry: dict[str, Any]) -> dict[str, Any]:
    at = datetime.datetime.fromisoformat(entry["at"]).astimezone(datetime.UTC)
    return {**entry, "at": at}


def _loaded(content: bytes | None) -> dict[str, Any] | None:
    if content is None:
        return None
    try:
        loaded = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return loaded if isinstance(loaded, dict) else None
