"""What is suppressed is shown in every format, and nothing that somebody wrote commands a terminal."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from buttress import wiring
from buttress.application.baseline import baseline_of
from buttress.application.snapshotting import snapshot_of
from buttress.report.document import as_json
from buttress.report.markdown import as_markdown
from buttress.report.plain import plain
from buttress.report.terminal import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.review import Review

TEXT = """\
Resources:
  # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: it goes in March
  # buttress: accept sqs-age-alarm until 2026-01-31 by jane: was to go in 2025
  # buttress: false-positive sqs-long-polling by joe: a function asks
  Orders:
    Type: AWS::SQS::Queue
    #checkov:skip=CKV_AWS_27:no secrets
    Metadata: {cdk_nag: {rules_to_suppress: [{id: AwsSolutions-SQS4, reason: inside a network}]}}
"""
SUMMARY = (
    "3 findings · 1 said to be false positives · 2 accepted · the next one ends on 2027-01-31 · 1 with no end date · "
    "1 over, so it counts again"
)


def reviewed(folder: Path, text: str = TEXT) -> Review:
    (folder / "t.yaml").write_text(text)
    return wiring.review([folder], day=datetime.date(2026, 11, 25))


def test_the_terminal_sums_up_and_lists_what_is_suppressed(tmp_path: Path) -> None:
    text = " ".join(as_text(reviewed(tmp_path)).split())
    assert f"Suppressed: {SUMMARY}" in text
    assert "t.yaml:5 Orders: sqs-dead-letter-queue accepted until 2027-01-31 by jane: it goes in March" in text
    assert "sqs-age-alarm accepted until 2026-01-31 by jane, which is past, so it counts again: was to go" in text
    assert "sqs-secure-transport accepted for cdk-nag (AwsSolutions-SQS4), by nobody named, with no end date" in text


def test_the_terminal_shows_the_first_and_all_when_asked(tmp_path: Path) -> None:
    queues = "".join(f"  Q{number}: {{Type: AWS::SQS::Queue}}\n" for number in range(8))
    whole = "{check: sqs-age-alarm, kind: false-positive, reason: r, owner: joe}"
    review = reviewed(tmp_path, f"Metadata: {{Buttress: {{Suppress: [{whole}]}}}}\nResources:\n{queues}")
    assert "and 3 more suppressed findings: --all shows them" in as_text(review)
    assert "Q7: sqs-age-alarm said to be a false positive by joe: r" in as_text(review, everything=True)


def test_markdown_lists_them_all(tmp_path: Path) -> None:
    text = as_markdown(reviewed(tmp_path))
    assert f"## Suppressed\n\n{SUMMARY}\n\n- " in text
    assert "- t.yaml:5  Orders: sqs-long-polling said to be a false positive by joe: a function asks\n" in text


def test_json_has_them_all_and_gives_them_back(tmp_path: Path) -> None:
    review = reviewed(tmp_path)
    content = json.loads(as_json(review))
    assert [(one["check"], one["expired"], one["findings"]) for one in content["suppressions"]] == [
        ("sqs-dead-letter-queue", False, 1),
        ("sqs-age-alarm", True, 1),
        ("sqs-long-polling", False, 1),
        ("sqs-encryption-at-rest", False, 0),
        ("sqs-secure-transport", False, 1),
    ]
    assert baseline_of(as_json(review).encode(), "x") == snapshot_of(review)


def test_a_suppression_that_covers_no_gap_is_not_summed_up(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    #checkov:skip=CKV_AWS_27:fine\n")
    assert "Suppressed" not in as_text(review)
    assert "Suppressed" not in as_markdown(review)


def test_no_name_or_reason_commands_a_terminal(tmp_path: Path) -> None:
    escape = "\x1b]0;owned\x07\x1b[2J\u202e"
    entry = json.dumps(
        {"check": "sqs-dead-letter-queue", "kind": "accepted", "until": "2027-01-31", "owner": escape, "reason": escape}
    )
    body = f'{{"Type": "AWS::SQS::Queue", "Metadata": {{"Buttress": {{"Suppress": [{entry}]}}}}}}'
    folder = tmp_path / "a\x1b[31mb"
    folder.mkdir()
    (folder / "t.json").write_text(
        f'{{"Resources": {{{json.dumps(escape)}: {body}, {json.dumps("Broken" + escape)}: 1}}}}'
    )
    review = wiring.review([folder])
    for report in (as_text(review, everything=True), as_markdown(review)):
        assert "\x1b" not in report
        assert "\x07" not in report
        assert "\u202e" not in report
        assert r"\x1b[2J\u202e" in report
    assert "\x1b[1ma\\x1b[31mb\x1b[0m" in as_text(review, colour=True)


def test_plain_leaves_what_people_read_as_it_is() -> None:
    assert plain("Zoë: „5 €“\n\tnext") == "Zoë: „5 €“\n\tnext"
    assert plain("a\x00\x9b\u2066b") == r"a\x00\x9b\u2066b"
