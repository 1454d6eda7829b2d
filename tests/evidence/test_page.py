"""A page is read into what it tells people and what its templates expect; what is wrong is said with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.checks.sqs.dead_letter_queue import dead_letter_queue
from buttress.evidence.agreement import disagreements
from buttress.evidence.page import Page, page_of, read_page
from buttress.evidence.prose import PageError, first_sentence, opening
from buttress.facts.dates import AS_OF
from buttress.sources.cloudformation.reader import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.evidence.page import Fence
    from buttress.graph.graph import Graph

GAP = "```yaml\nA:  # gap\n  Type: AWS::SQS::Queue\n```\n"
MET = """```yaml
A:  # met: sets failing messages aside
  Type: AWS::SQS::Queue
  Properties:
    RedrivePolicy: {deadLetterTargetArn: !GetAtt B.Arn, maxReceiveCount: 5}  # at
B:  # not_applicable
  Type: AWS::SQS::Queue
```
"""


WHY = "Orders are lost. Nobody is told."
FIX = "Add a queue, e.g. one. Then look."


def page(*fences: str) -> Page:
    text = f"## Why it matters\n{WHY}\n\n{''.join(fences)}\n## Fix\n{FIX}\n\n## What it cannot tell\nWho looks.\n"
    return page_of(text, "sqs/a.md")


def graph_of(fence: Fence) -> Graph:
    return read_text(fence.template, AS_OF)


def complaints(*fences: str) -> list[str]:
    read = page(*fences)
    return [line for fence in read.fences for line in disagreements(dead_letter_queue, read, fence, graph_of)]


def test_page_gives_its_first_sentences() -> None:
    read = page(GAP, MET)
    assert (read.in_short, read.first_step, read.limits) == (
        "Orders are lost. Nobody is told.",
        "Add a queue, e.g. one.",
        "Who looks.",
    )


def test_first_sentence_ends_with_its_paragraph() -> None:
    assert first_sentence("One line\nand another\n\nA second paragraph.") == "One line and another"


def test_marks_that_hold_raise_no_complaint() -> None:
    assert complaints(GAP, MET) == []


def test_wrong_state_is_told_with_the_page_line() -> None:
    assert complaints(GAP.replace("gap", "met"), MET, GAP) == [
        "sqs/a.md:5: expected met that cites line 5",
        "sqs/a.md:5: not marked: gap of A: failing messages are retried until they expire",
    ]


def test_wrong_place_is_told() -> None:
    moved = MET.replace("  # at", "").replace("Properties:\n", "Properties:  # at\n")
    assert complaints(GAP, moved)[0] == (
        "sqs/a.md:9: expected met of A that cites line 11, because of 'sets failing messages aside'"
    )


def test_wrong_reason_is_told() -> None:
    assert complaints(GAP, MET.replace("sets failing", "drops failing"))[0].endswith("'drops failing messages aside'")


def test_resource_without_mark_is_told() -> None:
    unmarked = MET.replace("  # not_applicable", "")
    assert complaints(GAP, unmarked) == [
        "sqs/a.md:13: not marked: not_applicable of B: it is a dead-letter queue itself"
    ]


def test_whole_template_keeps_its_lines() -> None:
    whole = "```yaml\nParameters:\n  P: {Type: String}\nResources:\n  A:  # gap\n    Type: AWS::SQS::Queue\n```\n"
    assert complaints(whole, MET) == []


def test_terraform_keeps_its_lines_and_names_resources_by_their_addresses() -> None:
    hcl = (
        '```hcl\n# a queue\nresource "aws_sqs_queue" "a" { # met\n  redrive_policy = null # at\n}\n'
        '# gap\n```\n\n```hcl fixed\nresource "aws_sqs_queue" "a" {} # met\n```\n'
    )
    example, fixed = page(hcl).fences
    assert (example.language, example.kind, fixed.kind) == ("hcl", "example", "fixed")
    assert example.template == example.text
    met, gap = example.expectations
    assert (met.resource, met.line, met.cited) == ("aws_sqs_queue.a", 6, 7)
    assert (gap.resource, gap.cited) == ("", 9)
    assert example.page_line(2) == 6


def test_at_can_stand_before_its_verdict_and_name_it() -> None:
    fence = "```yaml\nX:  # at: B # at: A\n  Type: T\nA:  # gap\n  Type: T\nB:  # met\n  Type: T\n```\n"
    expected = [(found.state, found.resource, found.cited) for found in page(fence).fences[0].expectations]
    assert expected == [("gap", "A", 5), ("met", "B", 5)]


def test_workload_verdict_has_no_place() -> None:
    fence = "```yaml\n# workload: gap: nobody\nA:  # met\n  Type: T\n```\n"
    found = page(fence).fences[0].expectations[0]
    assert (found.state, found.reason, found.cited) == ("gap", "nobody", 0)


def test_listed_files_belong_to_the_next_template_only() -> None:
    files = "```text files\nload/k6.js\n\n.github/workflows/ci.yml\n```\n"
    assert [fence.files for fence in page(files, GAP, MET).fences] == [("load/k6.js", ".github/workflows/ci.yml"), None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("words\n## Why it matters\n", "sqs/a.md:1: a page begins with"),
        ("## Why\n", "sqs/a.md:1: '## Why' is no heading"),
        ("# Why it matters\n", "sqs/a.md:1: '# Why it matters' is no heading"),
        ("## Why it matters\nwords\n## Fix\nwords\n", "each says something"),
        ("## Why it matters\n## Fix\nwords\n## What it cannot tell\nwords\n", "each says something"),
        ("## Why it matters\n```yaml\nA:  # gap\n", "sqs/a.md:2: this block is not closed"),
    ],
)
def test_page_that_is_none_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(PageError) as error:
        page_of(text, "sqs/a.md")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("fences", "message"),
    [
        ((GAP,), "shows at least one met and one gap"),
        ((MET,), "shows at least one met and one gap"),
        ((GAP, MET, "```json\n{}\n```\n"), "a block of 'json' is not known"),
        ((GAP, MET, "```yaml\nA:\n  Type: T\n```\n"), "this template expects nothing"),
        ((GAP, MET, "```yaml\nA:  # met\n  Type: T  # at: B\n```\n"), "belongs to no verdict"),
    ],
)
def test_fence_that_is_none_is_told(fences: tuple[str, ...], message: str) -> None:
    with pytest.raises(PageError) as error:
        page(*fences)
    assert message in str(error.value)


def test_absent_page_is_told(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"tracing\.md:1: there is no such page"):
        read_page(tmp_path / "tracing.md")


def test_a_short_first_sentence_is_told_with_the_next() -> None:
    long = "When it fails, an order, a payment or a registration is gone, and nobody hears of it until a customer asks."
    assert opening(f"It fails. {long} And more.") == f"It fails. {long}"
    assert opening(f"{long} And more.") == long
    assert opening("It fails.") == "It fails."
