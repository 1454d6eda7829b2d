"""The functions `format` and `formatlist`: Go's verbs as Terraform knows them.

Source: https://developer.hashicorp.com/terraform/language/functions/format
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, Node, sequence
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.encoded_text import json_parts
from buttress.sources.terraform.functions.graphemes import characters
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Lone, is_collection
from buttress.sources.terraform.functions.numbers import exact, shown
from buttress.sources.terraform.functions.plain import plain_of
from buttress.sources.terraform.functions.texts import text_node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_VERB: Final = re.compile(r"%([ +#0-]*)(\[(\d{1,4})\])?(\d{1,6})?(?:\.(\d{0,6}))?(\[(\d{1,4})\])?(.)", re.DOTALL)
_WIDEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Verb:
    letter: str
    flags: str
    width: int
    precision: int | None

    @property
    def bare(self) -> bool:
        """Say whether the text stays as it is."""
        return not self.width and self.precision is None and not self.flags


@taking(1, None)
def format_text(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `format`; an argument that is not known leaves a hole."""
    return text_node(call, formatted(call, call.text(arguments[0]), arguments[1:]))


def formatted(call: Call, spec: str, arguments: Sequence[Node]) -> list[object]:
    """Give the parts of a formatted text; raises `Invalid` for a wrong verb, and for too few or too many arguments."""
    made: list[object] = []
    place, following, highest = 0, 0, 0
    for match in _VERB.finditer(spec):
        made.append(_literal(call, spec[place : match.start()]))
        place = match.end()
        if match.group(8) == "%":
            made.append("%")
            continue
        index = match.group(3) or match.group(7)
        following = int(index) if index else following + 1
        highest = max(highest, following)
        if not 1 <= following <= len(arguments):
            call.invalid(f"{match.group()} has no argument")
        made.append(_argument(call, _verb(call, match), arguments[following - 1]))
    made.append(_literal(call, spec[place:]))
    if highest < len(arguments):
        call.invalid("there are more arguments than verbs")
    return made


def _literal(call: Call, text: str) -> str:
    return call.invalid("a verb is not complete") if "%" in text else text


def _verb(call: Call, match: re.Match[str]) -> _Verb:
    width, precision = int(match.group(4) or 0), match.group(5)
    if width > _WIDEST or (precision and int(precision) > _WIDEST):
        call.unknown("the width is too large")
    return _Verb(match.group(8), match.group(1), width, None if precision is None else int(precision or 0))


def _argument(call: Call, verb: _Verb, argument: Node) -> object:
    """Format one argument, as a hole where it is not known."""
    try:
        if verb.letter in "sv" and verb.bare:
            return _text(call, verb, argument)
        return _padded(call, verb, _written(call, verb, argument))
    except Invalid:
        raise
    except NotKnown:
        return Lone("function", f"%{verb.letter} of a format")


def _text(call: Call, verb: _Verb, argument: Node) -> object:
    found = call.reduce(argument)
    if is_collection(found):
        if verb.letter == "s":
            call.invalid("a text is wanted where there is a collection")
        return "".join(str(part) for part in json_parts(_known(call, found)))
    value = call.value(found)
    if value is None:
        return "null" if verb.letter == "v" else call.invalid("an argument is null")
    if verb.letter == "v" and isinstance(value, int | float) and not isinstance(value, bool):
        return ("-" if value < 0 else "") + _shortest(value, None)
    return value if isinstance(value, str | Text | Reference) else shown(value)


def _known(call: Call, found: Node) -> object:
    plain = plain_of(call, found)
    pending = [plain]
    while pending:
        value = pending.pop()
        if isinstance(value, dict | list):
            pending += value.values() if isinstance(value, dict) else value
        elif isinstance(value, Text | Reference):
            call.unknown("parts of the value are not known")
    return plain


def _written(call: Call, verb: _Verb, argument: Node) -> str:
    """Write an argument as its verb says, before it is padded to the width."""
    write = _WRITERS.get(verb.letter)
    return call.invalid(f"%{verb.letter} is no verb") if write is None else write(call, verb, argument)


def _any(call: Call, verb: _Verb, argument: Node) -> str:
    """Write `%v`: as it is written in a template, and with `#` as JSON."""
    known = _known(call, argument)
    if isinstance(known, str) and "#" not in verb.flags:
        return known
    if isinstance(known, int | float) and not isinstance(known, bool) and "#" not in verb.flags:
        return _sign(verb, negative=known < 0) + _shortest(known, None)
    return "".join(str(part) for part in json_parts(known))


def _truth(call: Call, _: _Verb, argument: Node) -> str:
    return shown(call.flag(argument))


def _cut(call: Call, verb: _Verb, argument: Node) -> str:
    text = call.text(argument)
    return "".join(characters(call, text)[: verb.precision]) if verb.precision else text


def _quoted(call: Call, _: _Verb, argument: Node) -> str:
    return "".join(str(part) for part in json_parts(call.text(argument)))


def _whole(call: Call, verb: _Verb, argument: Node) -> str:
    if verb.letter in "xX" and isinstance(call.given(argument), str):
        call.unknown("a text in hexadecimal is not written here")
    value = call.whole(argument)
    digits = format(abs(value), verb.letter)
    if verb.precision is not None:
        digits = digits.zfill(verb.precision)
    prefix = {"x": "0x", "X": "0X", "o": "0", "b": "0b"}.get(verb.letter, "") if "#" in verb.flags else ""
    return _sign(verb, negative=value < 0) + prefix + digits


def _fraction(call: Call, verb: _Verb, argument: Node) -> str:
    value = exact(call.number(argument))
    places = verb.precision
    if verb.letter in "gG":
        text = _shortest(call.number(argument), places)
        return _sign(verb, negative=value < 0) + (text.upper() if verb.letter == "G" else text)
    letter = verb.letter.lower() if verb.letter == "F" else verb.letter
    text = format(abs(value) if letter == "f" else abs(float(value)), f".{6 if places is None else places}{letter}")
    return _sign(verb, negative=value < 0) + text


def _shortest(value: float, places: int | None) -> str:
    """Write a number as Go's %g does: the shortest digits, with an exponent below -4 and from 6 on."""
    if places is not None:
        return format(abs(float(value)), f".{places or 1}g")
    text = shown(abs(value))
    digits = Decimal(text).normalize()
    power = digits.adjusted()
    if not value or -4 <= power < 6:  # noqa: PLR2004 - where Go's %g turns to exponents
        return text
    mantissa = "".join(map(str, digits.as_tuple().digits))
    return f"{mantissa[0]}{'.' * (len(mantissa) > 1)}{mantissa[1:]}e{power:+03d}"


def _sign(verb: _Verb, *, negative: bool) -> str:
    if negative:
        return "-"
    return "+" if "+" in verb.flags else " " if " " in verb.flags else ""


def _padded(call: Call, verb: _Verb, text: str) -> str:
    missing = verb.width - len(characters(call, text))
    if missing <= 0:
        return text
    if "-" in verb.flags:
        return text + " " * missing
    if "0" in verb.flags:
        sign = text[:1] if text[:1] in ("-", "+", " ") and verb.letter not in "svqt" else ""
        return sign + "0" * missing + text[len(sign) :]
    return " " * missing + text


@taking(1, None)
def formatlist(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `formatlist`: once per member of the lists, other arguments stay the same."""
    found = [call.reduce(argument) for argument in arguments[1:]]
    for one in found:
        if isinstance(one.value, Unresolved):
            one.value.refuse()
    lists = {place: call.listing(one) for place, one in enumerate(found) if one.kind == LIST and is_collection(one)}
    if not lists:
        return sequence([format_text(call, arguments)], call.node)
    reasons = [one.open for one in lists.values() if one.open]
    if reasons:
        call.unknown(reasons[0])
    lengths = {len(one.value) for one in lists.values()}
    if len(lengths) > 1:
        call.invalid("the lists have different lengths")
    if max(lengths) > MOST:
        call.unknown("the lists are too long")
    return sequence([_one(call, arguments[0], found, lists, place) for place in range(lengths.pop())], call.node)


def _one(call: Call, spec: Node, found: Sequence[Node], lists: Mapping[int, Node], place: int) -> Node:
    chosen = [lists[number].value[place] if number in lists else one for number, one in enumerate(found)]
    return format_text(call, [spec, *chosen])


_WRITERS: Final[dict[str, Callable[[Call, _Verb, Node], str]]] = {
    "v": _any,
    "t": _truth,
    "s": _cut,
    "q": _quoted,
    **dict.fromkeys("bdoxX", _whole),
    **dict.fromkeys("eEfFgG", _fraction),
}

FORMATTING: Final[Mapping[str, Function]] = {"format": format_text, "formatlist": formatlist}
