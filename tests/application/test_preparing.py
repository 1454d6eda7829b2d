from __future__ import annotations

from dataclasses import replace

from buttress.answers.snapshot import Case
from buttress.application.answering import answered
from buttress.application.preparing import prepared
from buttress.application.session import Given
from buttress.lenses import lenses
from buttress.report.preparation import preparation_markdown, preparation_text
from tests.application.talk import LATER, finding, snapshot, store_with, talk


def test_everybody_is_invited_for_the_time_that_they_are_wanted() -> None:
    found = prepared("orders", snapshot(), {}, 90, lenses())
    assert sum(slot.ends - slot.begins for slot in found.slots if slot.block) <= 90
    assert [slot.begins for slot in found.slots[1:]] == [slot.ends for slot in found.slots[:-1]]
    for invitation in found.invitations:
        there = [slot for slot in found.slots if invitation.role in slot.roles]
        assert (invitation.begins, invitation.ends) == (there[0].begins, there[-1].ends)
        assert 0 < invitation.minutes <= invitation.ends - invitation.begins


def test_there_is_a_break_after_three_quarters_of_an_hour() -> None:
    found = prepared("orders", snapshot(), {}, 300, lenses())
    breaks = [number for number, slot in enumerate(found.slots) if slot.block is None]
    assert len(breaks) > 3
    sittings = [found.slots[start + 1 : end] for start, end in zip([-1, *breaks], breaks, strict=False)]
    assert all(45 <= sum(slot.ends - slot.begins for slot in sitting) < 60 for sitting in sittings)
    assert {slot.ends - slot.begins for slot in found.slots if slot.block is None} == {10}


def test_what_is_answered_already_is_not_on_the_agenda() -> None:
    store = store_with()
    session = talk(store)
    before = len(prepared("orders", snapshot(), {}, 90, lenses()).agenda.topics)
    session = answered(session, store, [Given("SUS01-BP01", "absent")], LATER)
    assert len(prepared("orders", snapshot(), session.answers, 90, lenses()).agenda.topics) == before - 1


def test_what_would_spare_talk_is_named_with_how_much() -> None:
    hidden = replace(finding("REL09-BP01", "contradicted"), state="unknown")
    findings = (
        replace(hidden, reason="nobody is told, but the template of Child is not read"),
        replace(hidden, reason="parameter Subnets has no value here", check="b"),
        replace(hidden, reason="depends on Env", when=(Case("met", "so", (("Env", "is prod"),)),), check="c"),
        replace(hidden, reason="no trail is declared here. It may be elsewhere; a live source would tell.", check="d"),
    )
    seen = replace(snapshot(REL09_BP01="open"), findings=findings, unread=("template.yaml:7: the template of Child",))
    spares = prepared("orders", seen, {}, 90, lenses()).spares
    assert [(spare.details, spare.practices, spare.questions) for spare in spares] == [
        (("template.yaml:7: the template of Child",), 1, 1),
        (("Env", "Subnets"), 1, 1),
        (("no trail is declared here",), 1, 1),
    ]
    assert prepared("orders", snapshot(), {}, 90, lenses()).spares == ()


def test_nothing_to_talk_about_is_said() -> None:
    found = prepared("orders", replace(snapshot(), lenses=()), {}, 90, ())
    assert preparation_text(found).startswith("Before the conversation about orders. Nothing is open")
    assert "Nothing is open: there is nothing to talk about." in preparation_markdown(found)
