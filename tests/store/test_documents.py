"""Documents come back whole: a field that somebody adds to the domain, and forgets to read, is noticed here."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from buttress.application.canonical import canonical
from buttress.application.milestone import State
from buttress.store.documents import content_of, document_of, snapshot_from, state_document, state_from
from tests.store import content
from tests.store.content import LATER, answer, participant, remark, snapshot, workload

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE = State(
    workload=replace(workload(), lenses=(("house", "0" * 64),), template=True, revision=2),
    snapshot=snapshot(),
    answers=(replace(answer(revision=1), origin="imported", reason="no users", withdrawn=True),),
    remarks=(replace(remark(), settled="a year", number=1, revision=2),),
    participants=(replace(participant(), left=True, revision=3),),
    actions=(replace(content.action(revision=1), reason="cheap", until=LATER.date()),),
)
"""A state in which every field of everything says something."""


def _parts(value: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a state holds
    """Give a dataclass and all dataclasses inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _parts(getattr(value, field.name))


def test_a_state_comes_back_as_it_was_kept() -> None:
    kept = document_of(snapshot())
    whole = state_document(STATE, kept)
    read = content_of(kept.packed, kept.digest, "it")
    assert state_from(content_of(whole.packed, whole.digest, "it"), snapshot_from(read)) == STATE


def test_the_state_that_is_tried_leaves_no_field_at_its_default() -> None:
    said = {
        (type(part).__name__, field.name)
        for part in _parts(STATE)
        for field in fields(part)
        if getattr(part, field.name) != field.default
    }
    optional = {
        (type(part).__name__, field.name)
        for part in _parts(STATE)
        for field in fields(part)
        if field.default is not MISSING
    }
    assert optional - said == set()


def test_a_state_names_its_snapshot_and_does_not_hold_it() -> None:
    kept = document_of(snapshot())
    entry = content_of(state_document(STATE, kept).packed, None, "it")
    assert entry["snapshot"] == kept.digest
    assert {**entry, "snapshot": orjson.loads(canonical(snapshot()))} == orjson.loads(canonical(STATE))
