from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.answers.answer import Answer
from buttress.application.keeping import Origin, keep_review
from buttress.application.moving import jumped
from buttress.application.opening import opened
from buttress.application.session import Sitting
from buttress.application.workload import Workload
from buttress.cli.conversation.app import Conversation
from buttress.store.opening import open_store
from tests.application.talk import BEN, JANE, LATER, NOON, snapshot, store_with, talk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from buttress.application.session import Session
    from buttress.application.store import Store

    Drive = Callable[[Pilot[None]], Awaitable[None]]

SIZE = (100, 30)


def play(session: Session, store: Store, drive: Drive, size: tuple[int, int] = SIZE) -> Conversation:
    """Drive the full screen by keyboard, and give it back as it was left."""
    app = Conversation(session, store, lambda: LATER)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await drive(pilot)
            await pilot.pause()

    asyncio.run(run())
    return app


def press(*keys: str) -> Drive:
    async def drive(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)

    return drive


def at(store: Store, question: str) -> Session:
    return jumped(talk(store), question)


def lines(app: Conversation) -> list[str]:
    """Give what is on the screen, a text a line."""
    strips = app.screen_stack[-1]._compositor.render_strips()  # noqa: SLF001 - what a terminal would show
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def seen(session: Session, store: Store, *keys: str, size: tuple[int, int] = SIZE) -> list[str]:
    found: list[str] = []

    async def drive(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(pilot.app, Conversation)
        found.extend(lines(pilot.app))

    play(session, store, drive, size)
    return found


def decisions(store: Store) -> dict[str, str]:
    return {code: answer.decision for code, answer in store.answers("orders").items() if not answer.withdrawn}


def on_screen(store: Store, question: str, *keys: str) -> str:
    return "\n".join(seen(at(store, question), store, *keys))


def test_everything_a_lead_must_see_is_on_a_screen_of_100_by_30() -> None:
    store = store_with()
    screen = seen(at(store, "REL5"), store)
    text = "\n".join(screen)
    assert screen[0].startswith(" Reliability · ")
    assert screen[2] == " REL5  How does a request survive a part that is slow or gone?"
    for part in ("12:40", "at stake", "Jane, Ben", "[✗]", "[~]", "[?]", "decided", "template.yaml:12"):
        assert part in text
    for part in (
        "x we don't",
        "accept what evidence decides (1 here)",
        "c confirms",
        "j jump",
        "? why we ask",
        "q leave",
    ):
        assert part in text
    assert len(screen) == 30
    assert max(map(len, screen)) <= 100


def test_it_can_be_used_at_80_by_24() -> None:
    store = store_with()
    screen = seen(at(store, "REL5"), store, "up", size=(80, 24))
    assert max(map(len, screen)) <= 80
    assert "▸" in "\n".join(screen)
    assert "q leave" in screen[-1]


def test_a_whole_question_is_answered_by_keyboard() -> None:
    store = store_with()
    app = play(at(store, "REL5"), store, press("c", "space", "space", "x", "y", "0", "a"))
    ours = {code: decision for code, decision in decisions(store).items() if code.startswith("REL")}
    assert ours == {
        "REL05-BP01": "absent",
        "REL05-BP02": "absent",
        "REL05-BP03": "absent",
        "REL05-BP04": "present",
        "REL05-BP05": "absent",
        "REL05-BP06": "absent",
        "REL05-BP07": "absent",
    }
    assert store.answers("orders")["REL05-BP02"].origin == "evidence"
    assert "All of it is decided: enter goes on." in app.session.told


def test_we_do_not_is_one_key_and_goes_on_to_the_next_choice() -> None:
    store = store_with()
    play(at(store, "REL13"), store, press("x", "x"))
    assert (decisions(store)["REL13-BP01"], decisions(store)["REL13-BP04"]) == ("absent", "absent")


def test_what_does_not_apply_is_asked_for_its_reason() -> None:
    store = store_with()
    assert "A reason is needed" in on_screen(store, "SUS1", "n", "enter")
    play(at(store, "SUS1"), store, press("n", *"one", "enter"))
    assert store.answers("orders")["SUS01-BP01"].reason == "one"


def test_the_reason_is_proposed_where_a_practice_says_when_it_applies() -> None:
    store = store_with()
    play(at(store, "SEC5"), store, press("n", "enter"))
    assert store.answers("orders")["SEC05-BP01"].reason == (
        "it is not so that something of the workload runs inside a VPC"
    )


def test_a_note_somebody_else_and_parking() -> None:
    store = store_with()
    play(at(store, "SUS1"), store, press("space", "m", *"hm", "enter", "s", "2", "M", *"long", "enter"))
    kept = store.answers("orders")["SUS01-BP01"]
    assert (kept.note, kept.by) == ("hm", "Ben")
    keys = ("s", "tab", *"Kim", "enter", "x", "p", "enter", *"who", "enter")
    play(at(store, "SUS2"), store, press(*keys))
    assert next(a.by for code, a in store.answers("orders").items() if code.startswith("SUS02")) == "Kim"
    assert [(remark.about, remark.text, remark.by) for remark in store.remarks("orders")] == [
        ("SUS1", "long", "Ben"),
        ("SUS2", "who", "Kim"),
    ]
    assert "parked: who (Kim)" in on_screen(store, "SUS2")


def test_dialogs_that_are_left_change_nothing() -> None:
    store = store_with()
    keys = [key for opens in ("n", "m", "M", "s", "p", "j", "e", "question_mark", "h") for key in (opens, "escape")]
    play(talk(store), store, press(*keys))
    assert (store.answers("orders"), store.remarks("orders")) == ({}, ())


def test_a_jump_finds_while_one_types_and_the_arrows_choose() -> None:
    store = store_with()
    app = play(talk(store), store, press("j", *"rel1", "down", "up", "down", "enter"))
    assert app.session.at == "serverless:REL1"
    app = play(talk(store), store, press("j", *"rel05", "minus", *"bp04", "enter", "x"))
    assert decisions(store) == {"REL05-BP04": "absent"}
    app = play(talk(store), store, press("slash", *"zz", "down", "enter", "escape"))
    assert app.session.at == talk(store).at


def test_evidence_and_reasons_are_told_with_their_places() -> None:
    store = store_with()
    screen = on_screen(store, "REL5", "down", "e")
    assert "gap: template.yaml:12 Orders: failing messages are retried until they expire" in screen
    assert "If it is absent" in on_screen(store, "REL5", "question_mark")
    assert "we don't, and on to the next choice" in on_screen(store, "REL5", "h")
    assert "Nothing was looked at that speaks of it." in on_screen(store, "OPS1", "e")


def test_undo_goes_back_to_what_it_was_about() -> None:
    store = store_with()
    app = play(at(store, "REL13"), store, press("x", "enter", "u"))
    assert (decisions(store), app.session.at) == ({}, "REL13")
    app = play(talk(store), store, press("u"))
    assert app.session.told == ("Nothing was said in this session that could be taken back.",)


def test_an_answer_is_opened_again() -> None:
    store = store_with()
    play(talk(store), store, press("space", "r"))
    assert decisions(store) == {}


@pytest.mark.parametrize(("key", "by"), [("t", "Kim"), ("o", "Jane")])
def test_somebody_else_who_was_faster_is_shown_and_one_decides(key: str, by: str) -> None:
    store = store_with()
    session = at(store, "SUS1")
    store.answer("orders", [Answer("SUS01-BP01", "absent", "Kim", NOON)])
    screen = " ".join(" ".join(seen(session, store, "y", "escape")).split())
    assert 'Kim, 2026-03-02, said "we don\'t" to SUS01-BP01 while you were talking.' in screen
    app = play(session, store, press("y", key))
    assert (store.answers("orders")["SUS01-BP01"].by, app.session.conflict) == (by, None)


def test_nothing_that_others_wrote_commands_the_screen() -> None:
    strange = "a\x1b[2J\u202e"
    seen_so = snapshot()
    found = tuple(replace(each, reason=strange, file=strange, resource=f"t#{strange}") for each in seen_so.findings)
    store = store_with(seen=replace(seen_so, findings=found))
    text = on_screen(store, "REL5") + on_screen(store, "REL5", "e") + on_screen(store, "REL6")
    assert r"a\x1b[2J\u202e" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_an_answer_from_a_template_is_taken_by_one_key() -> None:
    store = store_with()
    store.create(Workload("house", NOON, template=True))
    store.answer("house", [Answer("SUS01-BP01", "absent", "Kim", NOON)])
    store.change(Workload("orders", NOON, follows="house", revision=1))
    assert "From a template: we don't, house: Kim, 2026-03-02." in on_screen(store, "SUS1")
    app = play(at(store, "SUS1"), store, press("o", "o"))
    assert store.answers("orders")["SUS01-BP01"].origin == "template"
    assert app.session.told == ("Nothing from earlier or from a template is there for this.",)


def test_one_moves_on_and_back_and_shows_what_to_dig_for() -> None:
    store = store_with()
    session = talk(store)
    app = play(session, store, press("enter", "right", "b", "left", "left"))
    assert (app.session.at, app.session.told) == (session.at, ("This is the first question.",))
    shown, hidden = seen(session, store, "d", "d"), seen(session, store, "d")
    assert any(line.startswith("   · ") for line in shown)
    assert not any(line.startswith("   · ") for line in hidden)


def test_when_the_time_is_up_it_says_what_is_still_at_stake() -> None:
    store = store_with()
    session = talk(store, JANE, BEN, minutes=10)

    async def wait(pilot: Pilot[None]) -> None:
        await pilot.pause(1.2)

    app = play(session, store, wait)
    assert app.session.told[-1].startswith("The 10 minutes are up: ")


def test_what_is_said_is_kept_when_one_leaves_and_the_conversation_goes_on_there(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store.db"), lambda: NOON)
    keep_review(store, "orders", snapshot(), Origin(()), NOON)
    session = opened(store, "orders", Sitting("me"), NOON)
    app = play(session, store, press("0", "q"))
    assert app.return_code == 0
    again = opened(open_store(str(tmp_path / "store.db"), lambda: NOON), "orders", Sitting("me"), LATER)
    assert again.at != session.at
    assert len(again.answers) == len(app.session.answers)
    assert play(again, store, press("ctrl+c")).return_code == 0


def test_a_store_that_cannot_keep_an_answer_says_so_and_the_answer_is_not_shown(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store.db"), lambda: NOON)
    keep_review(store, "orders", snapshot(), Origin(()), NOON)
    session = opened(store, "orders", Sitting("me"), NOON)
    store.close()
    (tmp_path / "store.db").unlink()
    app = play(session, store, press("y"))
    assert app.session.answers == {}
    assert app.session.told
