"""The commands about kept reviews, one after the other as a team runs them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from buttress.cli.main import group
from tests.conftest import TOP

if TYPE_CHECKING:
    from pathlib import Path

GAP = "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n"
MET = GAP + "    Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}}\n"
DEAD = "  Dead:\n    Type: AWS::SQS::Queue\n    Properties: {MessageRetentionPeriod: 1209600}\n"
ITEM = "sqs-dead-letter-queue"


class Team:
    """Runs commands in a folder of its own, with a store and a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "orders" / "template.yaml"
        self.template.parent.mkdir()
        self.template.write_text(GAP)
        self.env = {
            "BUTTRESS_STORE": str(folder / "store.db"),
            "BUTTRESS_NOW": "2026-03-02T12:00:00+00:00",
            "BUTTRESS_BY": "Jane",
        }

    def run(self, *words: str) -> Result:
        """Run a command whatever comes of it."""
        return CliRunner().invoke(group(), words, env=self.env)

    def says(self, *words: str) -> str:
        """Run a command that is to go well, and give what it prints."""
        done = self.run(*words)
        assert (done.exit_code, done.exception) == (0, None), done.output
        return done.output

    def review(self, *words: str) -> str:
        return self.says("review", str(self.template.parent), "--keep", *words)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_a_kept_review_makes_a_workload(team: Team) -> None:
    said = team.review()
    assert "Kept as orders, a workload new to the store, review 1." in said
    assert "Next: buttress converse orders · buttress plan orders · buttress explain " in said
    assert "Kept as shop, a workload new to the store, review 1." in team.review("--workload", "shop")
    lines = team.says("workload", "list").splitlines()
    assert [line.split() for line in lines[1:]] == [["orders", "0", "1", "0", "0"], ["shop", "0", "1", "0", "0"]]


def test_a_review_that_is_not_kept_makes_no_store(team: Team) -> None:
    team.says("review", str(team.template))
    assert list(team.folder.glob("store*")) == []


def test_the_plan_goes_from_a_gap_to_an_action_to_done(team: Team) -> None:
    team.review()
    plan = team.says("plan", "orders")
    assert "   Messages that keep failing are set aside in a dead-letter queue" in plan
    assert f"{ITEM} · high · days · 1 of 1" in plan
    assert "Closes REL05-BP03" in " ".join(plan.split())
    told = team.says("plan", "assign", "orders", ITEM, "--owner", "Priya", "--due", "2026-03-20")
    assert told == f"2026-03-02 · {ITEM} · open · owner Priya · due 2026-03-20 · by Jane\n"
    assert "Priya · by 2026-03-20" in team.says("plan", "orders")
    team.env["BUTTRESS_NOW"] = "2026-03-21T12:00:00+00:00"
    assert " · 1 late" in team.says("plan", "show", "orders")
    team.template.write_text(MET + DEAD)
    assert f"{ITEM} is closed now: evidence shows it: 1 of 1 met" in team.review()
    assert f"Done: {ITEM}: evidence shows it: 1 of 1 met" in team.says("plan", "orders")
    team.template.write_text(GAP + DEAD)
    assert f"{ITEM} is open now: the gap came back: template.yaml#Orders" in team.review()
    history = team.says("plan", "history", "orders", ITEM).splitlines()
    assert [line.split(" · ")[2] for line in history] == ["open", "closed", "open"]


def test_a_line_says_what_its_practices_need_beside_it(team: Team) -> None:
    team.review()
    team.says("answer", "orders", "REL13-BP01", "no")
    plan = " ".join(team.says("plan", "orders").split())
    assert "Closes REL13-BP01; helps REL13-BP02, REL13-BP03, which also need work of their own." in plan
    assert "Closes REL13-BP02; helps REL13-BP03, which also needs work of its own." in plan


def test_a_risk_is_accepted_with_a_reason_and_a_day(team: Team) -> None:
    team.review()
    said = team.says("plan", "accept-risk", "orders", ITEM, "--reason", "low traffic", "--until", "2026-03-09")
    assert "accepted · until 2026-03-09 · by Jane · low traffic" in said
    accepted = f"Accepted until 2026-03-09 by Jane: {ITEM}: low traffic"
    assert accepted in team.says("plan", "orders")
    team.env["BUTTRESS_NOW"] = "2026-03-10T12:00:00+00:00"
    later = team.says("plan", "orders")
    assert accepted not in later
    assert "the risk was accepted until 2026-03-09: low traffic" in " ".join(later.split())


def test_a_word_that_something_is_done_waits_for_evidence_where_that_decides(team: Team) -> None:
    team.review()
    name = "sqs-encryption-at-rest"
    assert "The plan of orders has no" in team.run("plan", "done", "orders", name).output
    assert "Nobody took on xyz of orders yet." in team.says("plan", "history", "orders", "xyz")
    said = team.says("plan", "done", "orders", ITEM, "--note", "queue added")
    assert "queue added" in said


def test_the_plan_goes_to_a_spreadsheet_and_to_a_page(team: Team) -> None:
    team.review()
    team.says("plan", "assign", "orders", ITEM, "--owner", "=cmd|' /C calc'!A0")
    rows = list(csv.DictReader(io.StringIO(team.says("plan", "export", "orders"))))
    row = next(row for row in rows if row["id"] == ITEM)
    assert (row["severity"], row["effort"], row["places"]) == ("high", "days", "template.yaml:2")
    assert row["owner"] == "'=cmd|' /C calc'!A0"
    page = team.folder / "plan.md"
    team.says("plan", "export", "orders", "--format", "markdown", "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# What to do about orders\n")
    assert "=cmd\\|' /C calc'!A0" in text
    assert ". Messages that keep failing are set aside in a dead-letter queue\n" in text
    done = team.run("plan", "export", "orders", "-o", str(team.folder / "nowhere" / "plan.csv"))
    assert (done.exit_code, "the report cannot be written to" in done.output) == (2, True)


def test_milestones_are_marked_listed_and_shown(team: Team) -> None:
    team.review()
    assert "has no milestone yet" in team.says("milestone", "list", "orders")
    made = team.says("milestone", "create", "orders", "design", "--note", "before we build")
    assert made.startswith("orders: milestone 1, design, ")
    team.template.write_text(MET + DEAD)
    team.review()
    team.says("milestone", "create", "orders", "go-live")
    listed = json.loads(team.says("milestone", "list", "orders", "--format", "json"))["milestones"]
    assert [each["name"] for each in listed] == ["design", "go-live"]
    assert listed[1]["previous"] == listed[0]["hash"] == made.split()[-1]
    shown = team.says("milestone", "list", "orders")
    assert "Questions at risk: █ high for certain" in shown
    assert "design (2026-03-02)" in shown
    page = team.says("milestone", "list", "orders", "--format", "markdown")
    assert 'x-axis ["design", "go-live"]' in page
    then = team.says("milestone", "show", "orders", "design")
    assert then.startswith("Milestone 1, design, 2026-03-02 12:00 UTC, by Jane · before we build\n")
    again = team.run("milestone", "create", "orders", "design")
    assert (again.exit_code, "has a milestone 'design' already" in again.output) == (2, True)


def test_a_store_proves_that_it_is_as_it_was_kept(team: Team) -> None:
    team.review()
    made = team.says("milestone", "create", "orders", "design").split()[-1]
    assert team.says("verify") == (
        f"orders: the newest milestone is {made}\n1 milestone of 1 workload: all is as it was kept.\n"
    )
    assert team.run("verify", "orders", "--expect", made).exit_code == 0
    cut_off = team.run("verify", "--expect", "0" * 64)
    assert (cut_off.exit_code, "is that of no milestone" in cut_off.output) == (1, True)
    assert team.run("verify", "nowhere").exit_code == 2


def test_a_milestone_is_compared_with_what_is_there_now(team: Team) -> None:
    team.review()
    team.says("milestone", "create", "orders", "design")
    team.template.write_text(MET + DEAD)
    team.review()
    changed = team.says("diff", "orders@design", "orders@now")
    assert changed.startswith("Between orders@design and orders@now: 2 gaps opened, 1 closed; ")
    assert "(before: failing messages are retried until they expire)" in " ".join(changed.split())
    assert "Between orders@1 and orders@2" in team.says("diff", "orders@1", "orders@2")
    folder = str(team.template.parent)
    assert team.run("gate", folder, "--baseline", "orders@now").exit_code == 0
    team.template.write_text(GAP)
    held = team.run("gate", folder, "--baseline", "orders@now")
    assert (held.exit_code, "Messages that keep failing" in held.output) == (1, True)
    nothing = team.run("diff", "orders@nothing", "orders@now")
    assert (nothing.exit_code, "has no milestone 'nothing'" in nothing.output) == (2, True)


def test_what_was_never_reviewed_cannot_be_compared(team: Team) -> None:
    team.says("workload", "set", "plain", "--description", "as yet an idea")
    done = team.run("diff", "plain@now", str(team.template))
    assert (done.exit_code, "nothing was reviewed yet" in done.output) == (2, True)


def test_a_workload_shows_where_it_stands(team: Team) -> None:
    team.review()
    team.says("milestone", "create", "orders", "design")
    text = team.says("workload", "show", "orders")
    assert text.startswith("orders · 0 answers · ")
    assert f"Read from {team.template.parent}" in text
    assert "Reliability" in text
    assert "now " in text
    assert "Next: buttress converse orders (" in text
    page = team.says("workload", "show", "orders", "--format", "markdown")
    assert page.startswith("# orders\n")
    assert "| Security | " in page
    assert 'x-axis ["design"]' in page


def test_a_workload_follows_a_template(team: Team) -> None:
    team.review()
    assert team.says("workload", "set", "platform", "--template") == "platform · a template\n"
    said = team.says("workload", "set", "orders", "--follows", "platform", "--description", "Takes orders")
    assert said == "orders · Takes orders · follows platform\n"
    assert "was held by the newest already" in team.says("workload", "upgrade", "orders")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("plan", "nowhere"), "nowhere"),
        (("milestone", "show", "orders", "design"), "None was made yet"),
        (("workload", "show", "ordres"), "Did you mean orders?"),
        (("workload", "set", "orders", "--follows", "orders"), "cannot follow itself"),
    ],
)
def test_what_is_not_there_is_told_and_exits_2(team: Team, words: tuple[str, ...], message: str) -> None:
    team.review()
    done = team.run(*words)
    assert done.exit_code == 2
    assert message in done.output
    assert done.output.startswith("buttress: ")


def test_a_review_of_other_paths_is_not_kept_under_the_same_name(team: Team) -> None:
    team.review()
    other = TOP / "examples" / "orders" / "network.yaml"
    done = team.run("review", str(other), "--workload", "orders")
    assert (done.exit_code, "(--moved)" in done.output) == (2, True)
    assert "Kept as orders, review 2." in team.says("review", str(other), "--workload", "orders", "--moved")


def test_an_empty_list_says_what_to_do(team: Team) -> None:
    assert team.says("workload", "list") == "No workload is kept yet: buttress review PATH --keep\n"


def test_nothing_that_others_wrote_commands_a_terminal(team: Team) -> None:
    strange = "\x1b[2J\u202e"
    team.template.with_name(f"a{strange}.yaml").write_text(GAP)
    team.template.unlink()
    said = team.review("--all")
    said += team.says("plan", "assign", "orders", ITEM, "--owner", f"Jane{strange}")
    said += team.says("plan", "orders", "--all")
    said += team.says("plan", "export", "orders", "--format", "markdown")
    said += team.says("milestone", "create", "orders", "design", "--note", strange)
    said += team.says("milestone", "list", "orders") + team.says("milestone", "show", "orders", "design")
    said += team.says("workload", "show", "orders") + team.says("prepare", "orders")
    talk = CliRunner().invoke(
        group(), ["converse", "orders", "--plain"], input="jump REL5\n" + "e\n\n" * 4 + "q\n", env=team.env
    )
    said += talk.output
    assert r"a\x1b[2J\u202e.yaml:2" in talk.output
    assert "\x1b" not in said
    assert "\u202e" not in said
