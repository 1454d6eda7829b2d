"""What is broken, damaged or huge is left with a reason, and nothing else with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.sources.editing.edit import Edit, RefusedError, applied
from buttress.sources.editing.hcl_outline import outline_of
from buttress.sources.editing.spots import spots_of
from tests.fixing import fixed, fixes_of, lines

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = "sqs-encryption-at-rest"
PROTECTION = "dynamodb-deletion-protection"


@pytest.mark.parametrize(
    "text", ["", "# nothing", "a: [", "\t- x", "[" * 500 + "]" * 500, '{"a": "\x00"}', '{"' + "x" * 2000 + '": 1}']
)
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="the file"):
        spots_of(text)


@pytest.mark.parametrize("text", ['resource "a" "b" {', "x = {", "}", 'a "b" {\n  c = [\n}\n', "{" * 999])
def test_what_is_no_configuration_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="the file cannot be read whole; mend that first"):
        outline_of(text)


def test_edits_that_overlap_are_an_error() -> None:
    with pytest.raises(ValueError, match="two changes overlap at character 1"):
        applied("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_the_last_of_two_equal_keys_is_changed_as_it_is_the_one_that_counts(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          Q:
            Type: AWS::SQS::Queue
            Properties:
              SqsManagedSseEnabled: true
              SqsManagedSseEnabled: false
    """)
    assert fixed(tmp_path, before, QUEUE).text == before.replace("false", "true")


def test_a_broken_block_leaves_the_file_as_it_is_and_others_are_changed(tmp_path: Path) -> None:
    table = 'resource "aws_dynamodb_table" "{}" {{\n  name = "t"\n}}\n'
    (tmp_path / "broken.tf").write_text(table.format("a") + "locals {\n  x = [\n}\n")
    (tmp_path / "whole.tf").write_text(table.format("b"))
    found = fixes_of(tmp_path, PROTECTION)
    assert [change.file for change in found.files] == ["whole.tf"]
    assert [left.why for left in found.left] == ["the file cannot be read whole; mend that first"]


def test_many_resources_are_changed_at_once(tmp_path: Path) -> None:
    queue = "  Q{}:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: false\n"
    before = "Resources:\n" + "".join(queue.format(number) for number in range(1500))
    after = fixed(tmp_path, before, QUEUE)
    assert after.text == before.replace("false", "true")
    assert len(after.found.patches) == 1500


def test_many_blocks_are_changed_at_once(tmp_path: Path) -> None:
    table = 'resource "aws_dynamodb_table" "t{}" {{\n  name = "t"\n}}\n'
    before = "".join(table.format(number) for number in range(500))
    after = fixed(tmp_path, before, PROTECTION, name="main.tf")
    assert after.text.count("deletion_protection_enabled = true") == len(after.found.patches) == 500


def test_the_column_of_comments_stays(tmp_path: Path) -> None:
    before = lines("""
        resource "aws_sqs_queue" "q" {
          name                    = "a"   # the name
          sqs_managed_sse_enabled = false # for now
        }
    """)
    after = fixed(tmp_path, before, QUEUE, name="main.tf").text
    assert after == before.replace("false #", "true  #")
