"""How suppressions bear on what a review says."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import buttress
from buttress import wiring
from buttress.application.snapshotting import snapshot_of

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.review import Review
    from buttress.evidence.record import Evidence

CHECK = "sqs-dead-letter-queue"
PRACTICE = "REL05-BP03"
BEFORE, AFTER = datetime.date(2027, 1, 31), datetime.date(2027, 2, 1)


def reviewed(folder: Path, comment: str = "", *, day: datetime.date | None = None, text: str = "") -> Review:
    lines = ["Resources:", f"  {comment}", "  Orders:", "    Type: AWS::SQS::Queue", ""]
    (folder / "t.yaml").write_text(text or "\n".join(line for line in lines if line.strip()) + "\n")
    return wiring.review([folder], day=day)


def found(review: Review, check: str = CHECK) -> Evidence:
    return next(record for record in review.evidence if record.check.id == check)


def messages(review: Review) -> list[str]:
    return [f"{problem.message} {problem.hint}" for problem in review.problems]


def test_an_accepted_risk_leaves_the_plan_and_nothing_else(tmp_path: Path) -> None:
    before = reviewed(tmp_path)
    after = reviewed(tmp_path, f"# buttress: accept {CHECK} until 2027-01-31 by jane: it goes in March")
    record = found(after)
    assert (record.state, record.reason) == (found(before).state, found(before).reason)
    assert record.suppression is not None
    assert record.suppression.words == "accepted until 2027-01-31 by jane: it goes in March"
    assert after.answers.proposal(PRACTICE).state == before.answers.proposal(PRACTICE).state == "contradicted"
    assert CHECK in [item.check.id for item in before.plan]
    assert CHECK not in [item.check.id for item in after.plan]
    assert after.problems == ()


def test_a_false_positive_is_not_known_and_never_met(tmp_path: Path) -> None:
    review = reviewed(tmp_path, f"# buttress: false-positive {CHECK} by jane: the consumer keeps them")
    assert found(review).state == "gap"
    assert CHECK not in [item.check.id for item in review.plan]
    proposal = review.answers.proposal(PRACTICE)
    assert proposal.state == "open"
    (deciding,) = (record for record in proposal.deciding if record.check.id == CHECK)
    assert deciding.reason == "said to be a false positive by jane: the consumer keeps them"


def test_what_is_over_counts_again_and_says_so(tmp_path: Path) -> None:
    comment = f"# buttress: accept {CHECK} until 2027-01-31 by jane: r"
    held, over = found(reviewed(tmp_path, comment, day=BEFORE)), reviewed(tmp_path, comment, day=AFTER)
    assert held.suppression is not None
    assert not held.suppression.expired
    suppression = found(over).suppression
    assert suppression is not None
    assert suppression.words == "accepted until 2027-01-31 by jane, which is past, so it counts again: r"
    assert CHECK in [item.check.id for item in over.plan]
    assert [(use.findings, use.expired) for use in over.suppressions] == [(1, True)]


def test_a_false_positive_that_is_over_contradicts_again(tmp_path: Path) -> None:
    comment = f"# buttress: false-positive {CHECK} until 2027-01-31 by jane: r"
    assert reviewed(tmp_path, comment, day=BEFORE).answers.proposal(PRACTICE).state == "open"
    assert reviewed(tmp_path, comment, day=AFTER).answers.proposal(PRACTICE).state == "contradicted"


def test_what_was_written_for_another_tool_says_that_it_has_no_end(tmp_path: Path) -> None:
    review = reviewed(
        tmp_path,
        text="Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Metadata: {cdk_nag: {rules_to_suppress: "
        "[{id: AwsSolutions-SQS3, reason: ''}, {id: AwsSolutions-SQS2, reason: unneeded}]}}\n",
    )
    suppression = found(review).suppression
    assert suppression is not None
    assert suppression.words == (
        "accepted for cdk-nag (AwsSolutions-SQS3), by nobody named, with no end date: no reason given"
    )
    assert review.problems == ()


def test_ours_comes_before_another_tools_and_what_holds_before_what_is_over(tmp_path: Path) -> None:
    text = (
        "Metadata: {Buttress: {Suppress: [{check: sqs-dead-letter-queue, kind: accepted, reason: all, owner: joe, "
        "until: 2026-01-01}]}}\nResources:\n  # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: r\n"
        "  Orders:\n    Type: AWS::SQS::Queue\n"
        "    Metadata: {cdk_nag: {rules_to_suppress: [{id: AwsSolutions-SQS3}]}}\n"
    )
    suppression = found(reviewed(tmp_path, text=text)).suppression
    assert suppression is not None
    assert suppression.owner == "jane"


def test_a_suppression_of_the_whole_template_covers_the_workload(tmp_path: Path) -> None:
    text = (
        "Metadata: {Buttress: {Suppress: [{check: workload-dashboard, kind: accepted, reason: r, owner: joe, "
        "until: 2027-01-31}]}}\nResources:\n  Orders: {Type: AWS::SQS::Queue}\n"
    )
    review = reviewed(tmp_path, text=text)
    assert found(review, "workload-dashboard").suppression is not None
    assert found(review).suppression is None
    narrow = reviewed(tmp_path, "# buttress: accept workload-dashboard until 2027-01-31 by jane: r")
    assert found(narrow, "workload-dashboard").suppression is None


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("sqs-dead-letter-queues", "there is no check sqs-dead-letter-queues. Did you mean sqs-dead-letter-queue?"),
        ("xyzzy", "there is no check xyzzy. `buttress checks` lists them."),
        ("sqs-encryption-at-rest", "sqs-encryption-at-rest finds no gap on Orders, so there is nothing to suppress."),
        ("s3-versioning", "s3-versioning does not look at Orders. Name the resource that it is about, or take it out."),
    ],
)
def test_a_suppression_that_covers_nothing_is_told(tmp_path: Path, check: str, message: str) -> None:
    review = reviewed(tmp_path, f"# buttress: accept {check} until 2027-01-31 by jane: r")
    (told,) = messages(review)
    assert message in told
    assert review.problems[0].line == 2


def test_a_snapshot_keeps_what_somebody_wrote(tmp_path: Path) -> None:
    review = reviewed(tmp_path, f"# buttress: accept {CHECK} until 2027-01-31 by jane: r")
    finding = snapshot_of(review).by_key[CHECK, "t.yaml#Orders"]
    assert finding.suppression == found(review).suppression
    assert finding.suppressed
    assert not snapshot_of(reviewed(tmp_path)).by_key[CHECK, "t.yaml#Orders"].suppressed


def test_without_suppressions_nothing_is_different(tmp_path: Path) -> None:
    review = reviewed(tmp_path)
    assert review.suppressions == ()
    assert all(record.suppression is None for record in review.evidence)
    assert buttress.review(tmp_path).plan == review.plan
