from __future__ import annotations

import pytest

from buttress.facts.service_defaults import default_of
from buttress.graph.values import ABSENT, NotKnown
from tests.reading import in_worlds, read, resource

TEMPLATE = """\
Parameters:
  Size: {Type: Number}
  Tags: {Type: CommaDelimitedList}
Conditions:
  Big: !Equals [!Ref Size, 100]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      QueueName: orders
      VisibilityTimeout: "30"
      Delay: !Ref Size
      FifoQueue: "true"
      Nothing: !Ref AWS::NoValue
      Null:
      RedrivePolicy:
        maxReceiveCount: 5
      Json: '{"a": {"b": [1, 2]}}'
      Broken: '{"a": '
      List:
        - one
        - two
      Open: [one, !Ref Size]
      Tags: !Ref Tags
      Optional: !If [Big, [big], !Ref AWS::NoValue]
      Sometimes:
        - !If [Big, {Name: big}, !Ref AWS::NoValue]
        - Name: always
      Ref: !GetAtt Other.Arn
      Text: !Sub "${Size}-x"
      a.b: dotted
      Map:
        Fn::Transform: {Name: Macro}
        Known: 1
  Other: {Type: AWS::SQS::Queue}
"""


def test_scalars_are_read_as_real_values() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert queue.text("QueueName") == "orders"
    assert queue.number("VisibilityTimeout") == 30.0
    assert queue.text("RedrivePolicy.maxReceiveCount") == "5"
    assert queue.flag("FifoQueue") is True
    assert queue.get(("a.b",)) == "dotted"
    assert queue.body.text("DeletionPolicy") == "Retain"


def test_what_is_not_declared_is_absent_or_the_default() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert queue.get("Missing") is ABSENT
    assert queue.get("RedrivePolicy.missing.deeper") is ABSENT
    assert not queue.present("Nothing")
    assert not queue.present("Null")
    assert (queue.text("Missing", default="x"), queue.number("Missing", default=3), queue.flag("M", default=False)) == (
        "x",
        3,
        False,
    )
    with pytest.raises(NotKnown, match="Missing is not declared"):
        queue.text("Missing")


def test_a_default_of_aws_is_read_and_noted() -> None:
    graph = read(TEMPLATE)
    other = resource(graph, "Other")
    default = default_of("AWS::SQS::Queue", "VisibilityTimeout")
    assert default is not None
    assert other.number("VisibilityTimeout", default=default) == 30
    assert [note.startswith("AWS's default") for note in graph.worlds.rests_on] == [True]


def test_a_default_that_no_fact_tells_is_not_known() -> None:
    with pytest.raises(NotKnown, match="Missing is not declared, and no fact tells what AWS does then"):
        resource(read(TEMPLATE), "Queue").flag("Missing", default=default_of("AWS::SQS::Queue", "Missing"))


def test_a_default_of_aws_that_depends_is_not_known() -> None:
    default = default_of("AWS::RDS::DBInstance", "PubliclyAccessible")
    assert default is not None
    graph = read("Resources: {Db: {Type: AWS::RDS::DBInstance}}")
    with pytest.raises(NotKnown):
        resource(graph, "Db").flag("PubliclyAccessible", default=default)


@pytest.mark.parametrize("path", ["Delay", "Text", "Ref", "List", "RedrivePolicy"])
def test_what_is_not_known_raises_at_the_read(path: str) -> None:
    queue = resource(read(TEMPLATE), "Queue")
    for reading in (queue.number, queue.flag):
        with pytest.raises(NotKnown) as unknown:
            reading(path)
        assert unknown.value.location is not None


def test_a_text_that_is_no_number_is_named() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    with pytest.raises(NotKnown, match=r"QueueName is not a number$"):
        queue.number("QueueName")
    with pytest.raises(NotKnown, match="QueueName is neither true nor false"):
        queue.flag("QueueName")
    with pytest.raises(NotKnown, match="List is not a text"):
        queue.text("List")


def test_presence_is_decided_without_the_value() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")
    assert queue.present("Delay")
    assert queue.present("Ref")
    assert in_worlds(graph, lambda: queue.present("Optional")) == {"Size=100": True, "Size=any other": False}
    with pytest.raises(NotKnown, match="Size has no value here"):
        queue.present("Delay.deeper")
    with pytest.raises(NotKnown, match=r"\$\{Other.Arn\} is known only after deployment"):
        queue.present("Ref.deeper")
    with pytest.raises(NotKnown):
        queue.present("QueueName.deeper")


def test_each_makes_one_or_list_uniform() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")
    assert [item.text() for item in queue.each("List")] == ["one", "two"]
    assert [item.text() for item in queue.each("QueueName")] == ["orders"]
    assert [item.number("maxReceiveCount") for item in queue.each("RedrivePolicy")] == [5]
    assert list(queue.each("Missing")) == []
    assert in_worlds(graph, lambda: [item.text("Name") for item in queue.each("Sometimes")]) == {
        "Size=100": ["big", "always"],
        "Size=any other": ["always"],
    }


def test_the_end_of_an_open_list_is_not_known() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    with pytest.raises(NotKnown, match="parameter Tags has no value here"):
        list(queue.each("Tags"))
    with pytest.raises(NotKnown, match=r"Delay is not known|Size has no value"):
        list(queue.each("Delay.deeper"))


def test_a_known_member_decides_what_a_list_contains() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert "one" in queue.get("List")
    assert "three" not in queue.get("List")
    assert "one" in queue.get("Open")
    assert bool(queue.get("List"))
    with pytest.raises(NotKnown):
        assert "three" in queue.get("Open")
    with pytest.raises(NotKnown):
        assert "x" in queue.get("Tags")


def test_maps_are_read_by_member() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert "maxReceiveCount" in queue.get("RedrivePolicy")
    assert 5 not in queue.get("RedrivePolicy")
    assert bool(queue.get("RedrivePolicy"))
    assert [(key, part.number()) for key, part in queue.members("RedrivePolicy")] == [("maxReceiveCount", 5)]
    assert list(queue.members("Missing")) == []
    with pytest.raises(NotKnown, match="QueueName is not a map"):
        list(queue.members("QueueName"))
    with pytest.raises(NotKnown):
        list(queue.members("Delay.deeper"))


def test_an_open_map_decides_by_its_known_members_only() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert queue.number("Map.Known") == 1
    with pytest.raises(NotKnown, match="Fn::Transform adds members"):
        queue.present("Map.Unknown")
    with pytest.raises(NotKnown, match="Fn::Transform adds members"):
        list(queue.members("Map"))


def test_a_text_of_json_is_read_as_the_map_it_is() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert [item.number() for item in queue.each("Json.a.b")] == [1, 2]
    with pytest.raises(NotKnown):
        queue.present("Broken.a")


def test_a_part_is_a_view_of_its_own() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert queue.part("RedrivePolicy").number("maxReceiveCount") == 5
    with pytest.raises(NotKnown, match="Missing is not declared"):
        queue.part("Missing")
    with pytest.raises(NotKnown):
        queue.part("Delay.deeper")


def test_places_are_those_of_the_declaration() -> None:
    queue = resource(read(TEMPLATE), "Queue")
    assert (queue.at().line, queue.at("").line) == (7, 7)
    assert queue.at("QueueName").line == 11
    assert (queue.at("RedrivePolicy").line, queue.at("RedrivePolicy").end_line) == (17, 18)
    assert (queue.at("RedrivePolicy.maxReceiveCount").line, queue.at("RedrivePolicy.missing").line) == (18, 17)
    assert queue.at("Missing").line == 7
    assert queue.at("RedrivePolicy.maxReceiveCount").path == "RedrivePolicy.maxReceiveCount"
    assert queue.at("QueueName.deeper").line == 11
    assert queue.at("Nothing").line == 7
    assert [item.at().line for item in queue.each("List")] == [22, 23]
    assert queue.at("Delay").line == 13


def test_a_value_that_no_world_decides_is_read_once() -> None:
    graph = read(TEMPLATE)
    other = resource(graph, "Other")
    queue = resource(graph, "Queue")
    assert queue.get("QueueName") is queue.get("QueueName")
    assert other.physical_name() is ABSENT
    assert resource(read("Resources: {V: {Type: AWS::EC2::VPC}}"), "V").physical_name() is ABSENT
    assert repr(queue) == "<AWS::SQS::Queue template.yaml#Queue>"


def test_a_default_read_from_memory_is_noted_again() -> None:
    graph = read(
        """
        Parameters: {Name: {Type: String, Default: orders}}
        Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}}
        """
    )
    queue = resource(graph, "Queue")
    assert queue.text("QueueName") == "orders"
    graph.worlds.rests_on.clear()
    assert queue.text("QueueName") == "orders"
    assert list(graph.worlds.rests_on) == ["the default of parameter Name, 'orders'"]
