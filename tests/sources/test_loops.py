from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import buttress
from buttress.graph.values import NotKnown, Reference
from tests.reading import in_worlds, read, resource

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.resource import Resource

HEAD = """
    Transform: AWS::LanguageExtensions
    Parameters:
      Names: {Type: CommaDelimitedList, Default: "Users, Orders"}
      Needed: {Type: CommaDelimitedList}
      Env: {Type: String, AllowedValues: [test, prod]}
      Free: {Type: String, Default: test}
    Mappings:
      Zones:
        test: {List: [A], One: A}
        prod: {List: [A, B], One: B}
    """


def ids(text: str, **values: str) -> list[str]:
    """Give the logical ids of what a template declares."""
    return [one.logical_id for one in read(textwrap.dedent(HEAD) + textwrap.dedent(text), **values).resources]


def test_a_loop_over_a_written_list_makes_a_resource_for_each_value() -> None:
    text = """
    Resources:
      Fn::ForEach::Queues:
        - Name
        - [Users, Orders]
        - ${Name}Queue:
            Type: AWS::SQS::Queue  # the body
            Properties:
              QueueName: !Sub "q-${Name}-${AWS::Region}"
              Tags: [{Key: name, Value: !Ref Name}, {Key: "${Name}", Value: plain}]
      User:
        Type: AWS::Lambda::Function
        Properties: {Role: !GetAtt OrdersQueue.Arn}
    """
    graph = read(HEAD + text)
    assert [one.logical_id for one in graph.resources] == ["OrdersQueue", "User", "UsersQueue"]
    orders = resource(graph, "OrdersQueue")
    assert str(orders.get("QueueName")).startswith("q-Orders-")
    assert [(tag.text("Key"), tag.text("Value")) for tag in orders.each("Tags")] == [
        ("name", "Orders"),
        ("Orders", "plain"),
    ]
    role = resource(graph, "User").get("Role")
    assert isinstance(role, Reference)
    assert role.resource is orders
    assert orders.location == resource(graph, "UsersQueue").location
    body = (HEAD + text).splitlines().index("            Type: AWS::SQS::Queue  # the body")
    assert orders.location.line == body
    assert graph.problems == ()
    assert graph.unread == ()


def loop(over: str) -> str:
    return f"""
    Resources:
      Fn::ForEach::Topics:
        - Name
        - {over}
        - Topic${{Name}}: {{Type: AWS::SNS::Topic}}
      Own: {{Type: AWS::SNS::Topic}}
    """


def test_a_parameter_is_split_at_its_commas_and_its_default_is_rested_on() -> None:
    assert ids(loop("!Ref Needed"), Needed="One,Two") == ["Own", "TopicOne", "TopicTwo"]
    assert ids(loop("!Ref Needed"), Needed="") == ["Own"]
    graph = read(HEAD + loop("!Ref Names"))
    assert [one.logical_id for one in graph.resources] == ["Own", "TopicOrders", "TopicUsers"]
    outer = graph.worlds.begin()
    assert resource(graph, "TopicUsers").exists()
    _, rests_on = graph.worlds.end(outer)
    assert tuple(rests_on) == ("the default of parameter Names, 'Users, Orders'",)


def test_a_value_of_the_list_may_be_a_parameter() -> None:
    assert ids(loop("[!Ref Free, Two]")) == ["Own", "TopicTwo", "Topictest"]
    assert ids(loop("[!Ref Free, Two]"), Free="One") == ["Own", "TopicOne", "TopicTwo"]


def test_a_row_of_a_mapping_is_the_one_that_is_given() -> None:
    over = "!FindInMap [Zones, !Ref Env, List]"
    assert ids(loop(over), Env="test") == ["Own", "TopicA"]
    assert ids(loop(over), Env="prod") == ["Own", "TopicA", "TopicB"]
    assert ids(loop("!FindInMap [Zones, prod, One]")) == ["Own", "TopicB"]


def test_a_row_that_is_not_given_makes_what_each_row_makes_in_its_world() -> None:
    graph = read(HEAD + loop("!FindInMap [Zones, !Ref Env, List]"))
    assert in_worlds(graph, resource(graph, "TopicA").exists) == {"": True}
    assert in_worlds(graph, resource(graph, "TopicB").exists) == {"Env=prod": True, "Env=test": False}


def test_the_condition_of_a_body_holds_beside_that_of_its_loop() -> None:
    text = """
    Conditions:
      Wanted: !Equals [!Ref Free, wanted]
    Resources:
      Fn::ForEach::Topics:
        - Name
        - !FindInMap [Zones, !Ref Env, List]
        - Topic${Name}: {Type: AWS::SNS::Topic, Condition: Wanted}
    """
    graph = read(HEAD + text, Free="wanted")
    assert in_worlds(graph, resource(graph, "TopicB").exists) == {"Env=prod": True, "Env=test": False}
    graph = read(HEAD + text, Free="other")
    assert set(in_worlds(graph, resource(graph, "TopicB").exists).values()) == {False}


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ("!Ref Needed", "parameter Needed has no value here"),
        ("!Ref Nothing", "Nothing is no parameter of this template"),
        ("!Split [',', 'a,b']", "the list is neither written out, nor a parameter, nor in a mapping"),
        ("[!GetAtt A.B]", "a value of the list is known only after deployment"),
        ("[[a]]", "a value of the list is known only after deployment"),
        ("!FindInMap [Zones, !Ref Env, Gone]", "the mapping has no such entry"),
        ("!FindInMap [Gone, !Ref Env, List]", "the mapping or its second key is not known"),
        ("!FindInMap [Zones, !Sub '${Env}', List]", "which row of the mapping is meant is not known"),
        ("!FindInMap [Zones]", "the list is neither written out, nor a parameter, nor in a mapping"),
    ],
)
def test_a_list_that_is_not_known_makes_nothing_and_is_named(over: str, reason: str) -> None:
    graph = read(HEAD + loop(over))
    assert [one.logical_id for one in graph.resources] == ["Own"]
    assert [(one.kind, one.what) for one in graph.unread] == [("loop", f"what Fn::ForEach::Topics makes ({reason})")]


def test_loops_stand_in_each_other_and_keys_lose_what_they_cannot_hold() -> None:
    text = """
    Resources:
      Fn::ForEach::Zones:
        - Zone
        - [A, B]
        - Fn::ForEach::Blocks:
            - Block
            - ["10.0.0.0/16", "10.1.0.0/16"]
            - Vpc${Zone}&{Block}:
                Type: AWS::EC2::VPC
                Properties: {CidrBlock: !Ref Block, Name: !Sub "${Zone}&{Block}"}
    """
    graph = read(HEAD + text)
    assert [one.logical_id for one in graph.resources] == [
        "VpcA1000016",
        "VpcA1010016",
        "VpcB1000016",
        "VpcB1010016",
    ]
    assert resource(graph, "VpcB1010016").text("CidrBlock") == "10.1.0.0/16"
    assert resource(graph, "VpcB1010016").text("Name") == "B1010016"


def test_loops_make_properties_conditions_and_outputs() -> None:
    text = """
    Conditions:
      Fn::ForEach::Envs:
        - Name
        - [test, prod]
        - Is${Name}: !Equals [!Ref Env, !Ref Name]
    Resources:
      Queue:
        Type: AWS::SQS::Queue
        Condition: Isprod
        Properties:
          Fn::ForEach::Times:
            - Name
            - [MessageRetentionPeriod, VisibilityTimeout]
            - ${Name}: 60
          Fn::ForEach::Zoned:
            - Zone
            - !FindInMap [Zones, !Ref Env, List]
            - In${Zone}: true
      Taker:
        Type: AWS::Lambda::Function
        Properties: {Role: !ImportValue Queue-Arn, Name: !ImportValue Queue-QueueName}
    Outputs:
      Fn::ForEach::Given:
        - Attribute
        - [Arn, QueueName]
        - Queue${Attribute}: {Value: !GetAtt [Queue, !Ref Attribute], Export: {Name: !Sub "Queue-${Attribute}"}}
    """
    graph = read(HEAD + text)
    queue = resource(graph, "Queue")
    assert in_worlds(graph, queue.exists) == {"Env=test": False, "Env=prod": True}
    assert [queue.number(name) for name in ("MessageRetentionPeriod", "VisibilityTimeout")] == [60, 60]
    assert in_worlds(graph, lambda: queue.present("InB")) == {"Env=prod": True, "Env=test": False}
    assert not queue.present("Other")
    role = resource(graph, "Taker").get("Role")
    assert isinstance(role, Reference)
    assert (role.resource, role.attribute) == (queue, "Arn")


def test_a_map_of_properties_stays_open_where_a_loop_is_not_known() -> None:
    text = """
    Resources:
      Queue:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: one
          Fn::ForEach::More:
            - Name
            - !Ref Needed
            - ${Name}: 60
    """
    queue = resource(read(HEAD + text), "Queue")
    assert queue.text("QueueName") == "one"
    with pytest.raises(NotKnown, match="Fn::ForEach::More adds members that are not known: parameter Needed has no"):
        queue.present("KmsMasterKeyId")
    assert resource(read(HEAD + text, Needed="DelaySeconds"), "Queue").number("DelaySeconds") == 60


def test_resources_of_sam_are_made_by_loops_too() -> None:
    text = """
    Resources:
      Fn::ForEach::Functions:
        - Name
        - [A, B]
        - Function${Name}:
            Type: AWS::Serverless::Function
            Properties: {CodeUri: "./${Name}", Handler: a.b, Runtime: python3.13}
    """
    assert ids(text) == ["FunctionA", "FunctionARole", "FunctionB", "FunctionBRole"]


@pytest.mark.parametrize(
    "body",
    ["1", "[]", "[Name]", "[Name, [A]]", "[[Name], [A], {}]", "[Name, [A], [B]]", "{Name: [A]}", "[Name, [A], B, C]"],
)
def test_a_loop_of_another_shape_is_a_problem(body: str) -> None:
    graph = read(f"Resources:\n  Own: {{Type: AWS::SNS::Topic}}\n  Fn::ForEach::Odd: {body}\n")
    assert [one.logical_id for one in graph.resources] == ["Own"]
    assert [problem.message for problem in graph.problems] == ["Fn::ForEach::Odd is no loop."]
    assert [one.kind for one in graph.unread] == ["loop"]


def test_what_two_values_make_under_one_name_is_a_problem() -> None:
    graph = read(
        """
        Resources:
          Fn::ForEach::Twice:
            - Name
            - [a.b, ab]
            - Topic&{Name}: {Type: AWS::SNS::Topic}
        """
    )
    assert [one.logical_id for one in graph.resources] == ["Topicab"]
    assert [problem.message for problem in graph.problems] == [
        "Fn::ForEach::Twice makes Topicab, which is there already."
    ]


def test_loops_that_multiply_are_stopped() -> None:
    body: dict[str, object] = {"T${A0}${A1}${A2}${A3}${A4}": {"Type": "AWS::SNS::Topic"}}
    for depth in range(5):
        body = {f"Fn::ForEach::L{depth}": [f"A{depth}", [str(number) for number in range(100)], body]}
    graph = read(json.dumps({"Resources": {**body, "Own": {"Type": "AWS::SNS::Topic"}}}))
    assert [one.logical_id for one in graph.resources] == ["Own"]
    assert "make more than 100,000 values" in graph.unread[0].what


def test_suppressions_in_the_body_of_a_loop_cover_what_it_makes(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        textwrap.dedent(
            """
            Transform: AWS::LanguageExtensions
            Resources:
              Fn::ForEach::Queues:
                - Name
                - [A, B]
                - ${Name}Queue:
                    # buttress: accept sqs-long-polling until 2027-01-31 by jane: few messages
                    Type: AWS::SQS::Queue
                    Metadata:
                      Buttress:
                        Suppress:
                          - check: sqs-dead-letter-queue
                            kind: accepted
                            reason: it may be lost
                            owner: jane
                            until: 2027-01-31
            """
        ),
        encoding="utf-8",
    )
    review = buttress.review(tmp_path)
    assert [(use.suppression.check, use.findings) for use in review.suppressions] == [
        ("sqs-long-polling", 2),
        ("sqs-dead-letter-queue", 2),
    ]


NAMES = st.lists(st.text("ABCab12", min_size=1, max_size=4), max_size=6, unique=True)


@given(NAMES, NAMES)
def test_a_loop_makes_what_is_written_out_by_hand(outer: list[str], inner: list[str]) -> None:
    def queue(one: str, other: str) -> dict[str, object]:
        return {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": f"{one}-{other}"}, other: one}}

    own = {"Own": {"Type": "AWS::SNS::Topic"}}
    looped = {
        "Fn::ForEach::Outer": [
            "One",
            outer,
            {"Fn::ForEach::Inner": ["Other", inner, {"Q${One}x${Other}": queue("${One}", "${Other}")}]},
        ]
    }
    written = {f"Q{one}x{other}": queue(one, other) for one in outer for other in inner}
    left, right = read(json.dumps({"Resources": own | looped})), read(json.dumps({"Resources": own | written}))
    assert [told(one) for one in left.resources] == [told(one) for one in right.resources]


def told(one: Resource) -> tuple[str, dict[str, object]]:
    return one.id, {key: part.get() for key, part in one.members()}
