"""Numbers as Terraform reads and writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\Z")

TRUTHS: Final = {"true": True, "false": False, "1": True, "0": False}
"""The texts that Terraform reads as bools; `1` and `0` as it does, though no page says so."""


def number_of(text: str) -> int | float | None:
    """Give the number that a text writes in decimal notation, None for another text.

    Source: https://developer.hashicorp.com/terraform/language/functions/tonumber
    """
    if len(text) > 300 or not _NUMBER.match(text):  # noqa: PLR2004 - longer than any number that means something
        return None
    return settled(Decimal(text))


class Fraction(float):
    """A number that no float holds, such as a third: `digits` has as many of it as are reckoned with."""

    digits: Decimal


def settled(value: Decimal) -> int | float:
    """Give a decimal number as int where it is whole, else as float, which remembers the digits that it lacks."""
    if value == value.to_integral_value():
        return int(value)
    made = Fraction(value)
    if made.is_integer() or Decimal(repr(float(made))) != value:
        made.digits = value
        return made if not made.is_integer() else int(made)
    return float(value)


def exact(value: float) -> Decimal:
    """Give a number as the decimal that was written, so that 0.1 plus 0.2 is 0.3 as in Terraform."""
    if isinstance(value, Fraction):
        return value.digits
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value))


def shown(value: object) -> str:
    """Write a bool or number as Terraform makes a text of it: `true`, `30`, `1.5`, never with an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if isinstance(value, Fraction):
            return repr(float(value)) if abs(value) >= 1e-4 else format(Decimal(repr(float(value))), "f")  # noqa: PLR2004 - below, repr turns to exponents
        whole = value == int(value)
        return str(int(exact(value))) if whole else format(exact(value), "f")
    return str(value)
