"""The least set of items that puts everything right."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from buttress.plan.covering import least

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.plan.covering import Choice

ITEMS = "abcdef"
choices = st.lists(st.frozensets(st.sampled_from(ITEMS), min_size=1, max_size=4), max_size=7)
efforts = st.fixed_dictionaries({item: st.sampled_from([1, 3, 9]) for item in ITEMS})


def by_trying_all(wanted: list[Choice], effort: Mapping[str, int]) -> int:
    sets = (set(some) for size in range(len(ITEMS) + 1) for some in itertools.combinations(ITEMS, size))
    return min(sum(effort[item] for item in some) for some in sets if all(choice & some for choice in wanted))


@given(choices, efforts)
def test_every_choice_is_satisfied_with_the_least_effort_there_is(
    wanted: list[Choice], effort: Mapping[str, int]
) -> None:
    found = least(wanted, effort)
    assert all(choice & found for choice in wanted)
    assert sum(effort[item] for item in found) == by_trying_all(wanted, effort)


def test_nothing_is_wanted_where_nothing_is_wrong() -> None:
    assert least([], {}) == frozenset()


def test_one_item_that_serves_two_choices_beats_two_that_cost_the_same() -> None:
    wanted = [frozenset("ab"), frozenset("bc")]
    assert least(wanted, {"a": 1, "b": 2, "c": 1}) == frozenset("b")


def test_a_set_that_is_found_later_wins_by_its_names_where_it_costs_the_same() -> None:
    wanted = [frozenset("ay"), frozenset("az"), frozenset("bz")]
    assert least(wanted, {"a": 3, "b": 1, "y": 2, "z": 2}) == frozenset("ab")


def test_of_equal_sets_the_first_by_name_is_taken() -> None:
    assert least([frozenset("ab")], {"a": 1, "b": 1}) == frozenset("a")
