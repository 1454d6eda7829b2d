"""What evidence proposes for a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.answers import Counts, propose
from buttress.graph.graph import Problem
from tests.answers.review import BUCKET, QUEUE, QUEUES, TOPIC, check, facet, lens, practice, said
from tests.reading import read

if TYPE_CHECKING:
    from buttress.answers import Proposal
    from buttress.evidence.record import Evidence
    from buttress.evidence.verdict import State
    from buttress.lenses import Practice

SQS = check("sqs-x")
NESTED = """
    Resources:
      One: {Type: AWS::SQS::Queue}
      Two: {Type: AWS::SQS::Queue}
      Rest:
        Type: AWS::CloudFormation::Stack
        Properties: {TemplateURL: https://example.com/rest.yaml}
"""


def proposal(asked: Practice, *evidence: Evidence, template: str = QUEUES) -> Proposal:
    return propose(evidence, read(template), [lens(asked)]).proposal(asked.code)


def both_queues(one: State, two: State) -> tuple[Evidence, Evidence]:
    return said(SQS, one, "One"), said(SQS, two, "Two")


# --- class A ----------------------------------------------------------------------------------------------------------


def test_class_a_is_met_when_every_resource_in_scope_does_well() -> None:
    evidence = both_queues("met", "not_applicable")
    found = proposal(practice(facet("sqs-x")), *evidence)
    assert (found.state, found.deciding, found.reasons) == ("met", evidence[:1], ())
    assert found.counts == Counts(met=1, not_applicable=1)


def test_one_gap_contradicts_class_a_whatever_else_is_unknown() -> None:
    evidence = both_queues("gap", "unknown")
    found = proposal(practice(facet("sqs-x")), *evidence)
    assert (found.state, found.deciding) == ("contradicted", evidence[:1])
    assert found.counts == Counts(gap=1, unknown=1)


def test_an_unknown_verdict_leaves_class_a_open() -> None:
    evidence = both_queues("met", "unknown")
    found = proposal(practice(facet("sqs-x")), *evidence)
    assert (found.state, found.deciding, found.reasons) == ("open", evidence[1:], ("1 verdict is unknown",))
    assert proposal(practice(facet("sqs-x")), *both_queues("unknown", "unknown")).reasons == ("2 verdicts are unknown",)


def test_a_resource_that_a_check_was_not_run_on_leaves_class_a_open() -> None:
    found = proposal(practice(facet("sqs-x", "sqs-y")), *both_queues("met", "met"))
    assert (found.state, found.reasons) == ("open", ("sqs-y was not run on 2 resources",))
    one = proposal(practice(facet("sqs-x")), said(SQS, "met", "One"))
    assert one.reasons == ("sqs-x was not run on 1 resource",)


def test_a_type_in_scope_without_a_check_leaves_class_a_open() -> None:
    template = QUEUES + "      Three: {Type: AWS::SNS::Topic}\n"
    asked = practice(facet("sqs-x"), facet(types=(TOPIC, BUCKET)))
    found = proposal(asked, *both_queues("met", "met"), template=template)
    assert (found.state, found.reasons) == ("open", ("no check for AWS::SNS::Topic",))
    assert proposal(asked, *both_queues("met", "met")).state == "met"


def test_what_nobody_judges_of_the_workload_leaves_class_a_open() -> None:
    found = proposal(practice(facet(types=("workload",)), workload=True))
    assert (found.state, found.reasons) == ("open", ("no check for the workload",))


def test_a_nested_stack_that_is_not_read_leaves_class_a_open() -> None:
    found = proposal(practice(facet("sqs-x")), *both_queues("met", "met"), template=NESTED)
    assert found.state == "open"
    assert len(found.reasons) == 1
    assert found.reasons[0].endswith("is not read")
    assert proposal(practice(facet("sqs-x")), *both_queues("met", "gap"), template=NESTED).state == "contradicted"


def test_a_file_that_cannot_be_read_leaves_class_a_open() -> None:
    graph = read(QUEUES)
    graph.problems = (
        Problem("spelling.yaml", 1, 1, "Resource is no section."),
        Problem("broken.yaml", 2, 1, "this is not YAML.", stops=True),
    )
    (found,) = propose(both_queues("met", "met"), graph, [lens(practice(facet("sqs-x")))]).proposals()
    assert (found.state, found.reasons) == ("open", ("broken.yaml is not read",))


def test_verdicts_that_are_all_not_applicable_show_nothing() -> None:
    found = proposal(practice(facet("sqs-x")), *both_queues("not_applicable", "not_applicable"))
    assert (found.state, found.reasons) == ("open", ("nothing here shows that it is followed",))


def test_under_any_one_met_is_enough_even_beside_what_is_not_read() -> None:
    asked = practice(facet("sqs-x", quantifier="any"))
    evidence = both_queues("gap", "met")
    found = proposal(asked, *evidence, template=NESTED)
    assert (found.state, found.deciding) == ("met", evidence[1:])


@pytest.mark.parametrize(
    ("two", "state"), [("gap", "contradicted"), ("not_applicable", "contradicted"), ("unknown", "open")]
)
def test_under_any_a_gap_counts_when_nothing_is_left_that_could_be_met(two: State, state: str) -> None:
    assert proposal(practice(facet("sqs-x", quantifier="any")), *both_queues("gap", two)).state == state


def test_under_share_a_gap_tells_how_many_do_well() -> None:
    asked = practice(facet("sqs-x", "sqs-y", quantifier="share"))
    other = check("sqs-y")
    evidence = (*both_queues("met", "met"), said(other, "gap", "One"), said(other, "not_applicable", "Two"))
    found = proposal(asked, *evidence)
    assert (found.state, found.share, found.deciding) == ("partly", (1, 2), evidence[2:3])


def test_under_share_what_is_unknown_is_not_counted() -> None:
    template = QUEUES + "      Three: {Type: AWS::SQS::Queue}\n"
    evidence = (*both_queues("met", "gap"), said(SQS, "unknown", "Three"))
    found = proposal(practice(facet("sqs-x", quantifier="share")), *evidence, template=template)
    assert (found.state, found.share) == ("partly", (1, 2))


def test_under_share_nobody_doing_well_contradicts() -> None:
    found = proposal(practice(facet("sqs-x", quantifier="share")), *both_queues("gap", "gap"))
    assert (found.state, found.share) == ("contradicted", None)


def test_a_gap_where_every_resource_counts_outweighs_a_share() -> None:
    template = QUEUES + "      Three: {Type: AWS::SNS::Topic}\n"
    sns = check("sns-x", on=TOPIC)
    asked = practice(facet("sqs-x", quantifier="share"), facet("sns-x", types=(TOPIC,)))
    found = proposal(asked, *both_queues("met", "gap"), said(sns, "gap", "Three"), template=template)
    assert found.state == "contradicted"
    assert [evidence.check.id for evidence in found.deciding] == ["sqs-x", "sns-x"]


def test_a_check_that_only_refutes_may_contradict_class_a_but_not_decide_it() -> None:
    asked = practice(facet("sqs-x"))
    refuting = check("sqs-r", "refutes")
    against = proposal(asked, *both_queues("met", "met"), said(refuting, "gap"))
    assert (against.state, against.deciding) == ("contradicted", (said(refuting, "gap"),))
    assert proposal(asked, *both_queues("met", "met"), said(refuting, "met")).state == "met"


def test_a_check_that_only_supports_says_nothing_by_its_gap() -> None:
    asked = practice(facet("sqs-x"))
    supporting = check("sqs-s", "supports")
    assert proposal(asked, *both_queues("met", "met"), said(supporting, "gap")).state == "met"
    assert proposal(asked, said(supporting, "met")).state == "open"


def test_a_resource_that_no_world_makes_is_out_of_scope() -> None:
    template = """
        Parameters: {Env: {Type: String}}
        Conditions: {Prod: !Equals [!Ref Env, prod]}
        Resources:
          One: {Type: AWS::SQS::Queue}
          Two: {Type: AWS::SQS::Queue, Condition: Prod}
    """
    asked = lens(practice(facet("sqs-x")))
    evidence = [said(SQS, "met")]
    assert next(propose(evidence, read(template, Env="dev"), [asked]).proposals()).state == "met"
    in_some_world = next(propose(evidence, read(template), [asked]).proposals())
    assert in_some_world.reasons == ("sqs-x was not run on 1 resource",)


# --- class P and C ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bearing", "state", "expected"),
    [
        ("both", "met", "supported"),
        ("both", "gap", "contradicted"),
        ("supports", "met", "supported"),
        ("supports", "gap", "open"),
        ("refutes", "met", "open"),
        ("refutes", "gap", "contradicted"),
        ("both", "unknown", "open"),
        ("both", "not_applicable", "open"),
    ],
)
def test_class_p_is_supported_or_contradicted_as_far_as_the_check_may(
    bearing: str, state: State, expected: str
) -> None:
    judge = check("sqs-x", bearing)  # type: ignore[arg-type]  # a parameter of the test
    found = proposal(practice(facet("sqs-x"), kind="P"), said(judge, state))
    assert found.state == expected


def test_a_gap_outweighs_every_met_of_class_p() -> None:
    evidence = both_queues("met", "gap")
    found = proposal(practice(facet("sqs-x"), kind="P"), *evidence)
    assert (found.state, found.deciding) == ("contradicted", evidence[1:])


def test_class_p_says_why_it_is_open() -> None:
    assert proposal(practice(kind="P")).reasons == ("no check bears on it",)
    assert proposal(practice(facet(), kind="P")).reasons == ("no check bears on it",)
    assert proposal(practice(facet("sqs-x"), kind="P")).reasons == ("nothing here speaks of it",)
    evidence = (
        said(check("a"), "unknown", "One"),
        said(check("b", "supports"), "gap", "One"),
        said(check("c", "refutes"), "met", "One"),
        *(said(check("d"), "not_applicable", name) for name in ("One", "Two")),
    )
    found = proposal(practice(facet("a"), kind="P"), *evidence)
    assert found.deciding == evidence[:1]
    assert found.reasons == (
        "1 verdict is unknown",
        "1 verdict is of what was looked for, not found, which says nothing here",
        "1 verdict is met, which says nothing here",
        "2 verdicts are not applicable",
    )


def test_class_p_that_nothing_speaks_of_says_what_was_not_read() -> None:
    (nothing, hidden) = proposal(practice(facet("sqs-x"), kind="P"), template=NESTED).reasons
    assert (nothing, hidden) == ("nothing here speaks of it", "the template of Rest is not read")


@pytest.mark.parametrize(
    ("two", "state"),
    [("met", "supported"), ("unknown", "open"), ("not_applicable", "contradicted"), ("gap", "contradicted")],
)
def test_where_one_is_enough_a_gap_of_class_p_says_nothing_beside_one_that_may_do_well(two: State, state: str) -> None:
    asked = practice(facet("sqs-x", quantifier="any"), kind="P")
    assert proposal(asked, *both_queues("gap", two)).state == state


def test_where_one_is_enough_a_met_that_may_only_refute_makes_up_for_no_gap() -> None:
    asked = practice(facet("sqs-x", "sqs-r", quantifier="any"), kind="P")
    assert proposal(asked, said(SQS, "gap"), said(check("sqs-r", "refutes"), "met")).state == "contradicted"


def test_a_gap_of_class_p_counts_where_some_facet_asks_for_every_resource() -> None:
    asked = practice(facet("sqs-x", quantifier="any"), facet("sqs-x"), kind="P")
    assert proposal(asked, *both_queues("gap", "met")).state == "contradicted"
    assert proposal(practice(facet("sqs-y", quantifier="any"), kind="P"), *both_queues("gap", "met")).state == (
        "contradicted"
    )


def test_class_p_is_open_where_its_types_are_here_and_no_check_is() -> None:
    assert proposal(practice(facet(), kind="P")).state == "open"
    assert proposal(practice(facet(types=(BUCKET,)), kind="P")).state == "not_applicable"


def test_class_c_is_never_proposed() -> None:
    found = proposal(practice(kind="C"), *both_queues("met", "gap"))
    assert (found.state, found.counts, found.reasons) == ("open", Counts(), ("only a conversation can tell",))


# --- not applicable ---------------------------------------------------------------------------------------------------

BUCKETS = practice(facet("s3-x", types=(BUCKET,)))


def test_a_practice_without_any_of_its_types_does_not_apply() -> None:
    assert proposal(BUCKETS).state == "not_applicable"
    assert proposal(practice(facet("s3-x", types=(BUCKET,)), kind="P")).state == "not_applicable"


def test_a_practice_of_the_workload_always_applies() -> None:
    asked = practice(facet("s3-x", types=(BUCKET,)), workload=True)
    found = proposal(asked)
    assert (found.state, found.reasons) == ("open", ("nothing here shows that it is followed",))


def test_a_practice_may_apply_where_something_is_not_read() -> None:
    assert proposal(BUCKETS, template=NESTED).state == "open"


@pytest.mark.parametrize("state", ["met", "gap", "unknown"])
def test_a_practice_applies_where_evidence_speaks_of_it(state: State) -> None:
    assert proposal(BUCKETS, said(SQS, state)).state != "not_applicable"


def mapping(source: str) -> str:
    return f"""
        Parameters: {{Source: {{Type: String}}}}
        Resources:
          One: {{Type: AWS::SQS::Queue}}
          Work:
            Type: AWS::Lambda::Function
            Properties: {{Role: "arn:aws:iam::123456789012:role/work"}}
          Feed:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {{FunctionName: !Ref Work, EventSourceArn: {source}}}
    """


@pytest.mark.parametrize(
    ("source", "concerned", "state"),
    [
        ('"arn:aws:kinesis:eu-west-1:123456789012:stream/s"', "AWS::Kinesis::Stream", "open"),
        ('"arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"', "AWS::MSK::Cluster", "open"),
        ('"arn:aws:kinesis:eu-west-1:123456789012:stream/s"', BUCKET, "not_applicable"),
        ("!Ref Source", "AWS::Kinesis::Stream", "open"),
        ("!Ref Source", BUCKET, "not_applicable"),
    ],
)
def test_a_practice_may_apply_to_what_is_referred_to(source: str, concerned: str, state: str) -> None:
    asked = practice(facet("x-x", types=(concerned,)))
    assert proposal(asked, template=mapping(source)).state == state


@pytest.mark.parametrize(
    ("arn", "state"),
    [
        ('"arn:aws:s3:::pictures/*"', "open"),
        ('!Sub "arn:${AWS::Partition}:s3:::${Name}/*"', "open"),
        ('!Join ["/", ["arn:aws:s3:::pictures", "*"]]', "open"),
        ('"arn:aws:kinesis:eu-west-1:123456789012:stream/s"', "not_applicable"),
        ('"*"', "not_applicable"),
    ],
)
def test_a_practice_may_apply_to_what_a_policy_names(arn: str, state: str) -> None:
    template = f"""
        Parameters: {{Name: {{Type: String}}}}
        Resources:
          Reader:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument: {{Statement: [{{Effect: Allow, Action: "s3:GetObject", Resource: [{arn}]}}]}}
    """
    assert proposal(BUCKETS, template=template).state == state


def test_what_could_be_of_any_type_keeps_every_practice() -> None:
    found = proposal(BUCKETS, template=mapping("!ImportValue feed"))
    assert found.state == "open"


# --- lenses -----------------------------------------------------------------------------------------------------------


def test_a_lens_applies_where_one_of_its_types_is_present() -> None:
    queues, topics = lens(practice(), applies_to=(TOPIC, QUEUE)), lens(practice(), applies_to=(TOPIC,))
    assert [found.lens for found in propose((), read(QUEUES), [queues, topics]).lenses] == [queues]


def test_the_lenses_that_come_with_buttress_are_taken_by_default() -> None:
    function = "Resources: {Work: {Type: AWS::Lambda::Function}}"
    assert [found.lens.id for found in propose((), read(function)).lenses] == ["wellarchitected", "serverless"]
    assert [found.lens.id for found in propose((), read(QUEUES)).lenses] == ["wellarchitected"]


def test_a_practice_of_no_lens_that_applies_has_no_proposal() -> None:
    with pytest.raises(KeyError, match="P2"):
        propose((), read(QUEUES), [lens(practice())]).proposal("P2")
