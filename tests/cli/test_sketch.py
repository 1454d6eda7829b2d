from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from buttress.cli.main import group

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEMPLATE = """Resources:
  Work:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 60, RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}}
  Dead:
    Type: AWS::SQS::Queue
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(group(), [str(word) for word in words])


def test_a_new_sketch_goes_to_standard_output() -> None:
    found = run("sketch", "new", "queue work -> Lambda function worker", "--name", "Work")
    assert found.exit_code == 0
    assert found.output == (
        "# Boxes, arrows, and what is decided. All that is not said is not decided yet.\n"
        "sketch: Work\n\nboxes:\n  work: queue\n  worker: Lambda function\n\narrows:\n  - work -> worker\n"
    )


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "work.sketch.yaml"
    assert run("sketch", "new", "queue work", "-o", path).exit_code == 0
    assert "sketch: work\n" in path.read_text()
    refused = run("sketch", "new", "topic news", "-o", path)
    assert refused.exit_code == 2
    assert "is there already; --force replaces it" in refused.output
    assert "work: queue" in path.read_text()
    assert run("sketch", "new", "topic news", "-o", path, "--force").exit_code == 0
    assert "news: topic" in path.read_text()


def test_a_part_that_is_no_service_is_told_in_a_line() -> None:
    found = run("sketch", "new", "lambada worker")
    assert found.exit_code == 2
    assert found.output.startswith("buttress: 'lambada worker' names no service that is known here. Did you mean")


def test_what_is_there_becomes_a_sketch_that_a_review_reads(tmp_path: Path) -> None:
    template, sketch = tmp_path / "template.yaml", tmp_path / "work.sketch.yaml"
    template.write_text(TEMPLATE)
    assert run("sketch", "from", template, "-o", sketch).exit_code == 0
    assert "Work -> Dead" in sketch.read_text()
    review = run("review", sketch)
    assert review.exit_code == 0
    assert "sketch · 1 file · 2 resources" in review.output
    assert "To decide, most at stake first" in review.output


def test_a_place_without_an_architecture_is_told(tmp_path: Path) -> None:
    found = run("sketch", "from", tmp_path)
    assert found.exit_code == 2
    assert "there is no architecture here" in found.output


def test_a_diff_says_what_of_a_proposal_was_built(tmp_path: Path) -> None:
    template, sketch = tmp_path / "template.yaml", tmp_path / "work.sketch.yaml"
    template.write_text(TEMPLATE)
    sketch.write_text(
        "sketch: Work\nbuilt-as: template.yaml\nboxes:\n  Work: queue\n  Dead: queue\n  Other: queue\n"
        "arrows:\n  - Work dead-letters to Dead\n"
    )
    found = run("diff", sketch, template, "--all")
    assert found.exit_code == 0
    words = re.sub(r"\s+", " ", found.output)
    assert "1 resource is gone" in words
    assert "it was not known: not decided yet" in words


def test_a_broken_drawing_is_told_and_stops_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.drawio").write_text("<mxfile><diagram>")
    (tmp_path / "b.mmd").write_text("flowchart LR\n a[Work queue]\n")
    (tmp_path / "c.mmd").write_text("sequenceDiagram\n A->>B: hello\n")
    found = run("review", tmp_path)
    assert found.exit_code == 0
    assert "c.mmd" not in found.output
    assert "Not read: a.drawio:1:1: this is not XML" in re.sub(r"\s+", " ", found.output)
    assert "1 resource" in found.output


def test_a_kept_sketch_is_prepared_with_what_is_decided_by_then(tmp_path: Path) -> None:
    sketch, store = tmp_path / "work.sketch.yaml", str(tmp_path / "store.db")
    sketch.write_text("sketch: Work\nboxes: {Work: queue}\n")
    assert run("review", sketch, "--workload", "work", "--store", store).exit_code == 0
    found = run("prepare", "work", "--store", store)
    words = re.sub(r"\s+", " ", found.output)
    assert "What is decided by then, written into the sketch" in words
    assert "leaves open" not in words


def test_the_json_report_of_a_sketch_keeps_to_its_schema(tmp_path: Path) -> None:
    sketch = tmp_path / "work.sketch.yaml"
    sketch.write_text("sketch: Work\nboxes: {Work: queue}\n")
    report = json.loads(run("review", sketch, "--format", "json").output)
    schema = json.loads((files("buttress.report") / "review.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(report)) == []
    assert [root["kind"] for root in report["architectures"]] == ["sketch"]
