from __future__ import annotations

from typing import TYPE_CHECKING

from buttress import wiring
from buttress.application.answering import answered, noted
from buttress.application.holding import ours_for
from buttress.application.keeping import Origin, keep_review
from buttress.application.moving import jumped
from buttress.application.opening import opened
from buttress.application.preparing import prepared
from buttress.application.remarking import parked
from buttress.application.session import Given, Sitting
from buttress.application.snapshotting import snapshot_of
from buttress.application.summary import summary_of
from buttress.report.conversation import summary_markdown, summary_text
from buttress.report.preparation import preparation_markdown, preparation_text
from tests.application.memory import MemoryStore
from tests.application.talk import BEN, JANE, LATER, NOON, snapshot, store_with, talk
from tests.conftest import TOP

if TYPE_CHECKING:
    from buttress.application.session import Session
    from tests.conftest import Golden


def conversation() -> Session:
    """Talk about the example for a while."""
    store = MemoryStore()
    seen = snapshot_of(wiring.review([TOP / "examples" / "orders"]))
    keep_review(store, "orders", seen, Origin(()), NOON)
    session = opened(store, "orders", Sitting("", (JANE, BEN)), NOON)
    givens = (
        Given("REL13-BP01", "absent"),
        Given("REL05-BP01", "present", by="Ben", note="the shop shows yesterday's prices"),
        Given("SEC05-BP01", "not_applicable", "nothing of it runs inside a VPC"),
    )
    session = answered(session, store, givens, LATER)
    session = noted(session, store, "REL5", "a *long* talk", LATER)
    return parked(jumped(session, "SEC1"), store, "until Kim is back", LATER)


def test_the_summary_tells_everyone_what_was_decided_and_what_is_left(golden: Golden) -> None:
    found = summary_of(conversation(), LATER)
    golden("conversation/summary.md", summary_markdown(found))
    golden("conversation/summary.txt", summary_text(found))


def test_the_preparation_says_whom_to_invite_and_what_to_bring(golden: Golden) -> None:
    seen = snapshot_of(wiring.review([TOP / "examples" / "orders"]))
    found = prepared("orders", seen, {}, 90, ours_for(seen))
    golden("conversation/preparation.md", preparation_markdown(found))
    golden("conversation/preparation.txt", preparation_text(found))


def test_what_people_wrote_does_not_become_markup() -> None:
    assert r"REL5: a \*long\* talk (Jane)" in summary_markdown(summary_of(conversation(), LATER))


def test_a_conversation_without_anything_open_says_so() -> None:
    store = store_with()
    session = talk(store)
    givens = [Given(practice.code, "present") for q in session.questions() for practice in q.practices]
    found = summary_of(answered(session, store, givens, LATER), LATER)
    text = summary_text(found)
    assert "Nothing is open." in text
    assert "Next steps" not in text
    assert snapshot().name in text
