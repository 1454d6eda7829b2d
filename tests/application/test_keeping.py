"""What becomes of a review that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.application.keeping import Origin, upgraded
from buttress.application.overview import current_state, overview_of
from buttress.application.planning import assign
from buttress.application.store import StoreError
from buttress.lenses import lens
from tests.application.house import HERE, NEXT, hand, house, review, say

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_review_makes_the_workload_and_pins_its_lenses(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        kept = review(store)
        assert (kept.new, kept.number, kept.changed) == (True, 1, ())
        assert kept.workload.paths == HERE.paths
        assert [name for name, _ in kept.workload.lenses] == ["serverless", "wellarchitected"]
        again = review(store, NEXT)
        assert (again.new, again.number, again.workload.revision) == (False, 1, kept.workload.revision)


def test_a_review_of_other_paths_is_refused_unless_the_workload_moved(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        with pytest.raises(StoreError, match=r"is read from /code/orders, and this review is of /elsewhere"):
            review(store, origin=Origin(("/elsewhere",)))
        assert review(store, origin=Origin(("/elsewhere",), moved=True)).workload.paths == ("/elsewhere",)


def test_evidence_closes_an_action_and_opens_it_again(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        item = "check-of-REL05-BP01"
        assign(hand(store), item, "Priya")
        closed = review(store, NEXT, REL05_BP01="met").changed
        assert [(action.id, action.status, action.reason) for action in closed] == [
            (item, "closed", "evidence shows it: 1 of 1 met")
        ]
        opened = review(store, NEXT, REL05_BP01="contradicted").changed
        assert [(action.status, action.reason) for action in opened] == [
            ("open", "the gap came back: template.yaml#Orders")
        ]
        assert [action.status for action in store.action_history("orders", item)] == ["open", "closed", "open"]


def test_a_workload_is_held_by_its_own_version_of_a_lens_until_somebody_upgrades(tmp_path: Path) -> None:
    ours = lens("wellarchitected")
    older = replace(ours, name="As it was", pillars=ours.pillars[:1])
    with house(tmp_path) as store:
        workload = review(store).workload
        pins = tuple(sorted({**dict(workload.lenses), "wellarchitected": store.pin(older)}.items()))
        store.change(replace(workload, lenses=pins))
        before = overview_of(current_state(store, "orders"), store)
        assert next((each.lens.name, each.outdated) for each in before.lenses) == ("As it was", True)
        assert review(store, NEXT).workload.lenses == pins
        upgraded(store, "orders", NEXT)
        after = overview_of(current_state(store, "orders"), store)
        assert next((each.lens.name, each.outdated) for each in after.lenses) == (ours.name, False)
        assert upgraded(store, "orders", NEXT) == store.workload("orders")


def test_a_newer_lens_that_asks_the_same_is_taken_at_once(tmp_path: Path) -> None:
    ours = lens("wellarchitected")
    with house(tmp_path) as store:
        workload = review(store).workload
        renamed = replace(ours, name="Other words")
        pins = tuple(sorted({**dict(workload.lenses), "wellarchitected": store.pin(renamed)}.items()))
        store.change(replace(workload, lenses=pins))
        overview = overview_of(current_state(store, "orders"), store)
        assert next((each.lens.name, each.outdated) for each in overview.lenses) == (ours.name, False)


def test_a_lens_that_nobody_has_is_told(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        state = current_state(store, "orders")
        assert state.snapshot is not None
        strange = replace(state, snapshot=replace(state.snapshot, lenses=("gone",)))
        with pytest.raises(StoreError, match="has no lens 'gone'"):
            overview_of(strange, store)


def test_answers_and_evidence_stand_together_in_the_overview(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        say(store, "REL05-BP03", "present", seen="supported")
        review(store, NEXT, REL05_BP03="contradicted")
        standings = {
            each.practice.code: each for each in overview_of(current_state(store, "orders"), store).standings()
        }
        assert standings["REL05-BP03"].stale
        assert standings["REL06-BP01"].decided
