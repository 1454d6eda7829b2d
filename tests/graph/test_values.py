from __future__ import annotations

import pytest

from buttress.graph.location import Location
from buttress.graph.values import ABSENT, Hole, NotKnown, Reference, Text, Unresolved, every, some, text_of, written
from tests.reading import read, resource

ENV = Hole("parameter", "Env")
REGION = Hole("pseudo", "AWS::Region")
PLACE = Location("template.yaml", 3, 5)


def text(*parts: object) -> Text:
    made = text_of(parts, PLACE)
    assert isinstance(made, Text)
    return made


def test_what_is_absent_is_falsy_and_equals_only_what_is_absent() -> None:
    assert not ABSENT
    assert ABSENT == None  # noqa: E711 - the comparison is the point
    assert type(ABSENT)() == ABSENT
    assert ABSENT != ""
    assert "x" not in ABSENT
    assert hash(ABSENT) == hash(None)
    assert repr(ABSENT) == "ABSENT"


def test_an_unresolved_value_refuses_every_decision_and_says_why() -> None:
    value = Unresolved("parameter Env has no value here", PLACE)
    for decision in (lambda: bool(value), lambda: value == 1, lambda: 1 in value, lambda: list(value)):
        with pytest.raises(NotKnown, match="parameter Env has no value here") as refusal:
            decision()
        assert refusal.value.location == PLACE
    assert hash(value) == hash(Unresolved("parameter Env has no value here"))


def test_equal_parts_are_equal_whatever_the_holes_stand_for() -> None:
    assert text("orders-", ENV) == text("orders-", ENV)
    assert hash(text("orders-", ENV)) == hash(text("orders-", ENV))


@pytest.mark.parametrize("other", ["invoices-dev", "orders", text_of(["invoices-", ENV])])
def test_contradicting_literal_ends_differ(other: object) -> None:
    assert text("orders-", REGION) != other


def test_a_literal_that_lacks_a_part_in_the_middle_differs() -> None:
    assert text(ENV, "-orders-", REGION) != "dev-invoices-eu"
    assert text("a", REGION, "b") != "ab"
    assert text("ab", ENV, "b") != "ab"


def test_texts_that_could_be_equal_are_not_decided() -> None:
    with pytest.raises(NotKnown, match="parameter Env has no value here"):
        assert text("orders-", ENV) == "orders-dev"
    with pytest.raises(NotKnown):
        assert text("orders-", ENV) == text("orders-", REGION)


def test_a_text_equals_nothing_that_is_no_text() -> None:
    assert text("orders-", ENV) != 5


def test_a_text_compared_with_what_is_not_known_is_not_known() -> None:
    with pytest.raises(NotKnown, match="why"):
        assert text("orders-", ENV) == Unresolved("why")


def test_a_hole_differs_from_what_it_is_known_not_to_be() -> None:
    other = Text((Hole("parameter", "Env", frozenset({"prod", ""})),))
    assert other != "prod"
    assert other
    with pytest.raises(NotKnown):
        assert other == "dev"


def test_two_zones_of_one_region_differ_and_zones_of_two_regions_are_not_decided() -> None:
    first, second = (Text((Hole("zone", f"zone {number} of AWS::Region"),)) for number in (0, 1))
    assert first != second
    with pytest.raises(NotKnown):
        assert first == Text((Hole("zone", "zone 0 of eu-west-1"),))
    with pytest.raises(NotKnown):
        assert first == Text((ENV,))


@pytest.mark.parametrize("value", [text("a", ENV), text(REGION, ENV)])
def test_a_text_with_a_part_that_is_surely_there_is_truthy(value: Text) -> None:
    assert bool(value) is True


def test_a_text_that_may_be_empty_is_not_decided() -> None:
    with pytest.raises(NotKnown):
        assert text(ENV)


def test_the_known_ends_decide_prefix_and_suffix() -> None:
    name = text("/aws/lambda/", ENV, "-orders")
    assert name.startswith("/aws/")
    assert not name.startswith("/ecs/")
    assert name.endswith("-orders")
    assert not name.endswith("-payments")
    with pytest.raises(NotKnown):
        name.startswith("/aws/lambda/dev")
    with pytest.raises(NotKnown):
        name.endswith("dev-orders")


def test_a_known_part_decides_what_is_contained() -> None:
    name = text("/aws/lambda/", ENV)
    assert "lambda" in name
    with pytest.raises(NotKnown):
        assert "orders" in name


def test_text_of_gives_the_simplest_value() -> None:
    assert text_of(["a", "b", 1, True]) == "ab1true"
    assert text_of([]) == ""
    assert text_of(["", Unresolved("why"), "a"]).__class__ is Unresolved
    assert text("a", ENV).parts == ("a", ENV)
    assert text(text("a", ENV), "b").parts == ("a", ENV, "b")


def test_a_text_shows_its_holes_as_a_template_writes_them() -> None:
    assert str(text("orders-", ENV)) == "orders-${Env}"
    assert text("orders-", ENV).head == "orders-"
    assert text("orders-", ENV).tail == ""
    assert text(ENV, "-orders").head == ""
    assert text(ENV, "-orders").holes == (ENV,)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("parameter", "parameter X has no value here"),
        ("hidden", "parameter X is NoEcho"),
        ("pseudo", "X is known only where it is deployed"),
        ("import", "X is imported from a stack that is not in this review"),
        ("dynamic", "it is looked up at deployment (X)"),
        ("attribute", "X is known only after deployment"),
        ("function", "X is not computed here"),
    ],
)
def test_a_hole_says_why_it_is_not_known(kind: str, words: str) -> None:
    assert Hole(kind, "X").explain() == words


def test_some_and_every_are_three_valued() -> None:
    def holds(item: object) -> object:
        return item if item != "?" else Unresolved("hidden").refuse()

    assert some(["?", True], holds)
    assert not some([False, False], holds)
    assert not every(["?", False], holds)
    assert every([True, True], holds)
    with pytest.raises(NotKnown, match="hidden"):
        some(["?", False], holds)
    with pytest.raises(NotKnown, match="hidden"):
        every(["?", True], holds)


def test_numbers_and_flags_are_written_as_cloudformation_writes_them() -> None:
    assert [written(value) for value in (True, False, 30, 1.5, "x")] == ["true", "false", "30", "1.5", "x"]


TWO_QUEUES = """
    Resources:
      Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
      Other: {Type: AWS::SQS::Queue}
    """


def test_references_equal_their_equals_and_are_truthy() -> None:
    graph = read(TWO_QUEUES)
    orders, other = resource(graph, "Orders"), resource(graph, "Other")
    arn = Reference(orders, "Arn")
    assert arn
    assert arn == Reference(orders, "Arn")
    assert arn != Reference(other, "Arn")
    assert arn != Reference(orders, "Ref")
    assert arn != 5
    assert hash(arn) == hash(Reference(orders, "Arn"))
    assert (str(arn), str(Reference(orders, "Ref"))) == ("${Orders.Arn}", "${Orders}")
    assert "Orders" in repr(arn)


def test_a_reference_equals_the_name_that_was_chosen_and_no_other() -> None:
    graph = read(TWO_QUEUES)
    orders, other = resource(graph, "Orders"), resource(graph, "Other")
    assert Reference(orders, "Ref") == "orders"
    assert Reference(orders, "Ref") != "invoices"
    assert Reference(other, "Ref") != "orders"
    assert Reference(orders, "Arn") != "orders"


def test_whether_a_reference_is_a_literal_arn_is_not_known() -> None:
    arn = Reference(resource(read(TWO_QUEUES), "Orders"), "Arn")
    with pytest.raises(NotKnown, match="known only after deployment"):
        assert arn == "arn:aws:sqs:eu-west-1:123456789012:orders"
    with pytest.raises(NotKnown):
        assert "orders" in arn
    with pytest.raises(NotKnown, match="why"):
        assert arn == Unresolved("why")


def test_a_text_with_a_reference_says_that_it_is_known_after_deployment() -> None:
    orders = Reference(resource(read(TWO_QUEUES), "Orders"), "Arn")
    value = text(orders, "/x")
    assert value.references == (orders,)
    with pytest.raises(NotKnown, match="parameter Env"):
        assert orders != text("a", ENV)
    with pytest.raises(NotKnown, match=r"\$\{Orders.Arn\} is known only after deployment"):
        value.refuse()
