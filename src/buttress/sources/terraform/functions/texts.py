"""String functions on whole texts and on texts of which parts are not known.

Source: https://developer.hashicorp.com/terraform/language/functions, section String Functions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.graph.values import Hole, Reference, Text, text_of
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.graphemes import characters
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Lone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_LOWER: Final = ("AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::URLSuffix")
_MOST_TEXT: Final = 10 * MOST


def text_node(call: Call, parts: Iterable[object]) -> Node:
    """Make the node of a text of known and unknown parts at the place of the call."""
    return scalar(text_of(parts, call.node.location), call.node)


def derived(call: Call, part: object) -> Hole:
    """Make the hole of what a function makes of one thing that is not known: equal for equal things."""
    if isinstance(part, Reference):
        return Hole("function", f"{call.name}({part.resource.id} {part.attribute})")
    kind = Lone if isinstance(part, Lone) else Hole
    return kind("function", f"{call.name}({part.name if isinstance(part, Hole) else part})")


def bounded(call: Call, text: str) -> str:
    """Give a text, or raise `NotKnown` for one that is too long to go on with."""
    return text if len(text) <= _MOST_TEXT else call.unknown("the text is too long")


def _each_char(call: Call, arguments: Sequence[Node], change: Callable[[str], str], kept: tuple[str, ...]) -> Node:
    """Change each character; holes whose name is among `kept` are not changed by it."""
    value = call.parts(arguments[0])
    parts: list[object] = []
    for part in value.parts if isinstance(value, Text) else (value,):
        if isinstance(part, str):
            parts.append("".join(_simple(char, change) for char in part))
        else:
            same = isinstance(part, Hole) and part.kind == "pseudo" and part.name in kept
            parts.append(part if same else derived(call, part))
    return text_node(call, parts)


def _simple(char: str, change: Callable[[str], str]) -> str:
    """Change one character by Unicode's simple mapping, as Go does: to one character or not at all."""
    changed = change(char)
    return changed if len(changed) == 1 else char


@taking(1)
def lower(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `lower`; account, Region and partition are in lower case already."""
    return _each_char(call, arguments, str.lower, _LOWER)


@taking(1)
def upper(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `upper`."""
    return _each_char(call, arguments, str.upper, ("AWS::AccountId",))


@taking(1)
def title(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `title`: the first letter of each word, where words are parted as Go's strings.Title parts them."""
    before, made = " ", []
    for char in call.text(arguments[0]):
        parted = not (before.isalnum() or before == "_") if before.isascii() else before.isspace()
        made.append(_simple(char, str.title) if parted else char)
        before = char
    return scalar("".join(made), call.node)


@taking(1)
def chomp(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `chomp`: newlines at the end go."""
    value = call.parts(arguments[0])
    if isinstance(value, str):
        return scalar(value.rstrip("\r\n"), call.node)
    return _at_end(call, value, lambda tail: tail.rstrip("\r\n"))


def _at_end(call: Call, value: Text | Reference, change: Callable[[str], str]) -> Node:
    """Change the literal that a text ends with; a hole there may hide what the function takes away."""
    if isinstance(value, Reference) or (not value.tail and _plain(value.parts[-1])):
        return scalar(value, call.node)
    tail = change(value.tail)
    if not tail and not _plain(value.parts[-2 if value.tail else -1]):
        return text_node(call, [Lone("function", f"{call.name}({value})")])
    return text_node(call, [*value.parts[:-1], tail])


def _plain(part: object) -> bool:
    """Say whether a part surely neither starts nor ends with a space or newline: what AWS makes never does."""
    return isinstance(part, Reference) or (isinstance(part, Hole) and part.never_empty)


@taking(1)
def trimspace(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `trimspace`."""
    value = call.parts(arguments[0])
    if isinstance(value, str):
        return scalar(value.strip(_SPACE), call.node)
    if isinstance(value, Reference):
        return scalar(value, call.node)
    head, tail = value.head.lstrip(_SPACE), value.tail.rstrip(_SPACE)
    first, last = value.parts[1 if value.head else 0], value.parts[-2 if value.tail else -1]
    if not ((head or _plain(first)) and (tail or _plain(last))):
        return text_node(call, [Lone("function", f"{call.name}({value})")])
    middle = value.parts[1 if value.head else 0 : -1 if value.tail else None]
    return text_node(call, [head, *middle, tail])


@taking(2)
def trim(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `trim`: characters of a set go at both ends."""
    return scalar(call.text(arguments[0]).strip(call.text(arguments[1])), call.node)


@taking(2)
def trimprefix(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `trimprefix`."""
    value, prefix = call.parts(arguments[0]), call.text(arguments[1])
    if isinstance(value, str):
        return scalar(value.removeprefix(prefix), call.node)
    text = _as_text(value)
    if not text.startswith(prefix):
        return scalar(value, call.node)
    return text_node(call, [text.head[len(prefix) :], *text.parts[1 if text.head else 0 :]])


@taking(2)
def trimsuffix(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `trimsuffix`."""
    value, suffix = call.parts(arguments[0]), call.text(arguments[1])
    if isinstance(value, str):
        return scalar(value.removesuffix(suffix), call.node)
    text = _as_text(value)
    if not text.endswith(suffix):
        return scalar(value, call.node)
    kept = text.tail[: len(text.tail) - len(suffix)]
    return text_node(call, [*text.parts[: -1 if text.tail else None], kept])


def _as_text(value: Text | Reference) -> Text:
    return value if isinstance(value, Text) else Text((value,))


@taking(2)
def startswith(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `startswith`."""
    value, prefix = call.parts(arguments[0]), call.text(arguments[1])
    text = value if isinstance(value, str) else _as_text(value)
    return scalar(text.startswith(prefix), call.node)


@taking(2)
def endswith(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `endswith`."""
    value, suffix = call.parts(arguments[0]), call.text(arguments[1])
    text = value if isinstance(value, str) else _as_text(value)
    return scalar(text.endswith(suffix), call.node)


@taking(2)
def strcontains(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `strcontains`."""
    return scalar(call.text(arguments[1]) in call.parts(arguments[0]), call.node)


@taking(1)
def strrev(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `strrev`."""
    return scalar("".join(reversed(characters(call, call.text(arguments[0])))), call.node)


@taking(3)
def substr(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `substr`: a negative offset counts from the end, length -1 reaches to the end.

    Of a text whose end is not known the known characters stay.
    """
    value, offset, length = call.parts(arguments[0]), call.whole(arguments[1]), call.whole(arguments[2])
    if isinstance(value, str):
        chars = characters(call, value)
        start = max(len(chars) + offset, 0) if offset < 0 else offset
        return scalar("".join(chars[start:] if length < 0 else chars[start : start + length]), call.node)
    text = _as_text(value)
    head = characters(call, text.head)
    if offset < 0 or offset > len(head):
        return text_node(call, [Lone("function", f"substr({value}, {offset}, {length})")])
    if 0 <= length <= len(head) - offset:
        return scalar("".join(head[offset : offset + length]), call.node)
    rest = text.parts[1 if text.head else 0 :]
    if length < 0:
        return text_node(call, ["".join(head[offset:]), *rest])
    cut = Lone("function", f"substr({text_of(rest)}, 0, {length - len(head) + offset})")
    return text_node(call, ["".join(head[offset:]), cut])


@taking(2)
def indent(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `indent`: all lines but the first."""
    spaces, value = call.whole(arguments[0]), call.parts(arguments[1])
    if not 0 <= spaces <= MOST:
        call.unknown("the indent is too large or negative")
    parts = value.parts if isinstance(value, Text) else (value,)
    made: list[object] = []
    for part in parts:
        if isinstance(part, str):
            bounded(call, "x" * min(part.count("\n") * spaces, _MOST_TEXT + 1))
            made.append(part.replace("\n", "\n" + " " * spaces))
        elif _plain(part):
            made.append(part)
        else:
            made.append(Lone("function", f"indent({spaces}, {part})"))
    return text_node(call, made)


STRINGS: Final[Mapping[str, Function]] = {
    "chomp": chomp,
    "endswith": endswith,
    "indent": indent,
    "lower": lower,
    "startswith": startswith,
    "strcontains": strcontains,
    "strrev": strrev,
    "substr": substr,
    "title": title,
    "trim": trim,
    "trimprefix": trimprefix,
    "trimspace": trimspace,
    "trimsuffix": trimsuffix,
    "upper": upper,
}
