from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.evidence import both, check, gap, met, missing, not_applicable, refutes, supports
from buttress.evidence.engine import examine
from buttress.facts.service_defaults import Default, default_of
from tests.reading import read, read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.evidence import Verdict
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph, Problem
    from buttress.graph.resource import Resource

ON = "AWS::SQS::Queue"
BEARS = (both("REL05-BP03"), supports("OPS04-BP02"), refutes("serverless:rel_rel_q2_a1"))


@check(on=ON, bears_on=BEARS, severity=("low", "for the test"))
def fifo(queue: Resource, graph: Graph) -> Verdict:
    """Queues keep their order."""
    del graph
    if queue.text("QueueName", default="") == "none":
        return not_applicable("has no order to keep")
    if queue.flag("FifoQueue", default=False):
        return met("keeps order", queue.at("FifoQueue"))
    return gap("loses order", queue.at())


@check(on=ON, bears_on=BEARS)
def visibility(queue: Resource, graph: Graph) -> Verdict:
    """Messages stay hidden."""
    del graph
    default = default_of(ON, "VisibilityTimeout")
    assert isinstance(default, Default)
    return met("hides", queue.at()) if queue.number("VisibilityTimeout", default=default) else gap("shows", queue.at())


@check(on=ON, bears_on=BEARS)
def hidden(queue: Resource, graph: Graph) -> Verdict:
    """Messages are hidden for a while."""
    del graph
    return met(f"hidden for {queue.number('VisibilityTimeout'):g} s", queue.at())


@check(on="workload", bears_on=BEARS, absence="workload")
def topic(graph: Graph) -> Verdict:
    """There is a topic."""
    for found in graph.of_type("AWS::SNS::Topic"):
        return met("there is one", found.at())
    return missing("there is no topic")


@check(on="workload", bears_on=BEARS, absence="account")
def trail(graph: Graph) -> Verdict:
    """There is a trail."""
    del graph
    return missing("there is no trail")


@check(on=ON, bears_on=BEARS)
def broken(queue: Resource, graph: Graph) -> Verdict:
    """Stops."""
    raise ZeroDivisionError(queue.id, graph.today)


@check(on="workload", bears_on=BEARS)
def broken_workload(graph: Graph) -> Verdict:
    """Stops."""
    raise ZeroDivisionError(graph.today)


def states(evidence: tuple[Evidence, ...]) -> list[tuple[str, str, str]]:
    return [(found.state, found.reason, found.confidence) for found in evidence]


HEAD = """
    Parameters: {Env: {Type: String}, Kind: {Type: String, Default: "true"}, Open: {Type: String}}
    Conditions:
      Prod: !Equals [!Ref Env, prod]
      Never: !Equals [a, b]
    Resources:
      Queue: """


def test_a_verdict_is_recorded_with_its_place() -> None:
    (found,) = examine(read(HEAD + "{Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}"), [fifo])
    assert (found.state, found.resource, found.type, found.location.line) == ("met", "template.yaml#Queue", ON, 7)
    assert (found.check.id, found.check.title, found.confidence) == (
        "evidence-test-engine",
        "Queues keep their order.",
        "high",
    )
    assert found.location.path == "FifoQueue"


def test_what_is_not_known_is_unknown_with_the_reason() -> None:
    evidence = examine(read(HEAD + "{Type: AWS::SQS::Queue, Properties: {FifoQueue: !Ref Open}}"), [fifo])
    assert states(evidence) == [("unknown", "parameter Open has no value here", "high")]


def test_what_rests_on_a_default_is_no_surer_than_medium() -> None:
    evidence = examine(read(HEAD + "{Type: AWS::SQS::Queue, Properties: {FifoQueue: !Ref Kind}}"), [fifo])
    assert states(evidence) == [("met", "keeps order", "medium")]
    assert evidence[0].rests_on == ("the default of parameter Kind, 'true'",)
    (found,) = examine(read(HEAD + "{Type: AWS::SQS::Queue}"), [visibility])
    assert (found.confidence, found.rests_on[0].startswith("AWS's default")) == ("medium", True)


def test_worlds_that_agree_give_one_verdict() -> None:
    text = HEAD + "{Type: AWS::SQS::Queue, Properties: {FifoQueue: true, QueueName: !If [Prod, a, b]}}"
    assert states(examine(read(text), [fifo])) == [("met", "keeps order", "high")]


def test_worlds_that_agree_for_other_reasons_name_the_one_that_the_reason_speaks_of() -> None:
    text = HEAD + "{Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !If [Prod, 60, 30]}}"
    assert states(examine(read(text), [hidden])) == [("met", "hidden for 60 s (when Env is prod)", "high")]


def test_worlds_that_differ_make_it_unknown_and_say_when() -> None:
    text = HEAD + "{Type: AWS::SQS::Queue, Properties: {FifoQueue: !If [Prod, true, false]}}"
    (found,) = examine(read(text), [fifo])
    assert (found.state, found.reason) == ("unknown", "depends on Env: met when prod, gap otherwise")
    assert [(case.state, case.world) for case in found.when] == [
        ("met", (("Env", "prod"),)),
        ("gap", (("Env", "any other"),)),
    ]
    assert examine(read(text, Env="prod"), [fifo])[0].state == "met"


def test_several_open_things_are_named() -> None:
    text = """
        Parameters: {A: {Type: String}, B: {Type: String}}
        Conditions: {IsA: !Equals [!Ref A, ""], IsB: !Equals [!Ref B, !Ref A]}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {FifoQueue: !If [IsA, true, !If [IsB, false, true]], QueueName: !If [IsB, none, x]}
        """
    (found,) = examine(read(text), [fifo])
    assert found.reason.startswith(
        "depends on A and condition IsB: not applicable when A is empty and condition IsB is"
    )


def test_many_cases_are_counted() -> None:
    values = ", ".join("abcdef")
    text = f"""
        Parameters: {{A: {{Type: String, AllowedValues: [{values}]}}}}
        Conditions: {{IsA: !Equals [!Ref A, a]}}
        Resources:
          Queue: {{Type: AWS::SQS::Queue, Properties: {{QueueName: !Ref A, FifoQueue: !If [IsA, false, true]}}}}
        """
    (found,) = examine(read(text), [fifo])
    assert found.reason == "depends on A: gap when a, met otherwise"
    text = text.replace("[IsA, false, true]", "[IsA, true, false]").replace("[!Ref A, a]", "[!Ref A, f]")
    (found,) = examine(read(text), [fifo])
    assert found.reason == "depends on A: gap when a or b or c or 2 more, met otherwise"


def test_a_resource_is_judged_in_its_worlds_only() -> None:
    resource = "{Type: AWS::SQS::Queue, Condition: %s, Properties: {FifoQueue: !If [Prod, true, false]}}"
    assert states(examine(read(HEAD + resource % "Prod"), [fifo])) == [("met", "keeps order", "high")]
    assert examine(read(HEAD + resource % "Never"), [fifo]) == ()


def test_more_worlds_than_can_be_told_apart_are_unknown() -> None:
    parameters = ", ".join(f"P{number}: {{Type: String}}" for number in range(7))
    conditions = ", ".join(f"C{number}: !Equals [!Ref P{number}, x]" for number in range(7))
    name = "!Join ['', [" + ", ".join(f"!If [C{number}, a, b]" for number in range(7)) + "]]"
    text = f"""
        Parameters: {{{parameters}}}
        Conditions: {{{conditions}}}
        Resources: {{Queue: {{Type: AWS::SQS::Queue, Properties: {{QueueName: {name}}}}}}}
        """
    (found,) = examine(read(text), [fifo])
    assert found.state == "unknown"
    assert found.reason.startswith("depends on more than 64 combinations of P0, P1")


def test_an_absence_is_a_gap_only_where_everything_was_read(tmp_path: Path) -> None:
    queue = "Resources: {Queue: {Type: AWS::SQS::Queue}}"
    assert states(examine(read(queue), [topic])) == [("gap", "there is no topic", "high")]
    with_topic = "Resources: {Topic: {Type: AWS::SNS::Topic}}"
    assert states(examine(read(with_topic), [topic])) == [("met", "there is one", "high")]
    custom = "Resources: {Thing: {Type: 'Custom::Thing'}}"
    (found,) = examine(read(custom), [topic])
    assert (found.state, found.location.line) == ("unknown", 1)
    assert "there is no topic, but what the custom resource Thing makes is not read" in found.reason
    graph = read_folder(tmp_path, {"a.yaml": queue, "b.yaml": "Resources: {A: {Type: AWS::SQS::Queue"})
    assert states(examine(graph, [topic])) == [("unknown", "there is no topic, but b.yaml is not read", "high")]


def test_a_problem_that_stops_no_file_hides_nothing() -> None:
    graph = read("Resources: {Queue: {Type: AWS::SQS::Queue}, Odd: {}}")
    assert [problem.stops for problem in graph.problems] == [False]
    assert states(examine(graph, [topic])) == [("gap", "there is no topic", "high")]


def test_what_may_be_set_up_elsewhere_in_the_account_is_unknown() -> None:
    (found,) = examine(read("Resources: {Queue: {Type: AWS::SQS::Queue}}"), [trail])
    assert found.state == "unknown"
    assert (
        found.reason == "there is no trail here. It may be set up elsewhere in the account; a live source would tell."
    )
    assert (found.resource, found.location.file, found.location.line) == ("workload", "template.yaml", 1)


def test_a_check_that_stops_is_a_problem_and_unknown_and_is_raised_in_tests() -> None:
    graph = read("Resources: {Queue: {Type: AWS::SQS::Queue}}")
    problems: list[Problem] = []
    evidence = examine(graph, [broken, broken_workload], problems.append)
    assert [found.state for found in evidence] == ["unknown", "unknown"]
    assert all("ZeroDivisionError" in found.reason for found in evidence)
    assert [problem.line for problem in problems] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        examine(graph, [broken])


def test_a_check_knows_its_page_and_its_lenses() -> None:
    assert fifo.page.name == "test_engine.md"
    assert [link.lens for link in fifo.bears_on] == ["wellarchitected", "wellarchitected", "serverless"]
    assert not fifo.of_workload
    assert topic.of_workload


def test_what_no_world_makes_has_no_evidence() -> None:
    graph = read("""
Parameters: {Env: {Type: String, AllowedValues: [prod, test]}}
Conditions:
  Never: !And [!Equals [!Ref Env, prod], !Equals [!Ref Env, test]]
Resources:
  Queue: {Type: AWS::SQS::Queue, Condition: Never}
""")
    assert examine(graph, [fifo]) == ()
