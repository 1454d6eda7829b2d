"""The JSON report, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import buttress
from buttress.application.baseline import BaselineError, baseline_of, read_baseline
from buttress.application.snapshotting import snapshot_of
from buttress.report.document import as_json
from tests.corpus import entries

if TYPE_CHECKING:
    from buttress.application.review import Review

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


def back(review: Review) -> object:
    return baseline_of(as_json(review).encode(), "review.json")


@pytest.mark.parametrize("version", ["orders-good", "orders", "orders-worse"])
def test_a_review_comes_back_from_its_json_as_its_snapshot(version: str) -> None:
    review = buttress.review(EXAMPLES / version)
    assert back(review) == snapshot_of(review)


def test_real_templates_come_back(shared: Path) -> None:
    for entry in entries(shared)[::24]:
        review = buttress.review(shared / "architectures" / entry.path)
        assert back(review) == snapshot_of(review)


def test_what_was_not_read_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: far.yaml}}\n"
    )
    (tmp_path / "b.yaml").write_text("Resources: {A: {Type: AWS::SQS::Queue}")
    review = buttress.review(tmp_path)
    snapshot = snapshot_of(review)
    assert back(review) == snapshot
    assert (snapshot.complete, len(snapshot.unread), len(snapshot.problems)) == (False, 1, 1)
    assert snapshot.declared == (("a.yaml#Inner", "AWS::CloudFormation::Stack"),)


def test_a_resource_that_no_world_makes_is_not_declared(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\nResources:\n"
        "  A: {Type: AWS::SQS::Queue, Condition: Prod}\n  B: {Type: AWS::SQS::Queue}\n"
    )
    assert snapshot_of(buttress.review(tmp_path, parameters={"Env": "dev"})).declared == (
        ("t.yaml#B", "AWS::SQS::Queue"),
    )


def refusal(data: object) -> str:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(BaselineError) as caught:
        baseline_of(text, "main.json")
    return str(caught.value)


def test_what_is_no_report_is_refused_with_the_reason() -> None:
    again = "Make it again with `buttress review --format json`."
    assert refusal(b" \n") == f"main.json: the file is empty. {again}"
    assert refusal(b"{\n  nonsense").startswith("main.json:2:3: this is not JSON: ")
    assert refusal([1]) == f"main.json: this is no review by Buttress. {again}"
    assert refusal({"version": "2.1.0", "runs": []}) == f"main.json: this is no review by Buttress. {again}"
    older = refusal({"schema": "1", "version": "0.1.0", "evidence": []})
    assert older.startswith(
        "main.json: the report follows schema 1, this Buttress reads 2: an older Buttress wrote it."
    )
    assert "a newer Buttress or another tool wrote it" in refusal({"schema": 3, "version": "9", "evidence": []})


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("name",), 3, "name is 3 where a text belongs."),
        (("as_of",), "yesterday", "as_of is 'yesterday' where a day such as 2026-11-23 belongs."),
        (("complete",), None, "complete is absent where true or false belongs."),
        (("checks",), True, "checks is True where a whole number belongs."),
        (("lenses",), [1], "lenses is [1] where a list of texts belongs."),
        (("evidence",), {}, "evidence is {} where a list belongs."),
        (("evidence", 0), 7, "evidence[0] is no object."),
        (
            ("evidence", 0, "state"),
            "bad",
            "evidence[0].state is 'bad' where one of met, gap, unknown, not_applicable belongs.",
        ),
        (
            ("evidence", 0, "when"),
            [{"state": "met", "reason": "", "world": {"Env": 1}}],
            "evidence[0].when[0].world is",
        ),
        (("evidence", 0, "reason"), list(range(60)), "evidence[0].reason is [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1…"),
        (("practices", 0, "share"), [1, 2, 3], "practices[0].share is no pair of numbers."),
    ],
)
def test_a_member_that_is_not_what_it_should_be_is_named(
    tmp_path: Path, path: tuple[object, ...], value: object, message: str
) -> None:
    (tmp_path / "t.yaml").write_text("Resources: {Orders: {Type: AWS::SQS::Queue}}")
    content = json.loads(as_json(buttress.review(tmp_path)))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert message in _said(content)


def _said(content: object) -> str:
    try:
        baseline_of(json.dumps(content).encode(), "main.json")
    except BaselineError as error:
        return str(error)
    return ""


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="the baseline cannot be read: Is a directory"):
        read_baseline(tmp_path)
