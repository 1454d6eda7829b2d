"""Milestones: chained, unchangeable, found by name or number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.application.milestone import FIRST
from buttress.application.milestones import mark, milestone_named, state_named
from buttress.application.overview import current_state
from buttress.application.store import ExistsError, MissingError, StoreError
from buttress.application.workload import Stamp, Workload
from tests.application.house import NEXT, NOON, house, review, say

if TYPE_CHECKING:
    from pathlib import Path

DESIGN, LIVE = Stamp("Jane", NOON), Stamp("Ben", NEXT)


def test_each_milestone_is_chained_to_the_one_before(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        first = mark(store, "orders", "design", DESIGN, "before we build")
        say(store, "REL13-BP01", "present")
        second = mark(store, "orders", "go-live", LIVE)
        assert (first.number, first.previous, first.note) == (1, FIRST, "before we build")
        assert (second.number, second.previous, second.by) == (2, first.hash, "Ben")
        assert first.content != second.content
        assert store.milestones("orders") == (first, second)


def test_a_milestone_shows_what_was_known_then(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        then = current_state(store, "orders")
        mark(store, "orders", "design", DESIGN)
        say(store, "REL13-BP01", "present")
        assert state_named(store, "orders", "design") == then
        assert state_named(store, "orders", "1") == then
        assert current_state(store, "orders") != then


def test_the_risks_of_a_milestone_are_those_of_its_questions(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        before = mark(store, "orders", "design", DESIGN).risks
        review(store, NEXT, REL06_BP02="met")
        after = mark(store, "orders", "go-live", LIVE).risks
        assert (before.high, after.high) == (2, 1)
        assert before.possibly_high + 1 == after.possibly_high
        assert before.open_practices == after.open_practices


def test_a_name_is_given_once(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        mark(store, "orders", "design", DESIGN)
        with pytest.raises(ExistsError, match="has a milestone 'design' already"):
            mark(store, "orders", "design", LIVE)


def test_nothing_is_marked_where_nothing_is_known(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        store.create(Workload("orders", NOON))
        with pytest.raises(StoreError, match="Nothing is known of orders yet"):
            mark(store, "orders", "design", DESIGN)


def test_a_milestone_that_is_not_there_is_named_with_what_there_is(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        with pytest.raises(MissingError, match="None was made yet"):
            milestone_named(store, "orders", "design")
        mark(store, "orders", "design", DESIGN)
        with pytest.raises(MissingError, match=r"Did you mean design\?"):
            milestone_named(store, "orders", "designs")
        with pytest.raises(MissingError, match=r"There are: design\."):
            milestone_named(store, "orders", "7")
