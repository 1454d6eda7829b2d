from __future__ import annotations

import datetime
import hashlib

import orjson
import pytest

from buttress.answers.snapshot import Snapshot, Template
from buttress.application.canonical import canonical, digest

TODAY = datetime.date(2026, 3, 2)


def _snapshot(name: str = "orders") -> Snapshot:
    templates = (Template("template.yaml", "SAM", ("template.yaml",), 3),)
    return Snapshot(name, "0.1.0", TODAY, (), templates, (), (), complete=True, findings=(), said=())


def test_what_was_looked_up_in_a_snapshot_does_not_change_its_digest() -> None:
    before, snapshot = digest(_snapshot()), _snapshot()
    assert snapshot.by_key == {}
    assert snapshot.by_practice == {}
    assert digest(snapshot) == before


def test_other_content_has_another_digest() -> None:
    assert digest(_snapshot("orders")) != digest(_snapshot("stock"))


def test_keys_are_sorted_in_nested_dataclasses_too() -> None:
    assert b'"templates":[{"files":["template.yaml"],"kind":"SAM","path":"template.yaml","resources":3}]' in canonical(
        _snapshot()
    )


def test_reading_the_canonical_form_and_writing_it_again_gives_equal_bytes() -> None:
    content = canonical(_snapshot())
    assert canonical(orjson.loads(content)) == content
    assert digest(orjson.loads(content)) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("value", [{1, 2}, Snapshot])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
