"""Patterns of `fileset`.

Source: https://developer.hashicorp.com/terraform/language/functions/fileset
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.sources.terraform.functions.call import Call

_PIECE: Final = re.compile(
    r"((?<![^/])\*\*/)|((?<![^/])\*\*\Z)|(\*+)|(\?)|\{([^{}/]*)\}|\[([\^!]?)([^\]/\[]+)\]|([^*?\[\]{}\\])", re.DOTALL
)
_MOST_STARS: Final = 6


def glob_pattern(call: Call, pattern: str) -> str:
    """Translate a pattern of `fileset`; raises `NotKnown` for one that is not read here or may take too long."""
    if pattern.count("*") > 2 * _MOST_STARS:
        call.unknown("the pattern has too many stars")
    made, place = [], 0
    while place < len(pattern):
        match = _PIECE.match(pattern, place)
        if match is None:
            call.unknown(f"the pattern {pattern} is not read here")
        made.append(_KINDS[match.lastindex or 0](match))
        place = match.end()
    return "".join(made)


def _alternatives(match: re.Match[str]) -> str:
    return "(?:" + "|".join(re.escape(one).replace(r"\*", "[^/]*") for one in match.group(5).split(",")) + ")"


def _class(match: re.Match[str]) -> str:
    inside = re.sub(r"([\\&~|])", r"\\\1", match.group(7))
    return f"[{'^' if match.group(6) else ''}{inside}]"


_KINDS: Final[dict[int, Callable[[re.Match[str]], str]]] = {
    1: lambda _: "(?:.*/)?",
    2: lambda _: ".*",
    3: lambda _: "[^/]*",
    4: lambda _: "[^/]",
    5: _alternatives,
    7: _class,
    8: lambda match: re.escape(match.group()),
}
