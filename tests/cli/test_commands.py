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
        (("review",), "there is no architecture here"),
        (("reveiw",), "There is no command 'reveiw'. Did you mean review?"),
        (("xyzzy",), "There are: answer, checks, "),
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


def test_a_lens_is_started_compiled_imported_and_the_same(tmp_path: Path) -> None:
    assert run("lens", "new", "house", folder=tmp_path).returncode == 0
    done = run("lens", "lint", "house", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "house: 1 pillar, 1 question, 3 choices · nothing to mend\n")
    assert run("lens", "compile", "house", "-o", "house.json", folder=tmp_path).returncode == 0
    assert run("lens", "import", "house.json", "-o", "again", folder=tmp_path).returncode == 0
    assert run("lens", "diff", "house", "again", folder=tmp_path).stdout == "The two say the same.\n"
    assert run("lens", "export", "again", folder=tmp_path).stdout == (tmp_path / "house.json").read_text()


def test_a_lens_that_aws_refuses_is_not_compiled(tmp_path: Path) -> None:
    run("lens", "new", "house", folder=tmp_path)
    document = tmp_path / "house" / "reliability.yaml"
    document.write_text(document.read_text().replace("when orders stop", "when orders stop; at once"))
    done = run("lens", "compile", "house", "-o", "house.json", folder=tmp_path)
    assert (done.returncode, (tmp_path / "house.json").exists()) == (1, False)
    assert done.stderr.startswith("reliability.yaml:18:9: error: title holds ;, and AWS takes letters")


def test_nothing_is_written_over_by_a_new_lens(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "mine.yaml").write_text("a: b\n")
    done = run("lens", "new", "house", folder=tmp_path)
    assert (done.returncode, done.stderr.count("is not empty; name another, nothing is written over")) == (2, 1)
    assert [path.name for path in (tmp_path / "house").iterdir()] == ["mine.yaml"]


def test_the_framework_is_exported_and_says_what_its_json_cannot() -> None:
    done = run("lens", "export", "wellarchitected")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["pillars"]) == 6
    assert "Left out, because AWS takes 500 KB: the probes of choices (dig_deeper)." in done.stderr


def test_a_lens_is_answered_by_hand(tmp_path: Path) -> None:
    run("lens", "new", "house", folder=tmp_path)
    words = (*COMMAND, "lens", "preview", str(tmp_path / "house"))
    done = subprocess.run(words, input="1\nn 2\nn 3\n9\nx\nx\n\n", capture_output=True, text=True, check=True)
    told = [line.strip("> ") for line in done.stdout.splitlines() if "risk" in line or "says nothing" in line]
    assert told[0] == "risk NONE to HIGH: nothing is answered yet"
    assert told[1] == "risk MEDIUM: house_rel_1_alarm holds"
    assert told[2] == "risk NONE: house_rel_1_alarm && house_rel_1_page holds"
    assert told[3].startswith("'n 3' says nothing here.")
    assert told[4].startswith("'9' says nothing here.")
    assert told[5] == "risk NOT_APPLICABLE: the question does not apply"
    assert told[6] == told[2]
    assert done.stdout.endswith("1 question: 1 NONE\n")


def test_a_lens_is_answered_from_a_file(tmp_path: Path) -> None:
    run("lens", "new", "house", folder=tmp_path)
    (tmp_path / "answers.yaml").write_text("house_rel_1: {selected: [house_rel_1_alarm]}\n")
    done = run("lens", "preview", "house", "--answers", "answers.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 question: 1 MEDIUM")
    missed = run("lens", "preview", "house", "--question", "house_rel_2", folder=tmp_path)
    assert (missed.returncode, missed.stderr) == (
        2,
        "buttress: house has no question house_rel_2; it has house_rel_1.\n",
    )


def test_a_practice_is_explained_with_what_to_ask() -> None:
    told = run("explain", "REL05-BP05").stdout
    for heading in (
        "To ask (developer, operator)",
        "What good looks like",
        "If it is absent",
        "Done when",
        "Effort",
        "Steps",
    ):
        assert f"\n{heading}\n" in told
    assert "\nWhy it matters\n" in run("explain", "REL5").stdout
