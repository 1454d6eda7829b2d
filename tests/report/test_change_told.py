"""Each thing that changed, as a sentence."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.answers.answer import Answer
from buttress.answers.snapshot import Said
from buttress.application.comparing import Comparison, Named
from buttress.plan.change import change_between
from buttress.plan.shift import Side
from buttress.report.change import as_text
from buttress.report.change_document import as_json
from buttress.report.change_markdown import as_markdown
from tests.plan.snapshots import by_env, finding, house, practice, snapshot

if TYPE_CHECKING:
    from buttress.answers.snapshot import Snapshot

NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def compared(before: Snapshot, after: Snapshot, *answers: dict[str, Answer]) -> Comparison:
    old, new = answers or ({}, {})
    sides = Side(before, old), Side(after, new)
    change = change_between(*sides, (house(practice("P1", "P")),))
    return Comparison(Named("design", sides[0]), Named("go-live", sides[1]), change)


def told(before: Snapshot, after: Snapshot, *answers: dict[str, Answer]) -> str:
    comparison = compared(before, after, *answers)
    json.loads(as_json(comparison))
    assert as_markdown(comparison).startswith("## What changed\n\nBetween design and go-live")
    return " ".join(as_text(comparison, everything=True).split())


def test_every_kind_has_a_sentence() -> None:
    old = snapshot(
        finding("gap", "t.yaml#Ceased"), finding("met", "t.yaml#Lost"), finding("unknown", "t.yaml#Seen"),
        finding("gap", "t.yaml#Gone"), finding("gap", "t.yaml#Stays", reason="three tries"),
        finding("gap", "t.yaml#Stays", check="old-check"),
    )  # fmt: skip
    new = snapshot(
        finding("not_applicable", "t.yaml#Ceased"), finding("unknown", "t.yaml#Lost"), finding("met", "t.yaml#Seen"),
        finding("gap", "t.yaml#Stays", reason="two tries"), finding("gap", "t.yaml#Stays", check="new-check"),
        finding("unknown", "t.yaml#New", worlds=by_env(prod="met", dev="gap", test="gap", a="gap", b="gap")),
    )  # fmt: skip
    text = told(old, new)
    assert "1 gap opened, 1 closed, 1 no longer asked, 1 verdict can no longer be known, 1 can be known now" in text
    assert "1 found by new checks, 1 not looked for any more; 1 gap is in both." in text
    assert "Ceased: it no longer applies: not_applicable for a reason (before: gap for a reason)" in text
    assert "Lost: unknown for a reason (it was met: met for a reason)" in text
    assert "Seen: met for a reason (it was not known: unknown for a reason)" in text
    assert "Gone is gone (before: gap for a reason)" in text
    assert "Stays: two tries (before: three tries)" in text
    assert "New (when Env is dev or Env is test or Env is a or 1 more) is new: gap here" in text
    assert "New in this version of Buttress: new-check. No longer part of Buttress: old-check." in text


def test_what_is_gone_while_not_everything_was_read_may_still_hold() -> None:
    text = told(snapshot(finding("gap")), snapshot(complete=False))
    assert "Not everything was read of go-live: the template of Inner (t.yaml:9)." in text
    assert "Orders is no longer seen, and not everything was read, so this may still hold: gap for a reason" in text


def test_answers_and_what_went_stale_are_told() -> None:
    yes = Answer("P1", "present", "jane", NOON, seen="supported")
    no = replace(yes, decision="absent", by="joe")
    old, new = snapshot(said=[Said("P1", "supported")]), snapshot(said=[Said("P1", "contradicted")])
    stale = told(old, new, {"P1": yes}, {"P1": yes})
    assert "1 answer went stale" in stale
    assert "P1 Title: jane said present on 2026-11-23; evidence said supported and now says contradicted" in stale
    assert "P1 Title: present → absent, by joe on 2026-11-23" in told(old, old, {"P1": yes}, {"P1": no})
    assert "P1 Title: present → not answered" in told(old, old, {"P1": yes}, {})
    assert "present → present (with another note)" in told(old, old, {"P1": yes}, {"P1": replace(yes, note="n")})


def test_sides_of_other_days_versions_and_lenses_are_told() -> None:
    old = replace(snapshot(finding("met")), as_of=datetime.date(2026, 1, 1), version="0.0.9", lenses=("far",))
    text = told(old, snapshot(finding("met")))
    assert "The two were judged as of 2026-01-01 and 2026-11-23: end dates may have passed between." in text
    assert "The two were reviewed by Buttress 0.0.9 and 0.1.0." in text
    assert "The lens house applies now. The lens far no longer applies." in text


def test_names_command_no_terminal() -> None:
    text = as_text(compared(snapshot(finding("met")), snapshot(finding("met"), finding("gap", "t.yaml#A\x1b[2J"))))
    assert "\x1b" not in text
    assert r"A\x1b[2J is new" in text
