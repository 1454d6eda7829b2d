"""What was kept is proved to be there; each way of tampering with it is noticed, and named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import LargeBinary, bindparam, text

from buttress.application.milestone import FIRST
from buttress.application.verifying import Defect, verify
from buttress.store.opening import open_store
from tests.store import content
from tests.store.content import clock, marked
from tests.store.tampering import rewrite, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from buttress.application.verifying import Verification

DESIGN, LIVE, LAST = "milestone 1 “design”", "milestone 2 “go-live”", "milestone 3 “a year on”"


def _verified(where: str, *names: str, expect: str = "") -> Verification:
    store = open_store(where, clock)
    found = verify(store, names or None, expect)
    store.close()
    return found


def test_all_holds_where_nothing_was_touched(kept: str) -> None:
    found = _verified(kept)
    assert found.holds
    assert (found.workloads, found.milestones, found.defects) == (2, 5, ())
    assert [name for name, _ in found.newest] == ["orders", "stock"]
    assert _verified(kept, expect=found.newest[0][1]).holds


def test_one_workload_can_be_verified_alone(kept: str) -> None:
    assert _verified(kept, "stock").milestones == 2


def test_an_empty_store_holds(where: str) -> None:
    assert _verified(where).holds


def _run(*statements: str) -> Callable[[Connection], object]:
    def change(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return change


def _garbage(table: str, column: str, such: str) -> Callable[[Connection], object]:
    statement = text(f"UPDATE {table} SET {column} = :garbage WHERE {such}")
    return lambda connection: connection.execute(
        statement.bindparams(bindparam("garbage", b"not packed", type_=LargeBinary))
    )


def _rewritten(table: str, column: str, old: bytes, new: bytes, such: str) -> Callable[[Connection], object]:
    return lambda connection: rewrite(connection, (table, column, such), old, new)


OF = "workload_id = 1 AND number ="
CHANGED = "was changed: its hash is not that of its name, time, author, note, counts and links."
OTHER_STATE = "holds another state than the one that was marked."
GONE = "is gone, damaged, or not what its digest says."
UNCHAINED = "does not stand after milestone 1 where it was chained: one of them was changed, or one between is gone."


@pytest.mark.parametrize(
    ("tamper", "where_it_is", "what"),
    [
        (_run(f"UPDATE milestone SET note = 'never mind' WHERE {OF} 2"), LIVE, CHANGED),
        (_run(f"UPDATE milestone SET high = 0 WHERE {OF} 3"), LAST, CHANGED),
        (_run(f"UPDATE milestone SET at = '2027-01-01 00:00:00.000000' WHERE {OF} 1"), DESIGN, CHANGED),
        (_run(f"UPDATE milestone SET hash = '{FIRST}' WHERE {OF} 2"), LIVE, CHANGED),
        (_run(f"UPDATE milestone SET content = '{FIRST}' WHERE {OF} 2"), LIVE, OTHER_STATE),
        (_rewritten("milestone", "state", b'"absent"', b'"present"', f"{OF} 2"), LIVE, OTHER_STATE),
        (_garbage("milestone", "state", f"{OF} 2"), LIVE, "has a state that is damaged."),
        (
            _rewritten("milestone", "state", b'{"actions"', b'["actions"', f"{OF} 2"),
            LIVE,
            "has a state that is damaged.",
        ),
        (_run(f"DELETE FROM milestone WHERE {OF} 2"), LAST, "follows a gap: milestone 2 is gone."),
        (
            _run(f"DELETE FROM milestone WHERE {OF} 2", f"UPDATE milestone SET number = 2 WHERE {OF} 3"),
            "milestone 2 “a year on”",
            UNCHAINED,
        ),
        (_run(f"DELETE FROM milestone WHERE {OF} 1"), LIVE, "follows a gap: milestone 1 is gone."),
        (
            _run(f"UPDATE milestone SET snapshot = (SELECT snapshot FROM review WHERE {OF} 1) WHERE {OF} 2"),
            LIVE,
            "names another snapshot than its state does.",
        ),
        (
            _run("DELETE FROM answer WHERE workload_id = 1 AND practice = 'SEC01-BP01' AND revision = 1"),
            "answer SEC01-BP01",
            "has lost its revision 1.",
        ),
        (
            _run("DELETE FROM answer WHERE workload_id = 1 AND practice = 'SEC03-BP03'"),
            DESIGN,
            "holds revision 1 of answer SEC03-BP03, which its history has lost.",
        ),
        (
            _run("UPDATE answer SET decision = 'absent' WHERE workload_id = 1 AND practice = 'SEC03-BP03'"),
            DESIGN,
            "holds revision 1 of answer SEC03-BP03, which its history has otherwise.",
        ),
        (
            _run("UPDATE action SET owner = 'nobody' WHERE workload_id = 1 AND revision = 2"),
            LIVE,
            "holds revision 2 of action lambda-error-alarm, which its history has otherwise.",
        ),
        (
            _run("UPDATE participant SET roles = '[\"finance\"]' WHERE workload_id = 1"),
            DESIGN,
            "holds revision 1 of participant Ann, which its history has otherwise.",
        ),
        (
            _run("UPDATE workload_revision SET description = '' WHERE workload_id = 1 AND revision = 2"),
            DESIGN,
            "holds revision 2 of workload orders, which its history has otherwise.",
        ),
        (
            _run("DELETE FROM workload_revision WHERE workload_id = 1 AND revision = 1"),
            "workload orders",
            "has lost its revision 1.",
        ),
        (
            _run("DELETE FROM workload_revision WHERE workload_id = 1"),
            "the workload",
            "has lost what was kept of it.",
        ),
        (_run("DELETE FROM review WHERE workload_id = 1 AND number = 1"), "review", "has lost its revision 1."),
        (_run("UPDATE remark SET number = 2 WHERE workload_id = 1"), "remark 1", "is gone."),
    ],
)
def test_tampering_is_noticed_and_named(
    kept: str, tamper: Callable[[Connection], object], where_it_is: str, what: str
) -> None:
    with unguarded(kept) as connection:
        tamper(connection)
    found = _verified(kept)
    assert Defect("orders", where_it_is, what) in found.defects
    assert not found.holds
    assert f"orders: {where_it_is} {what}" in [str(defect) for defect in found.defects]


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (
            _rewritten(
                "snapshot",
                "document",
                b'"gap"',
                b'"met"',
                "digest = (SELECT snapshot FROM review WHERE workload_id = 1 AND number = 1)",
            ),
            "the snapshot ",
        ),
        (
            _garbage(
                "snapshot", "document", "digest = (SELECT snapshot FROM review WHERE workload_id = 1 AND number = 2)"
            ),
            "the snapshot ",
        ),
        (_run("DELETE FROM snapshot"), "the snapshot "),
        (_rewritten("lens_version", "document", b"House rules", b"House rulez", "lens = 'house'"), "the lens version "),
        (_run("DELETE FROM lens_version"), "the lens version "),
    ],
)
def test_a_changed_document_is_noticed_wherever_it_is_named(
    kept: str, tamper: Callable[[Connection], object], place: str
) -> None:
    with unguarded(kept) as connection:
        tamper(connection)
    found = _verified(kept)
    assert {defect.workload for defect in found.defects} == {"orders", "stock"}
    assert {defect.what for defect in found.defects} == {GONE}
    assert all(defect.where.startswith(place) for defect in found.defects)


def test_a_milestone_that_was_made_anew_breaks_the_chain_after_it(kept: str) -> None:
    store = open_store(kept, clock)
    second = store.milestones("orders")[1]
    store.close()
    forged = replace(second, name="forged")
    with unguarded(kept) as connection:
        _run(f"UPDATE milestone SET name = 'forged', hash = '{forged.hash}' WHERE {OF} 2")(connection)
    found = _verified(kept)
    assert found.defects == (Defect("orders", LAST, UNCHAINED.replace("milestone 1", "milestone 2")),)


def test_what_was_cut_off_at_the_end_is_noticed_by_a_hash_that_was_written_down(kept: str) -> None:
    written_down = _verified(kept).newest[0][1]
    with unguarded(kept) as connection:
        _run(f"DELETE FROM milestone WHERE {OF} 3")(connection)
    assert _verified(kept).holds
    found = _verified(kept, expect=written_down)
    assert [str(defect) for defect in found.defects] == [
        f"the hash {written_down} is that of no milestone: it was changed, or taken away."
    ]


def test_what_cannot_be_read_at_all_is_a_defect(kept: str) -> None:
    with unguarded(kept) as connection:
        _run("UPDATE workload_revision SET given = '5' WHERE workload_id = 1")(connection)
    (defect,) = _verified(kept).defects
    assert (defect.workload, defect.where) == ("orders", "what is kept of it")


def test_a_state_that_its_snapshot_left_cannot_be_read_and_says_so(kept: str) -> None:
    with unguarded(kept) as connection:
        _garbage("snapshot", "document", "digest <> ''")(connection)
    store = open_store(kept, clock)
    with pytest.raises(Exception, match=r"is damaged: it is not what was kept. buttress verify tells what else is"):
        store.snapshot("orders")
    with pytest.raises(Exception, match="is damaged"):
        store.state_at("orders", 1)
    store.close()


def test_a_milestone_without_evidence_holds(where: str) -> None:
    store = open_store(where, clock)
    store.create(content.workload())
    marked(store, "blank")
    store.close()
    assert _verified(where).holds
