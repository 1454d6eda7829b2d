"""Properties are set in Terraform as `terraform fmt` would lay them out, and every other byte stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fixing import Fixed, fixed, fixes_of, lines

if TYPE_CHECKING:
    from pathlib import Path

TRACING = "lambda-tracing"
PROTECTION = "dynamodb-deletion-protection"
VERSIONING = "s3-versioning"


def changed(folder: Path, text: str, *checks: str, name: str = "main.tf") -> Fixed:
    return fixed(folder, text, *checks, name=name)


def test_an_attribute_is_added_and_the_lines_beside_it_are_aligned(tmp_path: Path) -> None:
    before = lines("""
        # the table
        resource "aws_dynamodb_table" "orders" {
          count = 2

          name     = "orders-${count.index}" // by number
          hash_key = "id"

          attribute {
            name = "id"
            type = "S"
          }
        }
    """)
    assert changed(tmp_path, before, PROTECTION).text == lines("""
        # the table
        resource "aws_dynamodb_table" "orders" {
          count = 2

          name                        = "orders-${count.index}" // by number
          hash_key                    = "id"
          deletion_protection_enabled = true

          attribute {
            name = "id"
            type = "S"
          }
        }
    """)


def test_lines_that_nobody_aligned_stay_as_they_are(tmp_path: Path) -> None:
    before = 'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  hash_key = "id"\n}\n'
    after = changed(tmp_path, before, PROTECTION).text
    assert after == before.replace('"id"\n', '"id"\n  deletion_protection_enabled = true\n')


def test_a_literal_is_replaced_with_its_comment_kept(tmp_path: Path) -> None:
    before = 'resource "aws_sqs_queue" "q" {\n\tsqs_managed_sse_enabled = false # for now\n}\n'
    assert changed(tmp_path, before, "sqs-encryption-at-rest").text == before.replace("false", "true")


def test_a_block_is_added_before_what_stands_last(tmp_path: Path) -> None:
    before = lines("""
        resource "aws_lambda_function" "f" {
        \tfunction_name = "f"
        \ttags = {
        \t\tteam = "shop"
        \t}

        \tdepends_on = [aws_sqs_queue.q]
        }

        resource "aws_sqs_queue" "q" {}
    """)
    after = changed(tmp_path, before, TRACING).text
    assert after == before.replace('"shop"\n\t}\n', '"shop"\n\t}\n\n\ttracing_config {\n\t\tmode = "Active"\n\t}\n')


def test_a_block_of_one_line_is_opened(tmp_path: Path) -> None:
    before = 'resource "aws_dynamodb_table" "t" { name = "t" }\r\nresource "aws_dynamodb_table" "u" {}\r\n'
    after = changed(tmp_path, before, PROTECTION).text
    assert after == (
        'resource "aws_dynamodb_table" "t" {\r\n  name = "t"\r\n  deletion_protection_enabled = true\r\n}\r\n'
        'resource "aws_dynamodb_table" "u" {\r\n  deletion_protection_enabled = true\r\n}\r\n'
    )


def test_a_block_that_is_there_is_changed(tmp_path: Path) -> None:
    before = lines("""
        resource "aws_lambda_function" "f" {
          function_name = "f"
          tracing_config {
            mode = "PassThrough"
          }
        }
    """)
    assert changed(tmp_path, before, TRACING).text == before.replace("PassThrough", "Active")


def test_what_stands_in_a_resource_of_its_own_is_added_behind_the_bucket(tmp_path: Path) -> None:
    before = 'resource "aws_s3_bucket" "files" {\n  bucket = "files"\n}'
    after = changed(tmp_path, before, VERSIONING).text
    assert after == lines("""
        resource "aws_s3_bucket" "files" {
          bucket = "files"
        }

        resource "aws_s3_bucket_versioning" "files" {
          bucket = aws_s3_bucket.files.id

          versioning_configuration {
            status = "Enabled"
          }
        }
    """).removesuffix("\n")


def test_the_resource_that_adds_to_the_bucket_is_changed_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "more.tf").write_text(
        lines("""
            resource "aws_s3_bucket_public_access_block" "closed" {
              bucket                  = aws_s3_bucket.files.bucket
              block_public_acls       = true
              block_public_policy     = false
              ignore_public_acls      = true
            }
        """)
    )
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "files" {}\n')
    (change,) = fixes_of(tmp_path, "s3-public-access-block").files
    assert change.file == "more.tf"
    assert change.after == change.before.replace("false", "true").replace(
        "ignore_public_acls      = true\n", "ignore_public_acls      = true\n  restrict_public_buckets = true\n"
    )


def test_a_module_that_is_called_twice_is_changed_once(tmp_path: Path) -> None:
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "main.tf").write_text('resource "aws_dynamodb_table" "t" {\n  name = "t"\n}\n')
    (tmp_path / "main.tf").write_text('module "a" {\n  source = "./table"\n}\nmodule "b" {\n  source = "./table"\n}\n')
    found = fixes_of(tmp_path, PROTECTION)
    assert [change.file for change in found.files] == ["table/main.tf"]
    assert found.files[0].after.count("deletion_protection_enabled") == 1
    assert len(found.patches) == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("deletion_protection_enabled = var.protects", "var.protects decides deletion_protection_enabled"),
        ("deletion_protection_enabled = false || false", "false || false decides deletion_protection_enabled"),
    ],
)
def test_an_expression_is_never_overwritten(tmp_path: Path, body: str, why: str) -> None:
    before = f'variable "protects" {{\n  default = false\n}}\nresource "aws_dynamodb_table" "t" {{\n  {body}\n}}\n'
    after = changed(tmp_path, before, PROTECTION)
    assert (after.text, after.why) == (before, [why])


def test_a_dynamic_block_is_left(tmp_path: Path) -> None:
    before = lines("""
        resource "aws_lambda_function" "f" {
          function_name = "f"
          dynamic "tracing_config" {
            for_each = []
            content {
              mode = "Active"
            }
          }
        }
    """)
    after = changed(tmp_path, before, TRACING)
    assert (after.text, after.why) == (before, ["tracing_config stands there several times, or is dynamic"])


def test_a_bucket_with_instances_gets_no_resource_that_could_not_name_them(tmp_path: Path) -> None:
    before = 'resource "aws_s3_bucket" "files" {\n  count = 2\n}\n'
    after = changed(tmp_path, before, VERSIONING)
    assert after.text == before
    assert after.why == ["aws_s3_bucket_versioning would have to be made for each instance; write it by hand"] * 2


def test_a_resource_that_names_no_bucket_here_may_be_about_this_one(tmp_path: Path) -> None:
    before = lines("""
        variable "name" {}
        resource "aws_s3_bucket" "files" {
          bucket = "files"
        }
        resource "aws_s3_bucket_versioning" "some" {
          bucket = "other-${lower("A")}"
          versioning_configuration {
            status = "Suspended"
          }
        }
    """)
    after = changed(tmp_path, before, VERSIONING)
    assert after.text == before
    assert after.why == ["aws_s3_bucket_versioning.some may already set it: which one it adds to is not told"]


def test_configuration_in_json_is_left_to_what_makes_it(tmp_path: Path) -> None:
    before = '{"resource": {"aws_dynamodb_table": {"t": {"name": "t"}}}}'
    after = changed(tmp_path, before, PROTECTION, name="main.tf.json")
    assert after.why == ["it is Terraform written as JSON, which a program made as a rule; change it there"]
