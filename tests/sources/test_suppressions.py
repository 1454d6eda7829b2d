"""What templates say about gaps: whose it is, what lacks, and what only looks like it."""

from __future__ import annotations

import datetime
import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from buttress.graph.suppression import Suppression
from tests.conftest import TOP
from tests.reading import DAY, read

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

JANUARY = datetime.date(2027, 1, 31)


def told(graph: Graph) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.check, one.resource, one.owner) for one in graph.suppressions]


def commented(*lines: str) -> Graph:
    """Read a template with these lines among its resources."""
    return read("Resources:\n" + "\n".join(lines))


def test_the_metadata_of_a_resource_suppresses_its_gaps() -> None:
    graph = read("""
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Metadata:
              Buttress:
                Suppress:
                  - {check: sqs-dead-letter-queue, kind: accepted, reason: "it goes", owner: jane, until: 2027-01-31}
                  - {check: sqs-long-polling, kind: false-positive, reason: "we wait", owner: joe}
          Other: {Type: AWS::SQS::Queue}
    """)
    first, second = graph.suppressions
    assert (first.kind, first.check, first.resource, first.reason, first.owner, first.until) == (
        "accepted",
        "sqs-dead-letter-queue",
        "Orders",
        "it goes",
        "jane",
        JANUARY,
    )
    assert (first.location.line, second.kind, second.until) == (8, "false-positive", None)
    assert graph.problems == ()


def test_the_metadata_of_a_template_speaks_of_all_or_of_one() -> None:
    graph = read("""
        Metadata:
          Buttress:
            Suppress:
              - {check: sqs-age-alarm, kind: accepted, reason: r, owner: jane, until: 2027-01-31}
              - {check: sqs-age-alarm, kind: false-positive, reason: r, owner: jane, resource: Orders}
              - {check: sqs-age-alarm, kind: false-positive, reason: r, owner: jane, resource: Nobody}
        Resources:
          Orders: {Type: AWS::SQS::Queue}
    """)
    assert [one.resource for one in graph.suppressions] == ["", "Orders"]
    (problem,) = graph.problems
    assert "names Nobody, which is no resource here" in problem.message


def test_json_templates_say_it_in_their_metadata() -> None:
    graph = read(
        '{"Resources": {"A": {"Type": "AWS::SQS::Queue", "Metadata": {"Buttress": {"Suppress": [{"check": "c", "kind": '
        '"false-positive", "reason": "r # buttress: accept", "owner": "o"}]}}}, "B": {"Type": "AWS::SQS::Queue"}}}'
    )
    assert told(graph) == [("false-positive", "c", "A", "o")]
    one, other = graph.resources
    assert graph.suppressions[0].covers(one.id, one.location)
    assert not graph.suppressions[0].covers(other.id, other.location)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{check: c, kind: accepted, owner: o, reason: r}", "lacks until (its last day), so it does not count"),
        ("{check: c, kind: accepted}", "lacks reason and owner and until (its last day), so it does not count"),
        ("{check: c, kind: false-positive, owner: o}", "lacks reason, so it does not count"),
        ("{check: c, kind: accepted, owner: o, reason: r, until: soon}", "ends on 'soon', which is no day"),
        ("{check: c, kind: ignored, owner: o, reason: r}", "its kind is neither accepted nor false-positive"),
        ("{kind: accepted, owner: o, reason: r}", "it names no check"),
        ("only words", "it names no check"),
    ],
)
def test_what_lacks_is_a_problem_with_its_place_and_does_not_count(entry: str, message: str) -> None:
    graph = read(f"""
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Metadata:
              Buttress:
                Suppress:
                  - {entry}
    """)
    (problem,) = graph.problems
    assert message in problem.message
    assert problem.line == 8
    assert graph.suppressions == ()


def test_a_suppress_that_is_no_list_is_a_problem() -> None:
    graph = read("Metadata: {Buttress: {Suppress: {check: c}}}\nResources: {A: {Type: AWS::SQS::Queue}}")
    assert [problem.message for problem in graph.problems] == ["Buttress.Suppress is no list."]
    assert told(read("Metadata: Buttress\nResources: {A: {Type: AWS::SQS::Queue}}")) == []


ACCEPT = "# buttress: accept sqs-age-alarm until 2027-01-31 by jane doe: a: reason"


@pytest.mark.parametrize(
    "lines",
    [
        (f"  {ACCEPT}", "  A:", "    Type: AWS::SQS::Queue"),
        (f"{ACCEPT}", "", "  # more", "  A:", "    Type: AWS::SQS::Queue"),
        (f"  A: {ACCEPT}", "    Type: AWS::SQS::Queue"),
        ("  A:", f"    {ACCEPT}", "    Type: AWS::SQS::Queue"),
        ("  A:", f"    Type: AWS::SQS::Queue {ACCEPT}"),
        ("  A:", "    Type: AWS::SQS::Queue", "", f"    {ACCEPT}"),
        ("  A:", "    Type: AWS::SQS::Queue", f"    {ACCEPT}", "  B:", "    Type: AWS::SQS::Queue"),
        ("  B:", "    Type: AWS::SQS::Queue", f"  {ACCEPT}", "  A:", "    Type: AWS::SQS::Queue"),
        ("  A:", "    Type: AWS::SQS::Queue", "    Properties: {QueueName: 'it # is'} " + ACCEPT),
    ],
)
def test_a_comment_speaks_of_the_resource_that_it_stands_in_or_above(lines: tuple[str, ...]) -> None:
    graph = commented(*lines)
    (one,) = graph.suppressions
    assert (one.kind, one.check, one.resource, one.owner, one.reason, one.until) == (
        "accepted",
        "sqs-age-alarm",
        "A",
        "jane doe",
        "a: reason",
        JANUARY,
    )
    assert graph.problems == ()


def test_a_false_positive_may_do_without_an_end() -> None:
    graph = commented("  # buttress: false-positive sqs-age-alarm by jane: r", "  A: {Type: AWS::SQS::Queue}")
    assert told(graph) == [("false-positive", "sqs-age-alarm", "A", "jane")]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# buttress: see the wiki", "this comment cannot be read, so it suppresses nothing."),
        ("# buttress accept sqs-age-alarm until 2027-01-31 by jane: r", "this comment cannot be read"),
        ("# Buttress: ignore this", "this comment cannot be read"),
        ("# buttress: accept sqs-age-alarm by jane: r", "lacks until (its last day)"),
        ("# buttress: accept sqs-age-alarm until 2027-01-31", "lacks reason and owner"),
        ("#buttress : accept sqs-age-alarm until tomorrow by jane: r", "ends on 'tomorrow'"),
    ],
)
def test_a_comment_that_cannot_be_read_is_a_problem_with_its_place(comment: str, message: str) -> None:
    graph = commented("  A:", f"    {comment}", "    Type: AWS::SQS::Queue")
    (problem,) = graph.problems
    assert message in problem.message
    assert (problem.line, problem.column) == (3, 5)
    assert graph.suppressions == ()


def test_a_comment_beside_no_resource_is_a_problem() -> None:
    text = f"{ACCEPT}\nDescription: d\nResources:\n  A: {{Type: AWS::SQS::Queue}}\n{ACCEPT}\nOutputs: {{}}\n{ACCEPT}\n"
    graph = read(text)
    assert [(problem.line, problem.message) for problem in graph.problems] == [
        (line, "this suppression stands beside no resource, so it does not count.") for line in (1, 5, 7)
    ]


def test_what_stands_in_a_text_is_no_comment() -> None:
    graph = commented(
        "  A:",
        "    Type: AWS::Lambda::Function",
        "    Properties:",
        "      Description: 'say # buttress: accept'",
        "      Code:",
        "        ZipFile: |",
        f"          {ACCEPT}",
        "          # checkov:skip=CKV_AWS_45:inside",
    )
    assert (graph.suppressions, graph.problems) == ((), ())


def test_what_was_written_for_other_tools_is_read_where_it_means_the_same() -> None:
    graph = read("""
        Metadata:
          cfn-lint: {config: {ignore_checks: [W2531, E3012]}}
        Resources:
          Orders:
            #checkov:skip=CKV_AWS_27:no secrets here
            #checkov:skip=CKV_AWS_999:not ours
            Type: AWS::SQS::Queue
            Metadata:
              checkov: {skip: [{id: CKV_AWS_27, comment: again}, {id: CKV2_AWS_5}]}
              cdk_nag:
                rules_to_suppress:
                  - {id: AwsSolutions-SQS3, reason: it is one}
                  - {id: AwsSolutions-SQS4, reason: c8O8w58=, is_reason_encoded: true}
                  - {id: AwsSolutions-APIG4, reason: "!", is_reason_encoded: true}
          #checkov:skip=CKV_AWS_27
          Late: {Type: AWS::SQS::Queue}
        #checkov:skip=CKV_AWS_27:beside nothing
    """)
    assert [(one.tool, one.rule, one.check, one.resource, one.reason) for one in graph.suppressions] == [
        ("cfn-lint", "W2531", "lambda-runtime", "", ""),
        ("checkov", "CKV_AWS_27", "sqs-encryption-at-rest", "Orders", "no secrets here"),
        ("checkov", "CKV_AWS_27", "sqs-encryption-at-rest", "Orders", "again"),
        ("cdk-nag", "AwsSolutions-SQS3", "sqs-dead-letter-queue", "Orders", "it is one"),
        ("cdk-nag", "AwsSolutions-SQS4", "sqs-secure-transport", "Orders", "süß"),
        ("cdk-nag", "AwsSolutions-APIG4", "apigateway-authorization", "Orders", "!"),
        ("cdk-nag", "AwsSolutions-APIG4", "apigatewayv2-authorization", "Orders", "!"),
        ("checkov", "CKV_AWS_27", "sqs-encryption-at-rest", "Late", ""),
    ]
    assert {(one.kind, one.owner, one.until) for one in graph.suppressions} == {("accepted", "", None)}
    assert graph.problems == ()


def test_what_sam_makes_of_a_resource_is_meant_too() -> None:
    graph = read("""
        Transform: AWS::Serverless-2016-10-31
        Resources:
          First: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: a.b, InlineCode: x}}
          # buttress: false-positive iam-resource-star by jane: r
          Second: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: a.b, InlineCode: x}}
    """)
    (one,) = graph.suppressions
    assert [resource.logical_id for resource in graph.resources if one.covers(resource.id, resource.location)] == [
        "Second",
        "SecondRole",
    ]


def test_an_ordinary_sentence_with_our_name_is_none() -> None:
    assert commented("  A:  # a buttress holds the wall", "    Type: AWS::SQS::Queue").problems == ()


def test_the_examples_of_the_documentation_are_read() -> None:
    page = (TOP / "docs" / "suppressions.md").read_text(encoding="utf-8")
    for fence in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL):
        graph = read(fence)
        assert [one.kind for one in graph.suppressions] == ["accepted", "false-positive"]
        assert graph.problems == ()


def test_reading_is_the_same_where_there_is_none() -> None:
    text = textwrap.dedent("Resources:\n  A: {Type: AWS::SQS::Queue}  # an ordinary remark\n")
    assert read(text).suppressions == ()
    assert DAY < JANUARY
    assert isinstance(commented(f"  {ACCEPT}", "  A: {Type: AWS::SQS::Queue}").suppressions[0], Suppression)
