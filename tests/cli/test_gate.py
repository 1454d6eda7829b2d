"""`buttress gate` as a person, or a pipeline, runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_diff import EXAMPLES, run
from tests.repository import GUARDED, QUEUE, Work, repository

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Work:
    work = repository(tmp_path / "shop")
    work.commit(template_yaml=GUARDED)
    return work


def gate(work: Work, *words: str | Path) -> subprocess.CompletedProcess[str]:
    done = run("gate", *words, folder=work.top)
    assert done.stderr == ""
    return done


def test_what_is_as_before_is_let_through_however_many_gaps_there_are(shop: Work) -> None:
    done = gate(shop, "--baseline", "main")
    assert done.returncode == 0
    assert done.stdout.startswith("Let through: no gap was opened since main (")


def test_what_got_worse_is_held_back_with_what_to_do(shop: Work) -> None:
    shop.write(template_yaml=QUEUE)
    done = gate(shop, "--baseline", "main")
    text = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert text.startswith("Held back: 1 gap was opened since main (")
    assert "template.yaml:2 Orders: failing messages are retried until they expire (it was met: sets failing" in text
    assert "First step: " in text
    assert "# buttress: accept <check> until <YYYY-MM-DD> by <name>: <reason>" in text


def test_a_severity_leaves_lesser_regressions_alone(shop: Work) -> None:
    (shop.top / "template.yaml").write_text(
        "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties: {ReceiveMessageWaitTimeSeconds: 20}\n"
    )
    shop.commit()
    shop.write(template_yaml=QUEUE)
    opened = json.loads(gate(shop, "--baseline", "main", "--format", "json").stdout)
    assert [one["severity"] for one in opened["failing"]] != ["high"]
    high = gate(shop, "--baseline", "main", "--fail-on", "high")
    assert high.returncode == 0
    assert "of lower severity do" in high.stdout


def test_without_a_baseline_gaps_count_by_severity(shop: Work) -> None:
    done = gate(shop, "--fail-on", "high")
    assert done.returncode == 1
    assert "of severity high." in done.stdout.splitlines()[0]
    (shop.top / "template.yaml").write_text("Resources: {Group: {Type: AWS::Logs::LogGroup}}\n")
    assert gate(shop, "--fail-on", "low").returncode == 1


def test_what_is_lost_from_sight_is_told_and_does_not_count(shop: Work) -> None:
    (shop.top / "template.yaml").write_text(
        "Parameters: {Dead: {Type: String}}\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n"
        "    Properties: {RedrivePolicy: !Ref Dead}\n"
    )
    done = gate(shop, "--baseline", "main")
    assert done.returncode == 0
    assert "Out of sight" in done.stdout


def test_strict_exits_3_where_something_was_not_read(shop: Work) -> None:
    (shop.top / "broken.yaml").write_text("Resources: {A: {Type: AWS::SQS::Queue}")
    assert gate(shop, "--baseline", "main").returncode == 0
    done = gate(shop, "--baseline", "main", "--strict")
    assert done.returncode == 3
    assert "Not everything was read of this folder: broken.yaml:" in " ".join(done.stdout.split())
    assert "Not everything was read: broken.yaml:" in " ".join(gate(shop, "--fail-on", "high").stdout.split())


def test_a_report_of_main_is_a_baseline(tmp_path: Path) -> None:
    run("review", EXAMPLES / "orders-good", "--format", "json", "-o", tmp_path / "main.json")
    assert run("gate", EXAMPLES / "orders-good", "--baseline", tmp_path / "main.json").returncode == 0
    done = run("gate", EXAMPLES / "orders-worse", "--baseline", tmp_path / "main.json", "--format", "markdown")
    assert done.returncode == 1
    assert done.stdout.startswith("## Buttress\n\n**Held back: ")
    assert "<summary>Out of sight: 7 " in done.stdout


def test_wrong_use_is_told_and_exits_2(shop: Work, tmp_path: Path) -> None:
    nothing = run("gate", folder=shop.top)
    assert (nothing.returncode, "Say what counts: --baseline main" in nothing.stderr) == (2, True)
    assert run("gate", "--baseline", "nowhere", folder=shop.top).returncode == 2
    (tmp_path / "empty").mkdir()
    empty = run("gate", tmp_path / "empty", "--fail-on", "high")
    assert (empty.returncode, "there is no architecture here" in empty.stderr) == (2, True)


def test_what_is_suppressed_does_not_count_until_it_is_over(shop: Work) -> None:
    (shop.top / "template.yaml").write_text(
        "Resources:\n  # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: it goes in March\n"
        "  Orders:\n    Type: AWS::SQS::Queue\n"
    )
    held = gate(shop, "--baseline", "main", "--as-of", "2027-01-31")
    assert held.returncode == 0
    text = " ".join(held.stdout.split())
    assert "1 gap that would count is suppressed; see below." in text
    assert "Orders: sqs-dead-letter-queue accepted until 2027-01-31 by jane: it goes in March" in text
    over = gate(shop, "--baseline", "main", "--as-of", "2027-02-01")
    assert over.returncode == 1
    assert "which is past, so it counts again: it goes in March" in " ".join(over.stdout.split())
    told = gate(shop, "--baseline", "main", "--as-of", "2027-01-31", "--format", "markdown").stdout
    assert "<summary>Suppressed: 1 finding · 1 accepted · the next one ends on 2027-01-31</summary>" in told
    change = json.loads(run("diff", "main", "--format", "json", "--as-of", "2027-01-31", folder=shop.top).stdout)
    assert [one["check"] for one in change["suppressed"]] == ["sqs-dead-letter-queue"]
    for form in ("terminal", "markdown"):
        change_text = run("diff", "main", "--format", form, "--as-of", "2027-01-31", folder=shop.top).stdout
        assert "Suppressed in this folder: 1 finding · 1 accepted" in " ".join(change_text.split())
        assert "[accepted until 2027-01-31 by jane: it goes in March]" in " ".join(change_text.split())


def test_several_forms_are_written_at_once(shop: Work, tmp_path: Path) -> None:
    words = ("--sarif", tmp_path / "g.sarif", "--junit", tmp_path / "g.xml", "--json", tmp_path / "g.json")
    done = gate(shop, "--baseline", "main", *words, "--markdown", tmp_path / "g.md")
    assert done.stdout.startswith("Let through: ")
    run_of_gate = json.loads((tmp_path / "g.sarif").read_text())["runs"][0]
    assert run_of_gate["invocations"][0]["exitCode"] == 0
    assert (tmp_path / "g.xml").read_text().startswith("<?xml")
    assert json.loads((tmp_path / "g.json").read_text())["passed"] is True
    assert (tmp_path / "g.md").read_text().startswith("## Buttress")
    reviewed = run("review", "--format", "sarif", "--junit", tmp_path / "r.xml", folder=shop.top)
    assert json.loads(reviewed.stdout)["version"] == "2.1.0"
    assert (tmp_path / "r.xml").read_text().startswith("<?xml")
    assert run("review", "--format", "junit", folder=shop.top).stdout == (tmp_path / "r.xml").read_text()
    assert json.loads(gate(shop, "--fail-on", "high", "--format", "sarif").stdout)["version"] == "2.1.0"
    assert gate(shop, "--fail-on", "high", "--format", "junit").stdout.startswith("<?xml")
