from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import buttress
from buttress import wiring
from buttress.report import document
from buttress.report.catalogue import as_json as catalogue_json
from buttress.report.catalogue import as_text as catalogue_text
from buttress.report.catalogue import matching
from buttress.report.document import as_json
from buttress.report.explanation import NothingKnownError, explanation_of
from buttress.report.markdown import as_markdown
from buttress.report.terminal import as_text
from tests.corpus import entries

if TYPE_CHECKING:
    from buttress.application.review import Review

SCHEMA: dict[str, Any] = json.loads(Path(document.__file__).with_name("review.schema.json").read_text(encoding="utf-8"))


def review_of(tmp_path: Path, text: str, name: str = "template.yaml") -> Review:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return buttress.review(tmp_path)


@pytest.mark.parametrize("part", range(4))
def test_the_json_of_every_real_template_follows_its_schema(shared: Path, part: int) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for entry in entries(shared)[part::16]:
        validator.validate(json.loads(as_json(buttress.review(shared / "architectures" / entry.path))))


def test_the_json_says_what_the_typed_values_say(tmp_path: Path) -> None:
    review = review_of(tmp_path, "Resources: {Orders: {Type: AWS::SQS::Queue}}")
    content = json.loads(as_json(review))
    assert content["schema"] == "2"
    assert content["version"] == buttress.__version__
    assert content["architectures"] == [
        {"root": "template.yaml", "kind": "CloudFormation", "files": ["template.yaml"], "resources": 1}
    ]
    found = next(record for record in content["evidence"] if record["check"] == "sqs-dead-letter-queue")
    assert (found["state"], found["resource"], found["file"], found["line"]) == (
        "gap",
        "template.yaml#Orders",
        "template.yaml",
        1,
    )
    assert "REL05-BP03" in found["practices"]
    codes = [practice["code"] for practice in content["practices"]]
    assert len([code for code in codes if not code.startswith("serverless:")]) == 307
    item = next(item for item in content["plan"] if item["check"] == "sqs-dead-letter-queue")
    assert (item["count"], item["places"][0]["line"]) == (1, 1)


def test_colour_and_time_are_for_terminals_only(tmp_path: Path) -> None:
    review = review_of(tmp_path, "Resources: {Orders: {Type: AWS::SQS::Queue}}")
    assert "\x1b[" not in as_text(review)
    assert " s\n" not in as_text(review).splitlines()[0] + "\n"
    coloured = as_text(review, seconds=0.31, colour=True)
    assert "\x1b[1m" in coloured
    assert coloured.splitlines()[0].endswith("0.31 s")


def test_no_line_is_wider_than_a_hundred_columns(shared: Path) -> None:
    wide = []
    for entry in entries(shared)[::12]:
        text = as_text(buttress.review(shared / "architectures" / entry.path), everything=True)
        wide += [line for line in text.splitlines() if len(line) > 100 and " " in line.strip()[:99]]
    assert wide == []


def test_every_action_is_shown_when_all_are_asked_for(tmp_path: Path) -> None:
    review = review_of(tmp_path, "Resources:\n" + "".join(f"  Q{n}: {{Type: AWS::SQS::Queue}}\n" for n in range(4)))
    short, whole = as_text(review), as_text(review, everything=True)
    assert "and 2 more places" in short
    assert all(item.check.title.rstrip(".") in " ".join(whole.split()) for item in review.plan)


def test_what_is_not_known_is_summed_up(tmp_path: Path) -> None:
    text = """
Parameters: {Env: {Type: String}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: !If [Prod, {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}, !Ref AWS::NoValue]
  Dead: {Type: AWS::SQS::Queue}
  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/x.yaml}}
  Odd: {}
"""
    review = review_of(tmp_path, text)
    words = " ".join(as_text(review).split())
    assert "depend on Env" in words
    assert "1 nested stack not read" in words
    assert "Note: template.yaml:11:3: Odd is no resource" in words
    prose = as_markdown(review)
    assert "## What is not known" in prose
    assert "- 1 nested stack not read" in prose


def test_a_file_that_stops_is_said_to_be_not_read(tmp_path: Path) -> None:
    review_of(tmp_path, "Resources: {Q: {Type: AWS::SQS::Queue}}", "good.yaml")
    review = review_of(tmp_path, "Resources: {Q: {Type: AWS::SQS::Queue}", "broken.yaml")
    assert "Not read: broken.yaml:2:1: this is not YAML" in as_text(review)
    assert "- not read: broken.yaml:2:1: this is not YAML" in as_markdown(review)


def test_a_review_without_gaps_says_so(tmp_path: Path) -> None:
    review = review_of(tmp_path, "Resources: {Handle: {Type: AWS::CloudFormation::WaitConditionHandle}}")
    gaps = [item.check.id for item in review.plan]
    assert ("Nothing that was looked at speaks against a practice." in as_text(review)) is (gaps == [])
    assert ("Nothing that was looked at speaks against a practice." in as_markdown(review)) is (gaps == [])


def test_the_catalogue_lists_and_finds_checks() -> None:
    every = wiring.catalogue()
    (found,) = matching(every, ("dead-letter", "QUEUE", "sqs-dead-letter-queue"))
    assert found.id == "sqs-dead-letter-queue"
    assert matching(every, ()) == every
    assert catalogue_text((found,)).splitlines()[0].startswith("sqs-dead-letter-queue")
    assert json.loads(catalogue_json((found,)))[0]["on"] == ["AWS::SQS::Queue"]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("sqs-dead-letter-queue", "What it cannot tell"),
        ("SEC03-BP02", "configuration decides it"),
        ("sec03-bp02", "SEC03-BP02"),
        ("OPS01-BP01", "No check bears on it: it is for the conversation."),
        ("serverless:rel_rel_q2_a1", "sqs-dead-letter-queue"),
        ("OPS08-BP04", "  functions · each counts\n    AWS::Lambda::Function\n    checks: lambda-error-alarm\n"),
        ("REL12-BP05", "in every workload\n  game days that were run and noted here\n    no check tells yet\n"),
        ("SUS05-BP04", "it does not apply where none of these is present or referred to\n"),
        ("SEC3", "SEC03-BP02"),
        ("serverless:REL2", "serverless:rel_rel_q2_a1"),
    ],
)
def test_checks_practices_and_questions_are_explained(subject: str, words: str) -> None:
    assert words in explanation_of(subject, wiring.catalogue())


def test_an_unknown_subject_gets_a_suggestion() -> None:
    with pytest.raises(NothingKnownError, match="Did you mean sqs-dead-letter-queue"):
        explanation_of("sqs-dead-leter-queue", wiring.catalogue())
    with pytest.raises(NothingKnownError, match="buttress checks lists the checks"):
        explanation_of("?????????????????", wiring.catalogue())
