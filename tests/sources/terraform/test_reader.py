"""Reading whole workplaces with the mapping: suppressions, statistics, parameters, and real configuration."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.terraform.reader import terraform_reading
from buttress.sources.terraform.statistics import Statistic, reason_of, statistics_of
from buttress.sources.terraform.syntax.bodies import read_hcl

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.sources.reading import Reading

FOLDERS = (
    "cds-snc+forms-terraform",
    "terraform-aws-modules+terraform-aws-eventbridge",
    "terraform-aws-modules+terraform-aws-lambda",
    "terraform-aws-modules+terraform-aws-s3-bucket",
    "terraform-aws-modules+terraform-aws-vpc",
)


def _read(folder: Path, text: str) -> Reading:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    return terraform_reading(discover([folder]), Worlds(), {})


def test_every_real_file_is_read_without_a_problem(shared: Path) -> None:
    files = sorted((shared / "architectures").rglob("*.tf"))
    found = [read_hcl(path.read_text(encoding="utf-8"), str(path)) for path in files]
    assert [problem for document in found for problem in document.problems] == []
    assert sum(len(document.blocks) for document in found) > 2000


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_real_root_is_evaluated(folder: str, shared: Path) -> None:
    reading = terraform_reading(discover([shared / "architectures" / folder]), Worlds(), {})
    assert reading.problems == []
    assert reading.roots
    statistics = statistics_of(reading)
    assert sum(one.evaluated for one in statistics) == len(reading.resources)
    known = sum(one.known for one in statistics)
    assert known > 2 * sum(one.unknown.total() for one in statistics)


def test_a_comment_suppresses_for_the_resource_that_it_stands_in(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'resource "aws_sqs_queue" "a" {\n'
        "  # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: nothing is lost\n"
        '  name = "# buttress: accept nothing"\n'
        "  policy = <<EOT\n# buttress: accept neither\nEOT\n"
        "}\n\n"
        "# buttress: false-positive sqs-encryption by joe: it is\n"
        'resource "aws_sqs_queue" "b" {}\n',
    )
    assert reading.problems == []
    assert [(one.kind, one.check, one.resource, one.until) for one in reading.suppressions] == [
        ("accepted", "sqs-dead-letter-queue", "aws_sqs_queue.a", datetime.date(2027, 1, 31)),
        ("false-positive", "sqs-encryption", "aws_sqs_queue.b", None),
    ]


def test_a_suppression_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    reading = _read(tmp_path, '# buttress accept x\nresource "aws_sqs_queue" "a" {}\n')
    assert [problem.line for problem in reading.problems] == [1]
    assert reading.suppressions == []


def test_a_root_says_how_much_of_it_is_known(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'variable "on" {\n  type = bool\n}\nvariable "l" {\n  type = list(string)\n}\n'
        'resource "terraform_data" "a" {\n  count = 2\n  input = "x"\n  more = data.a.b.c\n  other = var.on ? 1 : 2\n'
        '  all = var.l\n  null = null\n  text = "${path.cwd}"\n  open = var.on\n}\ndata "a" "b" {}\n',
    )
    (found,) = statistics_of(reading)
    assert (found.root, found.declared, found.evaluated, found.opaque) == (".", 1, 2, 2)
    assert (found.known, found.by_world) == (2, 2)
    assert dict(found.unknown) == {
        "… is looked up at deployment": 2,
        "variable … has no value here": 2,
        "… is known only where it is deployed": 2,
        "parameter … has no value here": 2,
    }
    assert found.share_known == pytest.approx(2 / 12)


def test_what_may_be_absent_counts_as_unknown(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'resource "aws_ecr_repository" "a" {\n  name = "a"\n}\n'
        'resource "aws_ecr_lifecycle_policy" "a" {\n'
        '  repository = aws_ecr_repository.a.name\n  policy = file("absent.json")\n}\n',
    )
    (found,) = statistics_of(reading)
    assert dict(found.unknown) == {"file: … is not in this tree": 1}


def test_nothing_is_known_whole() -> None:
    assert Statistic("empty").share_known == 1
    assert reason_of("a b.c d") == "a … d"
    assert reason_of("the elements of {for k in var.a : k => k} are not known") == "the elements of … are not known"
    assert reason_of("it may be set to something else: parameter env has no value") == "parameter … has no value"


def test_variables_of_a_root_are_its_parameters(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'variable "a" {\n  default = 5\n}\nvariable "b" {\n  default = []\n}\nvariable "db_password" {\n'
        '  default = "x"\n}\n'
        'resource "aws_sqs_queue" "q" {}\n',
    )
    assert [(one.name, one.root, one.default, one.hidden) for one in reading.parameters] == [
        ("a", ".", "5", False),
        ("b", ".", "", False),
        ("db_password", ".", "", True),
    ]


def test_a_queue_of_terraform_is_a_queue_of_the_graph(tmp_path: Path) -> None:
    reading = _read(tmp_path, 'resource "aws_sqs_queue" "q" {\n  name = "orders"\n}\n')
    (queue,) = reading.resources
    assert (queue.id, queue.type, queue.logical_id) == (".#aws_sqs_queue.q", "AWS::SQS::Queue", "aws_sqs_queue.q")
    assert str(queue.at("QueueName")) == "main.tf:2"


def test_a_module_that_is_not_read_mentions_what_it_is_given(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'resource "aws_sqs_queue" "q" {\n  count = 1\n}\nresource "aws_sqs_queue" "r" {}\n'
        'locals {\n  arn = aws_sqs_queue.q[0].arn\n}\nmodule "alarms" {\n  source = "x/y/aws"\n'
        "  watch = [local.arn, local.arn]\n}\n",
    )
    (unread,) = reading.unread
    assert unread.mentions == {".#aws_sqs_queue.q[0]"}


def test_values_and_waits_are_not_what_could_not_be_read(tmp_path: Path) -> None:
    text = "".join(
        f'resource "{kind}" "a" {{}}\n'
        for kind in ("random_pet", "tls_private_key", "time_sleep", "local_file", "null_resource", "terraform_data")
    )
    assert _read(tmp_path, text).unread == []


@pytest.mark.parametrize("kind", ["null_resource", "terraform_data", "datadog_monitor"])
def test_what_runs_a_command_or_belongs_to_a_service_is_not_read(kind: str, tmp_path: Path) -> None:
    text = f'resource "{kind}" "a" {{\n  provisioner "local-exec" {{\n    command = "aws sns publish"\n  }}\n}}\n'
    assert [one.what for one in _read(tmp_path, text).unread] == [f"{kind}.a ({kind})"]


def test_the_service_in_the_arn_of_a_resource_is_known(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'resource "aws_sqs_queue" "a" {}\n'
        'resource "aws_lambda_function" "f" {\n  function_name = "f"\n}\n'
        'resource "aws_sqs_queue" "b" {\n  name = join("-", [split(":", aws_sqs_queue.a.arn)[2],'
        ' length(split(":", "${aws_sqs_queue.a.arn}:x")), split(":", aws_lambda_function.f.arn)[5],'
        ' length(split(":", aws_lambda_function.f.arn))])\n}\n',
    )
    (named,) = [one for one in reading.resources if one.logical_id == "aws_sqs_queue.b"]
    assert named.text("QueueName") == "sqs-7-function-7"


def test_a_placeholder_that_no_bucket_can_have_in_its_name_leaves_its_arn_known(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        'resource "aws_s3_bucket" "a" {}\n'
        'resource "aws_sqs_queue" "b" {\n  name = replace("_ID_:${aws_s3_bucket.a.arn}/*", "_ID_", "x")\n}\n',
    )
    (named,) = [one for one in reading.resources if one.logical_id == "aws_sqs_queue.b"]
    assert str(named.get("QueueName")) == "x:${aws_s3_bucket.a.Arn}/*"
