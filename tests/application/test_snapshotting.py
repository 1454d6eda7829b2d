from __future__ import annotations

from pathlib import Path

import pytest

import buttress
from buttress.answers.snapshot import Template
from buttress.application.canonical import canonical
from buttress.application.snapshotting import snapshot_of
from buttress.store.documents import content_of, document_of, snapshot_from
from buttress.version import VERSION

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
QUEUE = "Resources: {Orders: {Type: AWS::SQS::Queue}}\n"


def test_a_snapshot_says_what_the_review_said() -> None:
    review = buttress.review(EXAMPLES / "orders-worse")
    snapshot = snapshot_of(review)
    assert (snapshot.name, snapshot.version, snapshot.as_of) == (review.name, VERSION, review.today)
    assert snapshot.checks == review.checks
    assert len(snapshot.findings) == len(review.evidence)
    assert snapshot.resources == {record.resource for record in review.evidence}
    for record in review.evidence:
        finding = snapshot.by_key[record.check.id, record.resource]
        assert (finding.state, finding.reason, finding.place) == (record.state, record.reason, str(record.location))
        assert finding.practices == tuple(link.practice for link in record.check.bears_on)
        assert set(finding.contradicts) <= set(finding.practices)
    for proposal in review.answers.proposals():
        said = snapshot.by_practice[proposal.practice.code]
        assert (said.state, said.reasons, said.share) == (proposal.state, proposal.reasons, proposal.share)
        assert all(key in snapshot.by_key for key in said.deciding)
        assert len(said.deciding) == len(proposal.deciding)


def test_equal_reviews_give_equal_bytes_and_a_snapshot_survives_being_kept() -> None:
    first, second = (snapshot_of(buttress.review(EXAMPLES / "orders")) for _ in range(2))
    assert canonical(first) == canonical(second)
    document = document_of(first)
    assert snapshot_from(content_of(document.packed, document.digest, "it")) == first


def test_a_template_is_named_with_what_it_declares(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(QUEUE, encoding="utf-8")
    snapshot = snapshot_of(buttress.review(tmp_path))
    assert snapshot.templates == (Template("template.yaml", "CloudFormation", ("template.yaml",), 1),)
    assert snapshot.complete


@pytest.mark.parametrize(
    ("files", "complete"),
    [
        ({"template.yaml": QUEUE}, True),
        ({"template.yaml": QUEUE + "Transform: Unheard\n"}, False),
        ({"template.yaml": QUEUE, "other.yaml": "Resources: {A: {Type: AWS::SQS::Queue"}, False),
        ({"template.yaml": QUEUE.replace("}}", ", Properties: {VisibilityTimeout: !Sub '${None}'}}}")}, True),
    ],
)
def test_a_snapshot_is_complete_where_everything_was_read(
    tmp_path: Path, files: dict[str, str], *, complete: bool
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    snapshot = snapshot_of(buttress.review(*(tmp_path / name for name in sorted(files))))
    assert snapshot.complete is complete
    assert complete or snapshot.unread or snapshot.problems
