"""`buttress fix` as a person runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress import wiring
from buttress.application.fixing import Chosen
from buttress.cli.fix import write_all
from tests.cli.test_diff import run
from tests.fixing import lines
from tests.repository import Work, repository

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

TEMPLATE = lines("""
    Resources:
      Orders:  # what customers want
        Type: AWS::SQS::Queue
        Properties:
          SqsManagedSseEnabled: false
      Table:
        Type: AWS::DynamoDB::Table
        Properties: {TableName: t}
""")
TERRAFORM = 'resource "aws_s3_bucket" "files" {\n  bucket = "files"\n}'


@pytest.fixture
def shop(tmp_path: Path) -> Work:
    work = repository(tmp_path / "shop")
    work.commit(api__template_yaml=TEMPLATE)
    (work.top / "files").mkdir()
    (work.top / "files" / "main.tf").write_bytes(TERRAFORM.encode())
    work.git("add", "-A")
    work.git("commit", "-q", "-m", "files")
    return work


def fix(work: Work, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return run("fix", *words, folder=work.top)


def test_the_diff_that_is_shown_applied_by_git_is_what_is_written(shop: Work) -> None:
    shown = fix(shop, "--unsafe", ".")
    assert shown.returncode == 0
    (shop.top / "shown.diff").write_text(shown.stdout)
    shop.git("apply", "shown.diff")
    by_git = {path: path.read_bytes() for path in (shop.top / "api" / "template.yaml", shop.top / "files" / "main.tf")}
    shop.git("checkout", ".")
    written = fix(shop, "--unsafe", "--write", ".")
    assert (written.returncode, written.stdout) == (0, "")
    assert {path: path.read_bytes() for path in by_git} == by_git
    assert by_git[shop.top / "files" / "main.tf"].startswith(TERRAFORM.encode() + b"\n\nresource")


def test_a_diff_of_one_file_applies_where_it_was_asked_for(shop: Work) -> None:
    shown = fix(shop, "api/template.yaml", "--check", "sqs-encryption-at-rest")
    assert shown.stdout.startswith("--- a/api/template.yaml\n+++ b/api/template.yaml\n")
    assert shown.stderr == lines("""
        template.yaml:5: sqs-encryption-at-rest: sets SqsManagedSseEnabled: true
        1 gap would be closed in 1 file, 0 left.
    """)


def test_a_second_time_nothing_is_left_to_write(shop: Work) -> None:
    assert fix(shop, "--write").returncode == 0
    assert fix(shop).stdout == ""


def test_what_is_left_is_told_with_its_reason(shop: Work) -> None:
    told = fix(shop, "api", "--check", "dynamodb-point-in-time-recovery", "--resource", "Table")
    assert told.stdout == ""
    assert told.stderr == lines("""
        template.yaml:6: dynamodb-point-in-time-recovery is left, unsafe: it is paid for by the size of the table
        0 gaps would be closed, 1 left.
    """)


def test_nothing_is_written_over_what_changed_meanwhile(shop: Work, capsys: pytest.CaptureFixture[str]) -> None:
    found, editor = wiring.fixes([shop.top], Chosen(), wiring.Settings())
    (shop.top / "api" / "template.yaml").write_text(f"# mine\n{TEMPLATE}")
    with pytest.raises(SystemExit) as stopped:
        write_all(found.files, editor)
    assert stopped.value.code == 2
    assert "api/template.yaml has changed since it was read; nothing is written." in capsys.readouterr().err
    assert (shop.top / "api" / "template.yaml").read_text() == f"# mine\n{TEMPLATE}"


def test_the_mode_of_a_file_stays(shop: Work) -> None:
    path = shop.top / "api" / "template.yaml"
    path.chmod(0o640)
    assert fix(shop, "--write", "api").returncode == 0
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere",), "buttress: nowhere: there is no such file or folder."),
        (("--check", "sqs-nothing"), "buttress: there is no check sqs-nothing. `buttress checks` lists them."),
        (("--parameter", "x"), "Error: --parameter 'x' is not of the form NAME=VALUE."),
    ],
)
def test_what_cannot_be_asked_is_refused(shop: Work, words: tuple[str, ...], message: str) -> None:
    done = fix(shop, *words)
    assert done.returncode == 2
    assert message in done.stderr


def test_parameters_decide_as_in_a_review(shop: Work) -> None:
    (shop.top / "api" / "template.yaml").write_text(
        lines("""
            Parameters:
              Stage: {Type: String, AllowedValues: [prod, dev]}
            Conditions:
              Prod: !Equals [!Ref Stage, prod]
            Resources:
              Orders:
                Type: AWS::SQS::Queue
                Condition: Prod
                Properties: {SqsManagedSseEnabled: false}
        """)
    )
    check = ("--check", "sqs-encryption-at-rest")
    assert "{SqsManagedSseEnabled: true}" in fix(shop, "api", *check, "--parameter", "Stage=prod").stdout
    assert fix(shop, "api", *check, "--parameter", "Stage=dev").stdout == ""


def test_an_explanation_says_what_can_be_fixed() -> None:
    told = run("explain", "rds-multi-zone").stdout
    assert "  buttress fix --check rds-multi-zone --unsafe sets MultiAZ: true\n" in told
    assert "  with --unsafe only: the standby costs as much as the database\n" in told
