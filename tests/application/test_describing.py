"""What people say a workload is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.application.describing import described
from buttress.application.store import MissingError, StoreError
from tests.application.house import NOON, house, review

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workload_follows_a_template_that_is_one(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        described(store, "platform", NOON, lambda w: replace(w, template=True))
        after = described(store, "orders", NOON, lambda w: replace(w, follows="platform"))
        assert (after.follows, store.workload("orders").follows) == ("platform", "platform")


@pytest.mark.parametrize(
    ("follows", "message"),
    [("orders", "cannot follow itself"), ("plain", "is no template, so its answers are not for others")],
)
def test_what_cannot_be_followed_is_refused(tmp_path: Path, follows: str, message: str) -> None:
    with house(tmp_path) as store:
        review(store)
        described(store, "plain", NOON, lambda w: replace(w, description="plain"))
        with pytest.raises(StoreError, match=message):
            described(store, "orders", NOON, lambda w: replace(w, follows=follows))
        assert store.workload("orders").follows == ""


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        with pytest.raises(MissingError, match="nowhere"):
            described(store, "orders", NOON, lambda w: replace(w, follows="nowhere"))


def test_saying_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        before = described(store, "orders", NOON, lambda w: replace(w, description="Takes orders"))
        assert described(store, "orders", NOON, lambda w: w) == before
