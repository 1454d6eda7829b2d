"""The command as a person runs it: a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = "Resources: {Orders: {Type: AWS::SQS::Queue}}\n"
COMMAND = (sys.executable, "-c", "from buttress.cli.main import main; main()")


def run(*words: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, check=False, cwd=folder)


def test_the_version_is_told_without_importing_anything() -> None:
    code = (
        "import sys; sys.argv = ['buttress', '--version']\n"
        "from buttress.cli.main import main; main()\n"
        "assert 'click' not in sys.modules and 'yaml' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "buttress 0.1.0\n"


def test_a_review_exits_0_however_many_gaps_there_are(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    done = run("review", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{tmp_path.name} · CloudFormation · 1 template · 1 resource · ")


def test_this_folder_is_reviewed_when_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    assert json.loads(run("review", "--format", "json", folder=tmp_path).stdout)["architectures"][0]["resources"] == 1


def test_the_report_is_written_to_a_file_whole(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    done = run("review", tmp_path, "--format", "markdown", "-o", tmp_path / "report.md")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "report.md").read_text().startswith("# Review of ")
    assert [path.name for path in tmp_path.glob(".*")] == []
    done = run("review", tmp_path, "-o", tmp_path / "nowhere" / "report.md")
    assert done.returncode == 2
    assert "the report cannot be written to" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("review", "nowhere"), "nowhere: there is no such file or folder. Look at the path"),
        (("review", "--parameter", "Env"), "'Env' is not of the form NAME=VALUE"),
        (("review", "--parameters", "nowhere.json"), "the parameter file cannot be read"),
        (("review",), "there is no CloudFormation or SAM template here"),
        (("reveiw",), "There is no command 'reveiw'. Did you mean review?"),
        (("xyzzy",), "There are: checks, explain, review."),
        (("explain", "SEC03-BP99"), "Did you mean"),
        (("checks", "nothing-of-that-kind"), "No check speaks of 'nothing-of-that-kind'"),
    ],
)
def test_wrong_use_is_told_and_exits_2(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    done = run(*words, folder=tmp_path)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_parameters_decide_what_depends_on_them(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "Parameters: {Env: {Type: String}}\n"
        "Conditions: {Prod: !Equals [!Ref Env, prod]}\n"
        "Resources:\n  Orders: {Type: AWS::SQS::Queue, Condition: Prod}\n"
    )
    (tmp_path / "p.json").write_text('{"Env": "dev"}')

    def judged(*words: str | Path) -> int:
        content = json.loads(run("review", tmp_path / "template.yaml", "--format", "json", *words).stdout)
        return sum(found["check"] == "sqs-dead-letter-queue" for found in content["evidence"])

    assert judged("--parameters", tmp_path / "p.json") == 0
    assert judged("--parameters", tmp_path / "p.json", "--parameter", "Env=prod") == 1


def test_a_samconfig_beside_the_template_gives_values(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "Parameters: {Days: {Type: Number}}\n"
        "Resources:\n  L: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}\n"
    )
    (tmp_path / "samconfig.toml").write_text('[default.deploy.parameters]\nparameter_overrides = "Days=30"\n')
    found = json.loads(run("review", tmp_path, "--format", "json").stdout)["evidence"]
    assert [one["state"] for one in found if one["check"] == "logs-retention"] == ["met"]
    (tmp_path / "samconfig.toml").write_text("[default")
    content = json.loads(run("review", tmp_path, "--format", "json").stdout)
    assert [problem["file"] for problem in content["problems"]] == ["samconfig.toml"]


def test_strict_exits_3_when_something_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    assert run("review", "--strict", tmp_path).returncode == 0
    (tmp_path / "broken.yaml").write_text("Resources: {A: {Type: AWS::SQS::Queue}")
    assert run("review", "--strict", tmp_path).returncode == 3


def test_the_catalogue_and_the_explanations_are_printed() -> None:
    assert "sqs-dead-letter-queue" in run("checks", "dead-letter").stdout
    assert run("explain", "sqs-dead-letter-queue").stdout.startswith(
        "sqs-dead-letter-queue · high · judges AWS::SQS::Queue\n"
    )
    assert (
        json.loads(run("checks", "--format", "json", "sqs-dead-letter-queue").stdout)[0]["id"]
        == "sqs-dead-letter-queue"
    )


def test_logs_are_told_on_standard_error_only(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    quiet, told = run("review", tmp_path), run("review", "-v", tmp_path)
    assert told.stdout == quiet.stdout
    assert "INFO buttress: template.yaml: CloudFormation, 1 files, 1 resources" in told.stderr


def test_help_lists_the_commands() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("checks", "explain", "review"))
