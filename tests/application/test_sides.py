"""What is kept, as one side of a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.application.milestones import mark
from buttress.application.sides import side_named
from buttress.application.store import MissingError, StoreError
from buttress.application.workload import Stamp, Workload
from tests.application.house import NEXT, NOON, house, review, say, snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_a_side_is_a_milestone_a_review_or_how_the_workload_stands(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        mark(store, "orders", "design", Stamp("Jane", NOON))
        review(store, NEXT, REL05_BP02="met")
        now = snapshot(REL05_BP02="met")
        sides = {name: side_named(store, f"orders@{name}") for name in ("design", "1", "2", "now")}
        assert {name: side.snapshot for name, side in sides.items() if side is not None} == {
            "design": snapshot(),
            "1": snapshot(),
            "2": now,
            "now": now,
        }


def test_a_milestone_that_is_called_like_a_number_comes_before_the_review_of_that_number(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        review(store, NEXT, REL05_BP02="met")
        mark(store, "orders", "1", Stamp("Jane", NEXT))
        side = side_named(store, "orders@1")
        assert side is not None
        assert side.snapshot == snapshot(REL05_BP02="met")


def test_answers_belong_to_a_side_where_they_count(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        say(store, "REL13-BP01", "present")
        say(store, "REL13-BP02", "present")
        store.answer("orders", [replace(store.answers("orders")["REL13-BP02"], withdrawn=True)])
        side = side_named(store, "orders@now")
        assert side is not None
        assert list(side.answers) == ["REL13-BP01"]


def test_a_name_that_no_workload_has_is_none_of_ours(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        assert side_named(store, "HEAD@{1}") is None


def test_what_is_not_kept_of_a_workload_is_named(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        store.create(Workload("orders", NOON))
        with pytest.raises(StoreError, match="nothing was reviewed yet"):
            side_named(store, "orders@now")
        with pytest.raises(MissingError, match="has no milestone 'design'"):
            side_named(store, "orders@design")
        with pytest.raises(MissingError, match="no review number 3"):
            side_named(store, "orders@3")
