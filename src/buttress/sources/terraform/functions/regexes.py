"""The functions that take regular expressions, in the dialect RE2 that Terraform speaks.

Source: https://developer.hashicorp.com/terraform/language/functions/regex and https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, mapping, scalar, sequence
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.patterns import NoPattern, NotTheSame, translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_MOST_STEPS: Final = 20_000_000
_GROUP: Final = re.compile(r"\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))")


def compiled(call: Call, pattern: str, text: str) -> re.Pattern[str]:
    """Compile a pattern for a text; raises `Invalid` for no pattern, `NotKnown` where Python would differ from RE2 or
    might search for long.
    """
    try:
        made = translated(pattern)
    except NoPattern as error:
        call.invalid(str(error))
    except NotTheSame as error:
        call.unknown(str(error))
    if made.folds and not text.isascii():
        call.unknown("letters beyond ASCII are not compared without their case here")
    if made.steps(len(text)) > _MOST_STEPS:
        call.unknown("the pattern takes too many steps on this text")
    try:
        return re.compile(made.pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        call.unknown(f"the pattern is not read here: {error}")


def _captured(call: Call, match: re.Match[str]) -> Node:
    """Give what a match is worth: the text, a list of unnamed groups, or a map of named ones; null where unmatched."""
    names = match.re.groupindex
    if names:
        if len(names) != match.re.groups:
            call.invalid("named and unnamed groups are mixed")
        return mapping({name: scalar(match.group(name), call.node) for name in names}, call.node)
    if match.re.groups:
        return sequence([scalar(group, call.node) for group in match.groups()], call.node)
    return scalar(match.group(), call.node)


@taking(2)
def regex(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `regex`: the first match; none is an error that `try` and `can` see."""
    pattern, text = call.text(arguments[0]), call.text(arguments[1])
    match = compiled(call, pattern, text).search(text)
    if match is None:
        call.invalid("the pattern matches no part of the text")
    return _captured(call, match)


@taking(2)
def regexall(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `regexall`: all matches that do not overlap."""
    pattern, text = call.text(arguments[0]), call.text(arguments[1])
    if len(text) > MOST:
        call.unknown("the text is too long")
    return sequence([_captured(call, match) for match in _matches(compiled(call, pattern, text), text)], call.node)


def _matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Give all matches as Go does: an empty match that touches the match before it does not count."""
    found: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if not (match.start() == match.end() and found and found[-1].end() == match.start()):
            found.append(match)
    return found


def replaced_by_pattern(call: Call, pattern: str, text: str, replacement: str) -> str:
    """Replace all matches; `$1`, `${1}` and `${name}` in the replacement stand for groups, `$$` for a dollar."""
    made, place = [], 0
    for match in _matches(compiled(call, pattern, text), text):
        made += [text[place : match.start()], _expanded(match, replacement)]
        place = match.end()
        if len(made) > MOST:
            call.unknown("the text is too long")
    return "".join([*made, text[place:]])


def _expanded(match: re.Match[str], replacement: str) -> str:
    def group(found: re.Match[str]) -> str:
        name = found.group(1) or found.group(2)
        if name is None:
            return "$"
        if name.isdigit():
            return (match.group(int(name)) or "") if int(name) <= match.re.groups else ""
        return (match.group(name) or "") if name in match.re.groupindex else ""

    return _GROUP.sub(group, replacement)


REGEXES: Final[Mapping[str, Function]] = {"regex": regex, "regexall": regexall}
