"""What functions make of arguments of which a part is not known."""

from __future__ import annotations

from typing import Any

import pytest

from buttress.graph.node import MAP
from buttress.graph.values import Hole, Text, text_of
from buttress.sources.terraform.functions.marks import Encoded, Unplaced
from tests.sources.terraform.functions.agreement import disagreements
from tests.sources.terraform.functions.evaluating import (
    INVALID,
    NOT_KNOWN,
    UNKNOWN,
    Open,
    fn,
    hole,
    node,
    reduced,
    result,
)
from tests.sources.terraform.functions.test_documented import FILES, ROWS

REGION = Text((Hole("pseudo", "AWS::Region"),))
ACCOUNT = Hole("pseudo", "AWS::AccountId")
ARN = Text(("arn:aws:sqs:", Hole("pseudo", "AWS::Region"), ":", ACCOUNT, ":orders"))


@pytest.mark.parametrize(
    ("name", "arguments", "known"), ROWS, ids=[f"{row[0]}-{number}" for number, row in enumerate(ROWS)]
)
def test_knowing_less_never_gives_another_result(name: str, arguments: tuple[Any, ...], known: object) -> None:
    """Whatever part of an argument is not known, what is said of the result holds for the known result."""
    assert disagreements(name, arguments, known, FILES) == []


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("merge", ({"a": 1}, UNKNOWN), Open({"a": NOT_KNOWN})),
        ("merge", (UNKNOWN, {"a": 1}), Open({"a": 1})),
        ("merge", ({"a": 1, "b": 2}, Open({"b": 3})), Open({"a": NOT_KNOWN, "b": 3})),
        ("concat", (["a"], UNKNOWN, ["b"]), Open(["a", "b"])),
        ("distinct", ([Text((ACCOUNT,)), Text((ACCOUNT, "/*"))],), ["${AWS::AccountId}", "${AWS::AccountId}/*"]),
        ("distinct", ([Text((ACCOUNT, "/a")), Text((ACCOUNT, "/b"))],), ["${AWS::AccountId}/a", "${AWS::AccountId}/b"]),
        ("distinct", ([hole("x"), Text((*hole("x").parts, "/*"))],), Open(["${x}", "${x}/*"])),
        (
            "distinct",
            ([Text((ACCOUNT, *hole().parts)), Text((ACCOUNT,))],),
            Open(["${AWS::AccountId}${var.name}", "${AWS::AccountId}"]),
        ),
        ("flatten", ([["a"], UNKNOWN, ["b"]],), Open(["a", "b"])),
        ("compact", (["a", hole(), "b"],), Open(["a", "b"])),
        ("lookup", (Open({"a": 1}), "a", 2), 1),
        ("lookup", (Open({"a": 1}), "b", 2), NOT_KNOWN),
        ("contains", (Open(["a"]), "a"), True),
        ("contains", (["a", hole()], "b"), NOT_KNOWN),
        ("element", (Open(["a"]), 0), "a"),
        ("element", (Open(["a"]), 1), NOT_KNOWN),
        ("alltrue", ([False, UNKNOWN],), False),
        ("alltrue", ([True, UNKNOWN],), NOT_KNOWN),
        ("anytrue", ([True, UNKNOWN],), True),
        ("length", (Open(["a"]),), NOT_KNOWN),
        ("coalesce", (hole(), "b"), NOT_KNOWN),
        ("coalesce", (Text(("a-", ACCOUNT)), "b"), "a-${AWS::AccountId}"),
        ("try", (UNKNOWN, "b"), NOT_KNOWN),
        ("try", (hole(), "b"), "${var.name}"),
        ("can", (UNKNOWN,), NOT_KNOWN),
        ("can", ({"a": [UNKNOWN]},), NOT_KNOWN),
        ("try", ({"a": [fn("regex", "a", "b")]}, "fallback"), "fallback"),
        ("try", (Open({"a": 1}), "fallback"), Open({"a": 1})),
        ("formatlist", ("%s", UNKNOWN), NOT_KNOWN),
        ("slice", (Open(["a"]), 0, 1), ["a"]),
        ("slice", (Open(["a"]), 0, 2), NOT_KNOWN),
        ("format", ("%s-%03d", hole(), 7), "${var.name}-007"),
        ("join", ("-", ["a", hole(), "b"]), "a-${var.name}-b"),
        ("split", (":", ARN), ["arn", "aws", "sqs", "${AWS::Region}", "${AWS::AccountId}", "orders"]),
        ("split", ("-", REGION), Open([])),
        ("replace", (ARN, ":", "/"), "arn/aws/sqs/${AWS::Region}/${AWS::AccountId}/orders"),
        ("lower", (Text(("ARN-", ACCOUNT)),), "arn-${AWS::AccountId}"),
        ("trimprefix", (Text(("arn:", hole().parts[0])), "arn:"), "${var.name}"),
        ("trimprefix", (hole(), "arn:"), NOT_KNOWN),
        ("trimsuffix", (Text((ACCOUNT, ".")), "."), "${AWS::AccountId}"),
        ("trimspace", (Text((" a", hole().parts[0], "b ")),), "a${var.name}b"),
        ("chomp", (Text((ACCOUNT, "\n")),), "${AWS::AccountId}"),
        ("startswith", (ARN, "arn:aws:"), True),
        ("startswith", (ARN, "https:"), False),
        ("endswith", (ARN, "s"), True),
        ("strcontains", (ARN, "sqs"), True),
        ("substr", (ARN, 0, 3), "arn"),
        ("jsondecode", (fn("jsonencode", {"a": hole()}),), {"a": "${var.name}"}),
        ("jsonencode", ({"a": UNKNOWN},), NOT_KNOWN),
        ("jsonencode", ({"a": Text((ACCOUNT,))},), '{"a":"${AWS::AccountId}"}'),
        ("base64encode", (hole(),), NOT_KNOWN),
        ("keys", (Open({"a": 1}),), Open(["a"])),
        ("toset", (["b", "a", hole()],), Open(["b", "a", "${var.name}"])),
        ("setunion", (["a"], UNKNOWN), Open(["a"])),
        ("tonumber", (hole(),), "${var.name}"),
        ("tobool", (hole(),), "${var.name}"),
        ("issensitive", (hole("var.password", "hidden"),), True),
        ("cidrsubnet", (hole(), 8, 1), NOT_KNOWN),
        ("merge", (["a"],), INVALID),
        ("concat", ({"a": 1},), INVALID),
        (
            "provider::aws::arn_parse",
            (ARN,),
            {
                "partition": "aws",
                "service": "sqs",
                "region": "${AWS::Region}",
                "account_id": "${AWS::AccountId}",
                "resource": "orders",
            },
        ),
    ],
)
def test_what_is_known_of_an_argument_is_known_of_the_result(
    name: str, arguments: tuple[Any, ...], expected: object
) -> None:
    """The known parts survive, and nothing more is said."""
    assert repr(result(name, *arguments)) == repr(expected)


def test_members_after_something_not_known_have_no_place() -> None:
    """An element behind a list of unknown length cannot be asked for by its number."""
    assert isinstance(reduced("concat", UNKNOWN, ["a"]), Unplaced)
    assert result("element", fn("concat", UNKNOWN, ["a"]), 0) == NOT_KNOWN
    assert result("index", fn("concat", UNKNOWN, ["a"]), "a") == NOT_KNOWN
    assert result("slice", fn("reverse", Open(["a"])), 0, 1) == NOT_KNOWN
    assert result("one", fn("sort", [hole()])) == "${var.name}"


def test_members_before_something_not_known_keep_their_place() -> None:
    """The first list of a concatenation comes first."""
    assert result("element", fn("concat", ["a"], UNKNOWN), 0) == "a"


def test_encoded_json_is_read_as_the_value_it_encodes() -> None:
    """The graph sees a map; functions of texts see a text, and moving it keeps it one."""
    found = reduced("jsonencode", {"a": 1})
    assert (found.kind, list(found.value)) == (MAP, ["a"])
    assert isinstance(found.at(node("elsewhere", 9)), Encoded)
    assert result("length", found) == len('{"a":1}')
    assert result("merge", found) == INVALID


def test_members_keep_their_places() -> None:
    """What a function passes on stands where it was written; what it computes stands at the call."""
    merged = reduced("merge", node({"a": 1}, 3), node({"b": 2}, 4))
    assert [member.line for member in merged.value.values()] == [3, 4]
    assert reduced("keys", node({"a": 1}, 3)).value[0].line == 3
    assert reduced("lookup", node({"a": 1}, 3), "a").line == 3
    assert reduced("upper", node("a", 3)).line == 1


def test_two_unknown_results_are_not_taken_for_the_same() -> None:
    """What a function makes of something not known equals only itself, but for the same change of the same thing."""
    one, other = (reduced("join", "-", Open(["a"])).value for _ in range(2))
    assert (one.parts[1] == one.parts[1], one.parts[1] == other.parts[1]) == (True, False)
    assert reduced("lower", hole("x")).value.parts == reduced("lower", hole("x")).value.parts
    assert reduced("lower", one).value.parts != reduced("lower", other).value.parts
    assert text_of(one.parts) == one
