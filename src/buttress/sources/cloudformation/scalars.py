"""What a scalar of YAML means to CloudFormation.

Unlike YAML 1.1 proper, timestamps, numbers with a leading zero (account ids) and base-60 numbers stay texts; `yes`,
`no`, `on` and `off` are booleans, as CloudFormation has them.
"""

from __future__ import annotations

import math
import re
from typing import Final

from buttress.sources.cloudformation.text import MOST_DIGITS

_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)\Z")
_FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+]?[0-9]+)?\Z|[-+]?[0-9][0-9_]*\.(?:[eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z"
)
_FIRST_OF_SPECIAL = frozenset("tTfFyYnNoO~+-.0123456789")
_TEXT: Final = "tag:yaml.org,2002:str"


def meaning(value: str, tag: str | None, *, plain: bool) -> str | int | float | bool | None:
    """Give the value of a scalar: what is quoted or has a tag of CloudFormation's is a text."""
    if tag is None or tag == "!":
        return _plain(value) if plain else value
    return value if tag[0] == "!" or tag == _TEXT else _plain(value)


def _plain(value: str) -> str | int | float | bool | None:
    if value in _NULL:
        return None
    if value[0] not in _FIRST_OF_SPECIAL:
        return value
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    return _number(value)


def _number(value: str) -> str | int | float:
    """Give the number that a plain scalar is; one too large to reckon with stays a text, like what is none."""
    if len(value) > MOST_DIGITS:
        return value
    if _INTEGER.match(value):
        return int(value.replace("_", ""))
    if _FLOAT.match(value):
        number = float(value.replace("_", ""))
        return number if math.isfinite(number) else value
    return value
