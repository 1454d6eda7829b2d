"""Lookups in a graph where names, ends or worlds are half told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.facts.service_defaults import default_of
from buttress.graph.functions import qualifiers_of
from buttress.graph.grouping import having
from buttress.graph.index import Index, could_be
from buttress.graph.json_text import Substituted
from buttress.graph.linking import Linker
from buttress.graph.relation import Relation
from buttress.graph.scaling import group_scalers_of
from buttress.graph.tags import tags_named
from buttress.graph.values import NotKnown, Unresolved
from buttress.graph.worlds import Other, Worlds
from tests.reading import in_worlds, read, resource

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.worlds import Choice

QUEUE = ("AWS::SQS::Queue",)
CHOICE = """
Parameters: {Env: {Type: String, AllowedValues: [prod, test]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
"""


def graph_of(*resources: str, head: str = "") -> Graph:
    return read(head + "\nResources:\n" + "".join(f"  {text}\n" for text in resources))


def named(graph: Graph, value: object, *types: str) -> str:
    """Give the id of what a value names."""
    found, _ = Linker(graph).resolve(value, types)
    return "nothing" if found is None else found.id.rpartition("#")[2]


def test_a_name_of_one_world_names_the_resource_in_that_world_alone() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [IsProd, orders, bills]}}",
        head=CHOICE,
    )
    assert in_worlds(graph, lambda: named(graph, "orders", *QUEUE)) == {"Env=prod": "Queue", "Env=test": "orders"}


def test_a_name_that_two_worlds_share_is_entered_once() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [IsProd, orders, !Sub 'orders']}}",
        head=CHOICE,
    )
    assert in_worlds(graph, lambda: named(graph, "orders", *QUEUE)) == {"Env=prod": "Queue", "Env=test": "Queue"}


def many_conditions(count: int) -> str:
    parameters = "".join(f"  P{number}: {{Type: String}}\n" for number in range(count))
    conditions = "".join(f"  C{number}: !Equals [!Ref P{number}, 'yes']\n" for number in range(count))
    return f"Parameters:\n{parameters}Conditions:\n{conditions}"


def test_a_name_that_depends_on_too_much_is_no_name_to_look_up() -> None:
    pieces = ", ".join(f"!If [C{number}, a, b]" for number in range(7))
    graph = graph_of(
        f"Queue: {{Type: AWS::SQS::Queue, Properties: {{QueueName: !Join ['', [{pieces}]]}}}}",
        head=many_conditions(7),
    )
    assert named(graph, "aaaaaaa", *QUEUE) == "aaaaaaa"


def test_a_reader_that_depends_on_too_much_leaves_its_ends_loose() -> None:
    actions = ", ".join(f"!If [C{number}, !Ref Topic, !Ref 'AWS::NoValue']" for number in range(7))
    graph = graph_of(
        "Topic: {Type: AWS::SNS::Topic}",
        f"Alarm: {{Type: AWS::CloudWatch::Alarm, Properties: {{AlarmActions: [{actions}]}}}}",
        head=many_conditions(7),
    )
    with pytest.raises(NotKnown, match="depends on more than 64 combinations"):
        graph.into(resource(graph, "Topic"), "notifies")


def test_a_name_that_one_half_told_could_have_names_nothing_for_sure() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${Stage}-orders'}}",
        head="Parameters: {Stage: {Type: String}}",
    )
    assert named(graph, "prod-orders", *QUEUE) == "nothing"
    assert named(graph, "prod-bills", *QUEUE) == "prod-bills"


def test_what_code_of_the_workload_makes_may_be_any_role() -> None:
    graph = graph_of(
        "Own: {Type: 'Custom::Role'}",
        "Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Own.Arn}}",
    )
    with pytest.raises(NotKnown):
        graph.out(resource(graph, "Fn"), "assumes")


def test_an_end_that_is_an_empty_text_is_none() -> None:
    graph = graph_of("Fn: {Type: AWS::Lambda::Function, Properties: {Role: ''}}")
    assert graph.out(resource(graph, "Fn"), "assumes") == ()


def test_a_text_with_a_function_and_its_alias_names_the_function_and_one_with_two_functions_none() -> None:
    graph = graph_of(
        "Fn: {Type: AWS::Lambda::Function}",
        "Gn: {Type: AWS::Lambda::Function}",
        "Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn}}",
        "A: {Type: AWS::SNS::Subscription, Properties: {Endpoint: !Sub '${Fn}:${Alias}'}}",
        "B: {Type: AWS::SNS::Subscription, Properties: {Endpoint: !Sub '${Fn}:${Gn}'}}",
    )
    function = "AWS::Lambda::Function"
    assert named(graph, resource(graph, "A").get("Endpoint"), function) == "Fn"
    assert named(graph, resource(graph, "B").get("Endpoint"), function) == "nothing"


def test_an_alias_that_names_no_function_is_the_alias_of_none() -> None:
    graph = graph_of("Fn: {Type: AWS::Lambda::Function}", "Alias: {Type: AWS::Lambda::Alias, Properties: {Name: live}}")
    assert list(qualifiers_of(resource(graph, "Fn"), graph)) == []


def test_what_is_given_to_a_stack_of_elsewhere_may_be_related_there() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue}",
        "Nested:",
        "  Type: AWS::CloudFormation::Stack",
        "  Properties: {TemplateURL: 'https://example.com/t.yaml', Parameters: {Queue: !Ref Queue}}",
    )
    with pytest.raises(NotKnown, match="the template of Nested is not read, and Queue is given to it"):
        graph.into(resource(graph, "Queue"), "alarms-on")


def test_a_relation_of_which_it_is_not_known_whether_it_is_meant_is_not_known() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}}}",
        "Dead: {Type: AWS::SQS::Queue}",
    )
    with pytest.raises(NotKnown, match="who knows"):
        graph.into(resource(graph, "Dead"), "dead-letters-to", where=lambda _: bool(Unresolved("who knows")))


def test_what_is_kept_of_a_graph_rests_on_its_defaults_each_time() -> None:
    graph = graph_of("Queue: {Type: AWS::SQS::Queue}")
    queue, path = resource(graph, "Queue"), "VisibilityTimeout"

    def ask() -> tuple[float, list[str]]:
        graph.worlds.rests_on = {}
        kept = graph.kept("timeout", lambda: queue.number(path, default=default_of(queue.type, path)))
        return kept, list(graph.worlds.rests_on)

    first, second = ask(), ask()
    assert first == second
    assert first[1]


def test_what_a_world_decides_is_kept_for_no_other_world() -> None:
    graph = graph_of("Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !If [IsProd, 1, 2]}}", head=CHOICE)
    queue = resource(graph, "Queue")
    found = in_worlds(graph, lambda: graph.kept("delay", lambda: queue.number("DelaySeconds")))
    assert found == {"Env=prod": 1, "Env=test": 2}


def test_what_is_found_by_what_it_says_is_made_in_the_current_world() -> None:
    graph = graph_of(
        "Fn: {Type: AWS::Lambda::Function}",
        "Version: {Type: AWS::Lambda::Version, Condition: IsProd, Properties: {FunctionName: !Ref Fn}}",
        head=CHOICE,
    )
    function = resource(graph, "Fn")
    found = in_worlds(graph, lambda: [each.logical_id for each in qualifiers_of(function, graph)])
    assert found == {"Env=prod": ["Version"], "Env=test": []}


VERSION_OF_EITHER = (
    "Fn: {Type: AWS::Lambda::Function}",
    "Gn: {Type: AWS::Lambda::Function}",
    "Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !If [IsProd, !Ref Fn, !Ref Gn]}}",
)


def test_what_says_other_things_in_other_worlds_is_found_in_each_by_what_it_says_there() -> None:
    graph = graph_of(*VERSION_OF_EITHER, head=CHOICE)
    function = resource(graph, "Fn")
    found = in_worlds(graph, lambda: [each.logical_id for each in qualifiers_of(function, graph)])
    assert found == {"Env=prod": ["Version"], "Env=test": []}


def test_what_is_first_asked_when_the_world_is_chosen_is_asked_again_in_the_next() -> None:
    graph = graph_of(*VERSION_OF_EITHER, head=CHOICE)
    function, version = resource(graph, "Fn"), resource(graph, "Version")

    def ask() -> list[str]:
        return [str(version.get("FunctionName")), *(each.logical_id for each in qualifiers_of(function, graph))]

    assert in_worlds(graph, ask) == {"Env=prod": ["${Fn}", "Version"], "Env=test": ["${Gn}"]}


def test_a_tag_of_what_is_not_made_is_no_tag_and_one_that_is_not_told_has_no_key() -> None:
    graph = graph_of(
        "Made: {Type: AWS::SQS::Queue, Condition: IsProd, Properties: {Tags: [{Key: Owner, Value: us}]}}",
        "Told: {Type: AWS::SQS::Queue, Properties: {Tags: [{Key: !Ref Nowhere, Value: us}]}}",
        head=CHOICE,
    )
    found = in_worlds(graph, lambda: [each.logical_id for each, _, _ in tags_named(graph, frozenset({"owner"}))])
    assert found == {"Env=prod": ["Made"], "Env=test": []}


def test_loose_ends_that_are_read_later_are_looked_at_too() -> None:
    queue = resource(graph_of("Queue: {Type: AWS::SQS::Queue}"), "Queue")
    place = queue.location
    early = Relation("triggers", queue, None, place, types=("AWS::SNS::Topic",))
    late = Relation("triggers", queue, None, place, types=("AWS::SQS::Queue",))
    any_type = Relation("triggers", queue, None, place)
    index = Index()
    assert index.loose_to("triggers", "AWS::SQS::Queue") == []
    index.add(early)
    assert index.loose_to("triggers", "AWS::SQS::Queue") == []
    assert index.loose_to("triggers", "AWS::SNS::Topic") == [early]
    index.add(late)
    index.add(any_type)
    for _ in range(2):
        assert index.loose_to("triggers", "AWS::SQS::Queue") == [late, any_type]
    assert index.loose_to("triggers", "AWS::SNS::Topic") == [early, any_type]
    assert [could_be(each, queue) for each in (early, late, any_type)] == [False, True, True]


@pytest.mark.parametrize(
    ("value", "name", "possible"),
    [
        ("${Stage}", "", True),
        ("${Stage}-orders", "", True),
        ("${Stage}-orders", "QueueName: prod-orders", True),
        ("${Stage}-orders", "QueueName: bills", False),
        ("${Stage}-orders", "QueueName: !Sub '${Stage}-bills'", True),
        ("arn:${AWS::Partition}:sqs:${Stage}:a-x-orders", "", False),
    ],
)
def test_a_half_told_name_could_be_what_ends_like_it(value: str, name: str, possible: bool) -> None:  # noqa: FBT001
    graph = graph_of(
        f"Queue: {{Type: AWS::SQS::Queue, Properties: {{{name}}}}}",
        "Open: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${Stage}-x-orders'}}",
        f"From: {{Type: AWS::SQS::Queue, Properties: {{RedrivePolicy: {{deadLetterTargetArn: !Sub '{value}'}}}}}}",
        head="Parameters: {Stage: {Type: String}}",
    )
    (loose,) = graph.index.loose["dead-letters-to"]
    assert could_be(loose, resource(graph, "Queue")) is possible


@pytest.mark.parametrize(
    ("mine", "wanted", "possible"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", Other(frozenset({"b"})), True),
        ("a", Other(frozenset({"a"})), False),
        (Other(frozenset({"a"})), Other(frozenset({"b"})), True),
        (Other(frozenset({"a"})), "b", True),
        (Other(frozenset({"a"})), "a", False),
    ],
)
def test_a_world_leaves_room_for_what_it_has_not_ruled_out(mine: Choice, wanted: Choice, possible: bool) -> None:  # noqa: FBT001
    worlds = Worlds({"Env": mine})
    assert worlds.may_hold((("Env", wanted),)) is possible
    assert worlds.may_hold((("Size", wanted),))


def test_members_that_are_left_out_are_no_members() -> None:
    graph = graph_of(
        "Machine:",
        "  Type: AWS::StepFunctions::StateMachine",
        "  Properties: {Definition: {StartAt: A, Comment: !Ref 'AWS::NoValue'}}",
    )
    machine = resource(graph, "Machine")
    view = machine.part("Definition")
    assert [key for key, _ in view.members()] == ["StartAt"]
    tree = Substituted(machine, "DefinitionSubstitutions").tree(view)
    assert isinstance(tree.value, dict)
    assert list(tree.value) == ["StartAt"]


@pytest.mark.parametrize(
    ("action", "count"),
    [("!Ref Policy", 1), ("!Sub 'a:${Policy}'", 1), ("!Ref Topic", 0), ("theirs", 0)],
)
def test_a_step_policy_scales_where_an_alarm_starts_it(action: str, count: int) -> None:
    graph = graph_of(*SCALED, f"Alarm: {{Type: AWS::CloudWatch::Alarm, Properties: {{AlarmActions: [{action}]}}}}")
    assert len(group_scalers_of(resource(graph, "Group"), graph)) == count


def test_a_step_policy_may_scale_where_what_an_alarm_starts_is_not_known() -> None:
    graph = graph_of(*SCALED, "Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Nowhere]}}")
    with pytest.raises(NotKnown, match="Nowhere"):
        group_scalers_of(resource(graph, "Group"), graph)


SCALED = (
    "Topic: {Type: AWS::SNS::Topic}",
    "Group: {Type: AWS::AutoScaling::AutoScalingGroup}",
    "Policy:",
    "  Type: AWS::AutoScaling::ScalingPolicy",
    "  Properties: {AutoScalingGroupName: !Ref Group, PolicyType: StepScaling}",
)


def test_a_key_that_one_world_does_not_tell_is_doubted_in_that_world() -> None:
    name = "QueueName: !If [IsProd, orders, !Ref Nowhere]"
    graph = graph_of(f"Queue: {{Type: AWS::SQS::Queue, Properties: {{{name}}}}}", head=CHOICE)

    def ask() -> list[str]:
        found = having(graph, "names", ("AWS::SQS::Queue",), lambda queue: [queue.text("QueueName")], "orders")
        return [each.logical_id for each in found]

    graph.worlds.assignment = {"template.yaml/Env": "prod"}
    assert ask() == ["Queue"]
    graph.worlds.assignment = {"template.yaml/Env": "test"}
    with pytest.raises(NotKnown, match="Nowhere is no parameter"):
        ask()
    with pytest.raises(NotKnown, match="Nowhere is no parameter"):
        ask()


@pytest.mark.parametrize("name", ["!Ref Nowhere", "!If [IsProd, !Ref Nowhere, !Ref Nobody]"])
def test_what_a_world_does_not_make_raises_no_doubt_there(name: str) -> None:
    queue = f"Queue: {{Type: AWS::SQS::Queue, Condition: IsProd, Properties: {{QueueName: {name}}}}}"
    graph = graph_of(queue, head=CHOICE)

    def ask() -> list[str]:
        found = having(graph, "names", ("AWS::SQS::Queue",), lambda queue: [queue.text("QueueName")], "orders")
        return [each.logical_id for each in found]

    graph.worlds.assignment = {"template.yaml/Env": "test"}
    assert (ask(), ask()) == ([], [])
    graph.worlds.assignment = {"template.yaml/Env": "prod"}
    with pytest.raises(NotKnown, match="Nowhere is no parameter"):
        ask()


def test_what_may_be_made_raises_doubt() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue, Condition: Nothing, Properties: {QueueName: !Ref Nowhere}}",
    )

    def ask() -> list[str]:
        found = having(graph, "names", ("AWS::SQS::Queue",), lambda queue: [queue.text("QueueName")], "orders")
        return [each.logical_id for each in found]

    with pytest.raises(NotKnown, match="Nowhere is no parameter"):
        ask()
