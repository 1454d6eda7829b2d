"""What the port promises, held on both databases."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.application.store import ConflictError, ExistsError, MissingError
from buttress.application.workload import Listed
from tests.store import content
from tests.store.content import LATER, NOW, answer, workload

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.application.store import Store
    from buttress.store.sql import SqlStore


@pytest.fixture
def orders(store: SqlStore) -> SqlStore:
    """A store that holds one workload, `orders`."""
    store.create(workload())
    return store


# --- workloads


def test_a_workload_comes_back_as_it_was_given(store: SqlStore) -> None:
    given = replace(workload(), lenses=(("house", store.pin(content.lens())),), template=True)
    assert store.create(given) == replace(given, revision=1)
    assert store.workload("orders") == replace(given, revision=1)


def test_a_name_is_taken_once(orders: SqlStore) -> None:
    with pytest.raises(ExistsError, match=r"'orders'"):
        orders.create(workload())
    assert len(orders.workloads()) == 1


def test_a_workload_needs_a_name_and_lenses_that_are_pinned(store: SqlStore) -> None:
    with pytest.raises(MissingError, match=r"needs a name"):
        store.create(workload("  "))
    with pytest.raises(MissingError, match=r"Pin it first"):
        store.create(replace(workload(), lenses=(("house", "0" * 64),)))
    assert store.workloads() == ()


def test_a_changed_workload_replaces_the_revision_that_it_names(orders: SqlStore) -> None:
    first = orders.workload("orders")
    assert orders.change(replace(first, description="mine")).revision == 2
    with pytest.raises(ConflictError) as conflict:
        orders.change(replace(first, description="theirs"))
    assert conflict.value.theirs == orders.workload("orders") == replace(first, description="mine", revision=2)


def test_the_list_tells_how_each_workload_stands(orders: SqlStore) -> None:
    content.filled(orders, "Stock")
    orders.act("Stock", [content.action("sqs-alarm"), replace(content.action("rds-alarm"), status="reported")])
    orders.answer("Stock", [replace(answer("SEC03-BP03", 1), withdrawn=True), answer("SEC01-BP01")])
    orders.answer("Stock", [replace(answer("SEC01-BP01", 1), withdrawn=True)])
    orders.answer("Stock", [answer("SEC01-BP01", 2)])
    assert orders.workloads() == (Listed("Stock", NOW, 2, 2, 2, 2), Listed("orders", NOW, 0, 0, 0, 0))


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.workload("none"),
        lambda store: store.change(workload("none")),
        lambda store: store.keep("none", content.snapshot(), NOW),
        lambda store: store.snapshot("none"),
        lambda store: store.snapshots("none"),
        lambda store: store.answers("none"),
        lambda store: store.history("none", "SEC03-BP02"),
        lambda store: store.answer("none", [answer()]),
        lambda store: store.participants("none"),
        lambda store: store.take_part("none", content.participant()),
        lambda store: store.remarks("none"),
        lambda store: store.remark("none", content.remark()),
        lambda store: store.actions("none"),
        lambda store: store.action_history("none", "lambda-error-alarm"),
        lambda store: store.act("none", [content.action()]),
        lambda store: store.milestones("none"),
        lambda store: store.state_at("none", 1),
        lambda store: store.mark("none", content.milestone(store, "design"), content.state_of(store)),
    ],
)
def test_a_workload_that_is_not_there_is_missing_everywhere(orders: SqlStore, ask: Callable[[Store], object]) -> None:
    with pytest.raises(MissingError, match=r"no workload called 'none'"):
        ask(orders)


# --- lens versions and evidence


def test_equal_lenses_have_one_digest_and_come_back(store: SqlStore) -> None:
    digest = store.pin(content.lens())
    assert store.pin(content.lens()) == digest
    assert store.pin(content.lens("Other rules")) != digest
    assert store.lens(digest) == content.lens()
    with pytest.raises(MissingError):
        store.lens("0" * 64)


def test_a_snapshot_comes_back_by_its_number_and_the_newest_without(orders: SqlStore) -> None:
    assert orders.snapshot("orders") is None
    assert orders.keep("orders", content.snapshot(), NOW) == 1
    assert orders.keep("orders", content.snapshot("worse"), LATER) == 2
    assert orders.snapshot("orders", 1) == content.snapshot()
    assert orders.snapshot("orders") == content.snapshot("worse")
    assert orders.snapshots("orders") == ((1, NOW), (2, LATER))
    with pytest.raises(MissingError, match=r"number 3"):
        orders.snapshot("orders", 3)


def test_what_the_newest_review_said_already_is_not_kept_twice(orders: SqlStore) -> None:
    orders.keep("orders", content.snapshot(), NOW)
    assert orders.keep("orders", content.snapshot(), LATER) == 1
    assert orders.keep("orders", content.snapshot("worse"), LATER) == 2
    assert orders.keep("orders", content.snapshot(), LATER) == 3


# --- answers


def test_answers_come_back_with_their_whole_history(orders: SqlStore) -> None:
    first = orders.answer("orders", [answer(), answer("SEC01-BP01")])
    assert [one.revision for one in first] == [1, 1]
    second = orders.answer(
        "orders", [replace(answer(revision=1), decision="not_applicable", reason="no users", seen=None)]
    )
    assert orders.history("orders", "SEC03-BP02") == (first[0], *second)
    assert orders.answers("orders") == {"SEC01-BP01": first[1], "SEC03-BP02": second[0]}
    assert list(orders.answers("orders")) == ["SEC01-BP01", "SEC03-BP02"]
    assert orders.history("orders", "SEC01-BP02") == ()


def test_a_withdrawn_answer_is_among_the_newest(orders: SqlStore) -> None:
    orders.answer("orders", [answer()])
    orders.answer("orders", [replace(answer(revision=1), withdrawn=True)])
    assert orders.answers("orders")["SEC03-BP02"].withdrawn


@pytest.mark.parametrize("revision", [0, 2])
def test_an_answer_that_replaces_another_revision_meets_what_is_held(orders: SqlStore, revision: int) -> None:
    (held,) = orders.answer("orders", [answer()])
    with pytest.raises(ConflictError, match=r"SEC03-BP02.*Ann") as conflict:
        orders.answer("orders", [answer(revision=revision)])
    assert conflict.value.theirs == held


def test_an_answer_that_replaces_what_was_never_there_meets_nothing(orders: SqlStore) -> None:
    with pytest.raises(ConflictError, match=r"holds none") as conflict:
        orders.answer("orders", [answer(revision=4)])
    assert conflict.value.theirs is None


def test_several_answers_are_kept_together_or_not_at_all(orders: SqlStore) -> None:
    orders.answer("orders", [answer()])
    with pytest.raises(ConflictError):
        orders.answer("orders", [answer("SEC01-BP01"), answer("SEC01-BP02"), answer()])
    assert list(orders.answers("orders")) == ["SEC03-BP02"]


def test_one_batch_may_answer_twice(orders: SqlStore) -> None:
    orders.answer("orders", [answer(), answer(revision=1)])
    assert [one.revision for one in orders.history("orders", "SEC03-BP02")] == [1, 2]
    assert orders.answer("orders", []) == ()


def test_the_same_practice_is_answered_in_each_workload_by_itself(orders: SqlStore) -> None:
    orders.create(workload("stock"))
    orders.answer("orders", [answer()])
    assert orders.answer("stock", [answer()])[0].revision == 1


def test_times_come_back_in_utc(orders: SqlStore) -> None:
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    (kept,) = orders.answer("orders", [replace(answer(), at=NOW.astimezone(tokyo))])
    assert kept.at.utcoffset() == orders.answers("orders")["SEC03-BP02"].at.utcoffset() == datetime.timedelta(0)
    assert kept.at == NOW
    with pytest.raises(ValueError, match=r"time zone"):
        orders.answer("orders", [replace(answer("SEC01-BP01"), at=NOW.replace(tzinfo=None))])


# --- people and remarks


def test_who_left_is_not_among_those_who_take_part(orders: SqlStore) -> None:
    ann = orders.take_part("orders", content.participant())
    ben = orders.take_part("orders", content.participant("Ben"))
    assert orders.participants("orders") == (ann, ben)
    orders.take_part("orders", replace(ben, left=True))
    assert orders.participants("orders") == (ann,)
    with pytest.raises(ConflictError) as conflict:
        orders.take_part("orders", ben)
    assert conflict.value.theirs == replace(ben, left=True, revision=2)


def test_remarks_are_numbered_and_can_be_settled(orders: SqlStore) -> None:
    first = orders.remark("orders", content.remark())
    second = orders.remark("orders", content.remark("Ask the lawyers."))
    assert (first.number, second.number) == (1, 2)
    settled = orders.remark("orders", replace(first, settled="a year"))
    assert orders.remarks("orders") == (settled, second)
    with pytest.raises(ConflictError) as conflict:
        orders.remark("orders", replace(first, settled="two years"))
    assert conflict.value.theirs == settled
    with pytest.raises(MissingError, match=r"number 7"):
        orders.remark("orders", replace(first, number=7))


# --- actions


def test_actions_come_back_with_their_whole_history(orders: SqlStore) -> None:
    first, other = orders.act("orders", [content.action(), content.action("a-check")])
    (accepted,) = orders.act(
        "orders", [replace(first, status="accepted", reason="cheap", until=datetime.date(2027, 1, 1))]
    )
    assert orders.actions("orders") == (other, accepted)
    assert orders.action_history("orders", first.id) == (first, accepted)
    with pytest.raises(ConflictError) as conflict:
        orders.act("orders", [content.action("b-check"), first])
    assert conflict.value.theirs == accepted
    assert len(orders.actions("orders")) == 2


# --- milestones


def test_a_milestone_holds_the_state_exactly_as_it_was(store: SqlStore) -> None:
    content.filled(store)
    before = content.state_of(store)
    third = content.marked(store, "third")
    store.answer("orders", [answer("SEC01-BP01")])
    store.keep("orders", content.snapshot("later"), LATER)
    assert store.state_at("orders", 3) == before
    assert store.milestones("orders")[2] == third
    assert [one.name for one in store.milestones("orders")] == ["design", "go-live", "third"]
    assert third.previous == store.milestones("orders")[1].hash
    with pytest.raises(MissingError, match=r"number 4"):
        store.state_at("orders", 4)


def test_a_milestone_may_come_before_any_evidence(orders: SqlStore) -> None:
    content.marked(orders, "blank")
    assert orders.state_at("orders", 1).snapshot is None


def test_a_milestone_has_a_name_and_a_number_of_its_own(orders: SqlStore) -> None:
    first = content.marked(orders, "design")
    state = content.state_of(orders)
    with pytest.raises(ExistsError, match=r"'design'"):
        orders.mark("orders", content.milestone(orders, "design"), state)
    for other in (
        replace(first, name="late"),
        replace(content.milestone(orders, "early"), number=3),
        replace(content.milestone(orders, "unchained"), previous="0" * 64),
    ):
        with pytest.raises(ConflictError) as conflict:
            orders.mark("orders", other, state)
        assert conflict.value.theirs == first
    assert orders.milestones("orders") == (first,)


def test_a_milestone_names_the_state_that_it_is_kept_with(orders: SqlStore) -> None:
    wrong = replace(content.milestone(orders, "design"), content="0" * 64)
    with pytest.raises(Exception, match=r"does not name its state"):
        orders.mark("orders", wrong, content.state_of(orders))


def test_the_time_of_a_milestone_is_in_utc_and_so_is_its_hash(orders: SqlStore) -> None:
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    mine = replace(content.milestone(orders, "design"), at=NOW.astimezone(tokyo))
    kept = orders.mark("orders", mine, content.state_of(orders))
    assert orders.milestones("orders")[0].hash == kept.hash == content.marked(orders, "next").previous


def test_a_store_holds_the_port(store: SqlStore) -> None:
    port: Store = store
    assert port.workloads() == ()
