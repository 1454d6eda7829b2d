"""The syntax of the Serverless Framework's variables: texts that hold `${source(parameters):address, fallback}`.

Source: "Variables" of the Serverless Framework's documentation (guides/variables). What does not begin with a source
and one colon, such as CloudFormation's `${AWS::Region}` or `${Table}`, is no variable and stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DEEPEST: Final = 12
"""How deeply variables may stand in each other's addresses."""
MOST_CHOICES: Final = 20
"""How many fallbacks a variable may have; people write three at most."""
_SOURCE = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s*(?=\(|:(?!:))")
_LITERALS: Final = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?\Z")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Asks a source such as `self` or `file` for an address; the parameters are what stands in parentheses."""

    source: str
    parameters: tuple[Part, ...]
    address: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """Holds a fallback that is written out: a text, which may hold variables itself, or a number, a boolean, null."""

    value: tuple[Part, ...] | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Variable:
    """Holds what a variable tries, in order."""

    choices: tuple[Lookup | Literal, ...]
    written: str


Part = str | Variable


def parts_of(text: str, *, double: bool = False, depth: int = 0) -> tuple[Part, ...]:
    """Split a text into what is literal and its variables; `double` reads `${{…}}` (an old `variableSyntax`)."""
    if "${" not in text:
        return (text,) if text else ()
    if depth > DEEPEST:
        return (Variable((), "… nested too deeply …"),)
    if double:
        text = text.replace("${{", "\0{").replace("${", "\1{").replace("\0{", "${").replace("}}", "}")
    return tuple(part.replace("\1", "$") if isinstance(part, str) else part for part in _split(text, depth))


def _split(text: str, depth: int) -> list[Part]:
    ends = _ends(text)
    parts: list[Part] = []
    literal = place = 0
    while (start := text.find("${", place)) >= 0:
        end = ends.get(start + 1)
        variable = _variable(text[start + 2 : end], depth) if end is not None else None
        if end is None or variable is None or text[start - 1 : start] == "\\":
            place = start + 2
            continue
        parts += [text[literal:start], variable]
        literal = place = end + 1
    parts.append(text[literal:])
    return [part for part in parts if part != ""]


def _ends(text: str) -> dict[int, int]:
    """Give for each opening brace where it is closed."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == "{":
            opened.append(place)
        elif sign == "}" and opened:
            ends[opened.pop()] = place
    return ends


def _variable(inner: str, depth: int) -> Variable | None:
    """Read what stands between the braces, None where it is no variable."""
    if _SOURCE.match(inner) is None and not inner.lstrip().startswith("${"):
        return None
    pieces = _pieces(inner)
    if len(pieces) > MOST_CHOICES:
        return None
    choices = [_choice(piece.strip(), depth) for piece in pieces]
    return Variable(tuple(choices), inner.strip())


def _choice(piece: str, depth: int) -> Lookup | Literal:
    if len(piece) > 1 and piece[0] in "'\"" and piece[-1] == piece[0]:
        return Literal(parts_of(piece[1:-1], depth=depth + 1))
    if piece in _LITERALS:
        return Literal(_LITERALS[piece])
    if _NUMBER.match(piece):
        return Literal(float(piece) if "." in piece else int(piece))
    match = _SOURCE.match(piece)
    if match is None:
        return Literal(parts_of(piece, depth=depth + 1))
    rest = piece[match.end() :]
    parameters = ""
    if rest.startswith("("):
        close = _closing(rest)
        parameters, rest = rest[1:close], rest[close + 1 :]
    address = rest[1:] if rest.startswith(":") else ""
    return Lookup(match[1], parts_of(parameters.strip(), depth=depth + 1), parts_of(address.strip(), depth=depth + 1))


def _closing(text: str) -> int:
    """Give where the parenthesis that begins a text is closed, its end where it is not."""
    level = 0
    for place, sign in enumerate(text):
        level += (sign == "(") - (sign == ")")
        if level == 0:
            return place
    return len(text)


def _pieces(inner: str) -> list[str]:
    """Split at the commas that stand in no quotes, parentheses or braces."""
    pieces: list[str] = []
    level, start, quote = 0, 0, ""
    for place, sign in enumerate(inner):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "({":
            level += 1
        elif sign in ")}":
            level -= 1
        elif sign == "," and level == 0:
            pieces.append(inner[start:place])
            start = place + 1
    return [*pieces, inner[start:]]
