"""Arguments that ask for more than anybody has: answered in bounded time, or not at all."""

from __future__ import annotations

import time
from typing import Any

import pytest

from buttress.sources.terraform.functions.table import FUNCTIONS
from tests.sources.terraform.functions.evaluating import INVALID, NOT_KNOWN, UNKNOWN, Open, fn, hole, result

DEEP: list[Any] = []
for _ in range(200):
    DEEP = [DEEP]
LONG = "a" * 50_000
MANY = list(range(2000))
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("range", (10**9,), INVALID),
        ("range", (0, 1, 1e-9), INVALID),
        ("pow", (10, 10**9), INVALID),
        ("pow", (-8, 0.5), INVALID),
        ("parseint", ("9" * 10_000, 10), INVALID),
        ("tonumber", ("9" * 10_000,), INVALID),
        ("regex", ("(a+)+$", LONG + "b"), NOT_KNOWN),
        ("regex", ("(a|a)*$", LONG + "b"), NOT_KNOWN),
        ("regex", ("(a|aa)+$", "a" * 60 + "b"), NOT_KNOWN),
        ("regex", ("a*a*a*a*a*a*a*b", LONG), NOT_KNOWN),
        ("regex", ("a?" * 40 + "a" * 40, "a" * 40), NOT_KNOWN),
        ("regex", ("(a?){40}a{40}", "a" * 40), NOT_KNOWN),
        ("regex", ("(" * 5000 + ")" * 5000, "a"), NOT_KNOWN),
        ("regex", ("a{1001}", "a"), INVALID),
        ("regex", (r"(a)\1", "aa"), INVALID),
        ("regex", ("(?=a)a", "a"), INVALID),
        ("regex", ("a**", "a"), INVALID),
        ("regex", ("(?i)é", "É"), NOT_KNOWN),
        ("regex", (r"\p{Greek}", "e"), NOT_KNOWN),
        ("regex", (r"\w+", "é1"), "1"),
        ("regex", ("a$", "a\n"), INVALID),
        ("regex", ("[[:alpha:]]+", "1ab"), "ab"),
        ("regex", ("[&&||~~-]+", "a&|~-"), "&|~-"),
        ("regex", ("x{,2}", "xx{,2}"), "x{,2}"),
        ("regexall", ("a*", "baac"), ["", "aa", ""]),
        ("replace", (LONG, "a", LONG), NOT_KNOWN),
        ("indent", (10**9, "a\nb"), NOT_KNOWN),
        ("indent", (10_000, "\n" * 10_000), NOT_KNOWN),
        ("format", ("%1000000s", "a"), NOT_KNOWN),
        ("format", ("%.99999f", 1), NOT_KNOWN),
        ("join", (LONG, ["a"] * 100), NOT_KNOWN),
        ("setproduct", (MANY, MANY), NOT_KNOWN),
        ("jsonencode", (DEEP,), NOT_KNOWN),
        ("jsondecode", ("[" * 100_000,), INVALID),
        ("jsondecode", ("[" * 500 + "]" * 500,), NOT_KNOWN),
        ("yamldecode", (BOMB,), NOT_KNOWN),
        ("yamldecode", ("[" * 3000 + "]" * 3000,), NOT_KNOWN),
        ("base64gunzip", ("H4sIAAAAAAAA/w==",), ""),
        ("cidrsubnet", ("10.0.0.0/8", 10**9, 0), INVALID),
        ("cidrsubnets", ("::/0", *([10**9] * 3)), INVALID),
        ("cidrhost", ("::/0", 2**200), INVALID),
        ("timeadd", ("9999-12-31T23:59:59Z", "999999999h"), NOT_KNOWN),
        ("formatdate", ("YYYY", "2018-99-99T00:00:00Z"), INVALID),
        ("fileset", (".", "*" * 100), NOT_KNOWN),
        ("length", ("\r\n",), NOT_KNOWN),
        ("strrev", ("e\u0301",), NOT_KNOWN),
        ("substr", ("abc", 10, 1), ""),
        ("distinct", ([{"a": number} for number in range(3000)],), NOT_KNOWN),
        ("flatten", (DEEP,), NOT_KNOWN),
        ("contains", ([DEEP], DEEP), NOT_KNOWN),
    ],
)
def test_what_asks_for_too_much_is_answered_soon(name: str, arguments: tuple[Any, ...], expected: object) -> None:
    """Within two seconds, which is far more than any of them takes."""
    before = time.monotonic()
    assert repr(result(name, *arguments)) == repr(expected)
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_wrong_arguments_are_refused_or_not_known(name: str) -> None:
    """Any number of arguments of any kind: a function answers, or says why it does not."""
    kinds = ["", "a", 1, -1, 0.5, True, None, [], ["a", None], {}, {"a": 1}, UNKNOWN, hole(), Open([]), Open({}), [[1]]]
    calls = [(), *((one,) for one in kinds), *((one, other) for one in kinds for other in kinds)]
    calls += [(one, other, one) for one in kinds for other in kinds] + [("x",) * 5]
    assert len([result(name, *arguments) for arguments in calls]) == len(calls)


def test_a_call_within_a_call_that_is_refused_is_refused() -> None:
    """What Terraform would refuse inside reaches the outermost call."""
    assert result("upper", fn("lower", fn("regex", "a", "b"))) == INVALID
