"""What a team says once of its repository, in buttress.toml or pyproject.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress import wiring
from buttress.sources.errors import SourceError
from buttress.sources.settings import settings_above, settings_in

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = """
Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: !If [Prod, {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}, !Ref AWS::NoValue]
  Dead: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 1209600}}
  Drafts: {Type: AWS::SQS::Queue}
"""


def written(folder: Path, settings: str, name: str = "buttress.toml") -> Path:
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "template.yaml").write_text(TEMPLATE)
    (folder / name).write_text(settings)
    return folder


def dead_letters(folder: Path) -> dict[str, str]:
    review = wiring.review([folder])
    return {
        one.resource.partition("#")[2]: one.state for one in review.evidence if one.check.id == "sqs-dead-letter-queue"
    }


def test_its_parameters_decide_conditions(tmp_path: Path) -> None:
    assert dead_letters(written(tmp_path, 'parameters = {Stage = "prod"}'))["Jobs"] == "met"
    assert dead_letters(written(tmp_path, 'parameters = {Stage = "test"}'))["Jobs"] == "gap"
    assert dead_letters(written(tmp_path, ""))["Jobs"] == "unknown"


def test_what_is_given_with_the_review_comes_first(tmp_path: Path) -> None:
    written(tmp_path, 'parameters = {Stage = "test"}')
    review = wiring.review([tmp_path], parameters={"Stage": "prod"})
    assert {
        one.state
        for one in review.evidence
        if one.resource.endswith("#Jobs") and one.check.id == "sqs-dead-letter-queue"
    } == {"met"}


def test_an_environment_comes_before_what_holds_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(
        tmp_path,
        """
        environment = "test"
        parameters = {Stage = "other"}
        [environments.test]
        parameters = {Stage = "test"}
        [environments.prod]
        parameter-files = ["prod.json"]
        """,
    )
    (tmp_path / "prod.json").write_text('{"Stage": "prod"}')
    assert dead_letters(tmp_path)["Jobs"] == "gap"
    monkeypatch.setenv("BUTTRESS_ENVIRONMENT", "prod")
    assert dead_letters(tmp_path)["Jobs"] == "met"


def test_the_project_file_of_python_holds_it_too(tmp_path: Path) -> None:
    folder = written(tmp_path, '[tool.buttress]\nparameters = {Stage = "prod"}\n', "pyproject.toml")
    assert dead_letters(folder)["Jobs"] == "met"


def test_it_is_found_above_up_to_the_top_of_the_work_tree(tmp_path: Path) -> None:
    written(tmp_path, 'parameters = {Stage = "prod"}')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert settings_above(inner) is not None
    (tmp_path / "a" / ".git").mkdir()
    assert settings_above(inner) is None


def test_a_suppression_names_a_resource_by_its_id(tmp_path: Path) -> None:
    written(
        tmp_path,
        """
        [[suppress]]
        check = "sqs-dead-letter-queue"
        resource = "template.yaml#Drafts"
        kind = "accepted"
        reason = "a draft that is lost costs nobody anything"
        owner = "jane"
        until = 2199-01-31
        """,
    )
    review = wiring.review([tmp_path], parameters={"Stage": "test"})
    told = {one.resource: one.suppression for one in review.evidence if one.check.id == "sqs-dead-letter-queue"}
    found = told["template.yaml#Drafts"]
    assert found is not None
    assert (found.owner, found.file, found.line) == ("jane", "buttress.toml", 2)
    assert told["template.yaml#Jobs"] is None


def test_a_suppression_that_lacks_something_does_not_count_and_is_told(tmp_path: Path) -> None:
    written(tmp_path, '[[suppress]]\ncheck = "sqs-dead-letter-queue"\nkind = "accepted"\nreason = "r"\nowner = "o"\n')
    (problem,) = wiring.review([tmp_path]).problems
    assert (problem.file, problem.line) == ("buttress.toml", 1)
    assert "lacks until" in problem.message


def test_it_says_which_lenses_answer(tmp_path: Path) -> None:
    written(tmp_path, 'lenses = ["wellarchitected"]')
    (tmp_path / "f.yaml").write_text("Resources: {F: {Type: AWS::Lambda::Function}}")
    assert [lens.lens.id for lens in wiring.review([tmp_path]).answers.lenses] == ["wellarchitected"]


def test_its_workloads_are_reviewed_each_by_itself(tmp_path: Path) -> None:
    written(
        tmp_path,
        """
        [[workload]]
        name = "jobs"
        paths = ["template.yaml"]
        parameters = {Stage = "prod"}
        [[workload]]
        name = "both"
        paths = ["two/a.yaml", "two/b.yaml"]
        lenses = ["wellarchitected"]
        """,
    )
    (tmp_path / "two").mkdir()
    for name in ("a", "b", "left_out"):
        (tmp_path / "two" / f"{name}.yaml").write_text("Resources: {Q: {Type: AWS::SQS::Queue}}")
    jobs, both = wiring.reviews([tmp_path])
    assert (jobs.name, [root.path for root in jobs.graph.roots]) == ("jobs", ["template.yaml"])
    assert (both.name, [root.path for root in both.graph.roots]) == ("both", ["two/a.yaml", "two/b.yaml"])
    (decided,) = [
        one for one in jobs.evidence if one.check.id == "sqs-dead-letter-queue" and one.resource.endswith("Jobs")
    ]
    assert decided.state == "met"
    assert len(wiring.review([tmp_path]).graph.roots) == 4


def test_a_workload_alone_is_reviewed_as_its_settings_say(tmp_path: Path) -> None:
    written(tmp_path, '[[workload]]\nname = "jobs"\npaths = ["template.yaml"]\nparameters = {Stage = "prod"}\n')
    review = wiring.review([tmp_path / "template.yaml"])
    assert {
        one.state
        for one in review.evidence
        if one.resource.endswith("#Jobs") and one.check.id == "sqs-dead-letter-queue"
    } == {"met"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = [", "this is not TOML"),
        ("lense = []", "buttress.toml:1:1: there is no setting 'lense' in the top. Did you mean lenses?"),
        ("parameters = 1", "parameters in the top is no table of values"),
        ("parameters = {A = {B = 1}}", "parameters in the top is no table of values"),
        ('lenses = ["saas"]', "there is no lens 'saas'. There are: wellarchitected, serverless."),
        ('lenses = "wellarchitected"', "lenses in the top is no list of texts"),
        ("environment = 3", "environment in the top is no text"),
        ('environment = "prod"', "there is no environment 'prod'. There are: none."),
        ("environments = 3", "environments is no table"),
        ("[environments.a]\nname = 1", "there is no setting 'name' in environments.a"),
        ("workload = 3", "workload is no list of tables"),
        ('\n[[workload]]\nname = "a"', "buttress.toml:2:1: a workload lacks its name or its paths"),
        ('[[workload]]\nname = "a"\npaths = ["gone"]', "names gone, which is not there"),
        ('[[workload]]\nname = "a"\npaths = [".."]', "names .., which lies outside of this folder"),
        ('[[suppress]]\n[[suppress]]\nkind = "accepted"', "buttress.toml:1:1: this suppression names no check"),
        ('parameter-files = ["gone.json"]', "names gone.json, which is not there"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "buttress.toml"
    file.write_text(text)
    with pytest.raises(SourceError) as refused:
        settings_in(file)
    assert message in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "buttress.toml").write_bytes(b"\xff")
    with pytest.raises(SourceError, match="cannot be read"):
        settings_above(tmp_path)
