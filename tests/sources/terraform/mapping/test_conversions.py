"""Conversions change the shape of values, and leave what is not known unknown."""

from typing import Any

import pytest

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.graph.values import Hole, Reference, Text, Unresolved
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.conversions import CONVERSIONS, around, converted_by
from buttress.sources.terraform.mapping.later import reduced
from tests.sources.terraform.mapping.instances import Root, Said, unknown

ROOT = Root(of_documents({}))
NAME = Hole("parameter", "x")
HALF = Text(("a", NAME))
ALONE = Text((NAME,))


def plain(node: Node) -> Any:  # noqa: ANN401 - values of any shape
    """Give a node as a plain value: an open list or map ends in `...`."""
    if node.kind == CALL:
        found = reduced(node, ROOT)
        return None if found is None else plain(found[0])
    end = ["..."] if node.open else []
    if node.kind == LIST:
        return [*(plain(item) for item in node.value), *end]
    if node.kind == MAP:
        return {name: plain(member) for name, member in node.value.items()} | {name: name for name in end}
    return "unknown" if isinstance(node.value, Unresolved) else node.value


def converted(how: dict[str, Any], value: object) -> Any:  # noqa: ANN401 - values of any shape
    found = reduced(ROOT.node(value, 1), ROOT)
    assert found is not None
    result = converted_by(how, *found)
    return None if result is None else plain(result[0])


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("not", True, False),
        ("not", "false", True),
        ("not", "maybe", "unknown"),
        ("upper", "get", "GET"),
        ("lower", "GET", "get"),
        ("text", 5, "5"),
        ("text", 5.0, "5"),
        ("text", True, "true"),
        ("text", HALF, HALF),
        ("seconds_to_minutes", 90, 1.5),
        ("seconds_to_minutes", "120", 2),
        ("seconds_to_minutes", "soon", "unknown"),
        ("minutes_to_seconds", 2, 120),
        ("list_of", "a", ["a"]),
        ("list_of", ["a"], ["a"]),
        ("first", ["a", "b"], "a"),
        ("first", "a", "a"),
        ("first", [Said(unknown())], "unknown"),
        ("joined", ["a", Said("b"), 3], "a,b,3"),
        ("joined", ["a", HALF], "unknown"),
        ("split", "a, b", ["a", "b"]),
        ("split", ["a"], ["a"]),
        ("split", HALF, "unknown"),
        ("tags", {"a": "1", "b": None}, [{"Key": "a", "Value": "1"}]),
        ("tags", HALF, "unknown"),
        ("tags", ["a"], "unknown"),
        ("name_value", {"a": "1"}, [{"Name": "a", "Value": "1"}]),
        ("key_value", [{"key": "a", "value": "1"}, {"name": Said("b"), "value": "2"}], {"a": "1", "b": "2"}),
        ("key_value", [{"key": Said(unknown()), "value": "1"}], {"...": "..."}),
        ("key_value", {"a": "1"}, {"a": "1"}),
        ("decoded", "aGk=", "hi"),
        ("decoded", "?", "unknown"),
        ("decoded", HALF, "unknown"),
        ("document", "a: [", "unknown"),
        (
            "route_settings",
            [{"route_key": "GET /a", "throttling_rate_limit": 1, "logging_level": None}],
            {"GET /a": {"ThrottlingRateLimit": 1}},
        ),
        ("route_settings", [{"route_key": Said(unknown()), "throttling_rate_limit": 1}], {"...": "..."}),
        ("method_resource", "*/*", "/*"),
        ("method_resource", "users/{id}/GET", "/users/{id}"),
        ("method_verb", "users/{id}/GET", "GET"),
        ("document", "openapi: 3.0.1\npaths: {/a: {}}", {"openapi": "3.0.1", "paths": {"/a": {}}}),
        ("document", '{"openapi": "3.0.1"}', {"openapi": "3.0.1"}),
        ("document", {"openapi": "3.0.1"}, {"openapi": "3.0.1"}),
        ("document", Text(("paths:\n  /a: ", NAME, "\n  ", NAME, ": 1\n")), {"paths": {"/a": ALONE, "${x}": 1}}),
        ("document", Text(('{"a": "an ', NAME, ' b", "c": ', NAME, "}")), {"a": Text(("an ", NAME, " b")), "c": ALONE}),
        ("document", Text(("a: 1\n", NAME, "\nb: 1\n")), "unknown"),
        ("document", Text(("a: \ue0000\ue001", NAME)), "unknown"),
        ("document", "a: 1\na: 2\n", "unknown"),
        ("document", "- a", "unknown"),
        ("document", "a: !Ref b", "unknown"),
        ("document", HALF, "unknown"),
        ("statements", '{"Statement": [{"Effect": "Allow"}]}', [{"Effect": "Allow"}]),
        ("statements", {"Statement": [1]}, [1]),
        ("statements", {"Version": "1"}, None),
        ("statements", "no JSON", "unknown"),
        ("statements", HALF, "unknown"),
    ],
)
def test_a_conversion(name: str, value: object, expected: object) -> None:
    assert converted({"as": name}, value) == expected


@pytest.mark.parametrize("name", sorted(set(CONVERSIONS)))
@pytest.mark.parametrize(
    "value", [unknown(), HALF, [unknown()], {"a": unknown()}, [[]], [{}], 1, True, "x", [None], {"a": None}]
)
def test_odd_values_are_answered_by_every_conversion(name: str, value: object) -> None:
    node = ROOT.node(value, 1)
    found = CONVERSIONS[name](node, ROOT)
    assert found is None or (found[0].kind in (SCALAR, LIST, MAP) and plain(found[0]) is not ROOT)


@pytest.mark.parametrize("name", sorted(set(CONVERSIONS) - {"list_of"}))
def test_what_is_not_known_stays_not_known(name: str) -> None:
    found = CONVERSIONS[name](Node(SCALAR, unknown(), "main.tf", 1), ROOT)
    assert found is not None
    assert found[0].open or isinstance(found[0].value, Unresolved)


def test_a_table_gives_what_it_has_and_nothing_for_null() -> None:
    how = {"map": {"a": "A", "true": "yes", "none": None}}
    assert [converted(how, value) for value in ("a", True, "none", "other", HALF, ["a"])] == [
        "A",
        "yes",
        None,
        "unknown",
        "unknown",
        "unknown",
    ]
    assert converted({**how, "else": "same"}, "other") == "other"
    assert converted({"map": {"*": 1}}, "other") == 1


def test_a_text_stands_around_a_value() -> None:
    value = converted({"text": "arn:${AWS::Partition}:s3:::${value}"}, "store")
    assert value == Text(("arn:", Hole("pseudo", "AWS::Partition"), ":s3:::store"))
    assert converted({"text": "${value}!"}, unknown()) == "unknown"
    root = Root(of_documents({}))
    root.add("aws_other.x")
    (other,) = root.resources().values()
    assert around("${it}", {"it": Reference(other, "Ref")}) == Reference(other, "Ref")
