"""Numeric functions.

Source: https://developer.hashicorp.com/terraform/language/functions, section Numeric Functions
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.graph.values import Reference, Text
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.numbers import exact, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CASELESS: Final = 36
_MOST_DIGITS: Final = 1000


@taking(1)
def absolute(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `abs`."""
    return scalar(abs(call.number(arguments[0])), call.node)


@taking(1)
def ceil(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `ceil`."""
    return scalar(math.ceil(call.number(arguments[0])), call.node)


@taking(1)
def floor(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `floor`."""
    return scalar(math.floor(call.number(arguments[0])), call.node)


@taking(2)
def log(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `log`: as Go does, the quotient of two natural logarithms."""
    number, base = call.number(arguments[0]), call.number(arguments[1])
    if number <= 0 or base <= 0 or base == 1:
        call.invalid("the logarithm is not defined")
    return scalar(_float(call, math.log(number) / math.log(base)), call.node)


@taking(1, None)
def maximum(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `max`."""
    return scalar(max(call.number(argument) for argument in arguments), call.node)


@taking(1, None)
def minimum(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `min`."""
    return scalar(min(call.number(argument) for argument in arguments), call.node)


@taking(2)
def parseint(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `parseint` for bases 2 to 62; upper case is 36 and on only for bases over 36."""
    if not isinstance(call.given(arguments[0]), str | Text | Reference):
        call.invalid("a text is wanted")
    text, base = call.text(arguments[0]), call.whole(arguments[1])
    if base not in range(2, len(_DIGITS) + 1) or len(text) > _MOST_DIGITS:
        call.invalid(f"base {base} is not between 2 and 62, or the text is too long")
    digits = text[1:] if text[:1] in ("-", "+") and len(text) > 1 else text
    digits = digits.lower() if base <= _CASELESS else digits
    total = 0
    for digit in digits:
        worth = _DIGITS.find(digit)
        if not 0 <= worth < base:
            call.invalid(f"{text!r} is no number of base {base}")
        total = total * base + worth
    if not digits:
        call.invalid("an empty text is no number")
    return scalar(-total if text.startswith("-") else total, call.node)


@taking(2)
def power(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `pow` in floating point, as Go does."""
    try:
        return scalar(_float(call, math.pow(call.number(arguments[0]), call.number(arguments[1]))), call.node)
    except (OverflowError, ValueError):
        return call.invalid("the power is too large or not defined")


@taking(1)
def signum(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `signum`."""
    number = call.whole(arguments[0])
    return scalar((number > 0) - (number < 0), call.node)


@taking(1)
def total(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `sum`, exactly for decimal fractions."""
    members = call.members(arguments[0])
    if not members:
        call.invalid("the sum of an empty list is not defined")
    return scalar(settled(sum((exact(call.number(member)) for member in members), exact(0))), call.node)


def _float(call: Call, value: float) -> int | float:
    if not math.isfinite(value):
        call.invalid("the result is too large")
    return int(value) if value == int(value) else value


NUMERIC: Final[Mapping[str, Function]] = {
    "abs": absolute,
    "ceil": ceil,
    "floor": floor,
    "log": log,
    "max": maximum,
    "min": minimum,
    "parseint": parseint,
    "pow": power,
    "signum": signum,
    "sum": total,
}
