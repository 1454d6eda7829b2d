"""Joining, splitting and replacing in texts of which parts may not be known.

Source: https://developer.hashicorp.com/terraform/language/functions, section String Functions
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, Node, scalar, sequence
from buttress.graph.values import Hole, NotKnown, Reference, Text
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.arn_parts import arn_parts
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import EncodedPolicy, Lone, Unplaced, remade
from buttress.sources.terraform.functions.regexes import replaced_by_pattern
from buttress.sources.terraform.functions.texts import bounded, text_node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_ALPHABETS: Final = {
    "AWS::AccountId": "0123456789",
    "AWS::Region": "abcdefghijklmnopqrstuvwxyz0123456789-",
    "AWS::Partition": "abcdefghijklmnopqrstuvwxyz-",
    "AWS::URLSuffix": "abcdefghijklmnopqrstuvwxyz0123456789.-",
}
"""The characters that a pseudo parameter is made of, and so the separators that it cannot hide."""
_PLACEHOLDER: Final = re.compile(r"_[A-Za-z0-9_]*[A-Za-z0-9]_")
"""Words that stand for something in a policy document, and can be a part of its values alone."""
_PLAIN: Final = re.compile(r"[ !#-\[\]-~]*")
"""Texts that are the same in JSON: printable, without quotes and backslashes."""


@taking(2, None)
def join(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `join` of one or more lists; what comes after members that are not known is one hole."""
    separator = call.parts(arguments[0])
    made: list[object] = []
    length = 0
    between = len(separator) if isinstance(separator, str) else 1
    for argument in arguments[1:]:
        members, complete = _members(call, argument)
        for member in members:
            part = _part(call, member)
            length += between + (len(part) if isinstance(part, str) else 1)
            if length > 10 * MOST:
                call.unknown("the text is too long")
            made += [separator, part] if made else [part]
        if not complete:
            return text_node(call, [*made, Lone("function", "the rest of a join")])
    return text_node(call, made)


def _members(call: Call, argument: Node) -> tuple[Sequence[Node], bool]:
    """Give the members of a list whose places are known, and whether they are all."""
    try:
        found = call.listing(argument)
    except Invalid:
        raise
    except NotKnown:
        return (), False
    members: Sequence[Node] = () if isinstance(found, Unplaced) else found.value
    return members, not found.open and not isinstance(found, Unplaced)


def _part(call: Call, member: Node) -> object:
    try:
        return call.parts(member)
    except Invalid:
        raise
    except NotKnown:
        return Lone("function", "a member of a join")


@taking(2)
def split(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `split`; from the first part on that may hide a separator, the list is open."""
    separator, value = call.text(arguments[0]), call.parts(arguments[1])
    if isinstance(value, str):
        pieces = value.split(separator) if separator else list(value)
        return sequence([scalar(piece, call.node) for piece in pieces], call.node)
    whole: list[list[object]] = [[]]
    for part in value.parts if isinstance(value, Text) else (value,):
        if isinstance(part, str) and separator:
            first, *rest = part.split(separator)
            whole[-1].append(first)
            whole.extend([piece] for piece in rest)
        elif isinstance(part, Hole) and _hides_none(part, separator):
            whole[-1].append(part)
        elif separator == ":" and (inner := arn_parts(part)) is not None:
            whole[-1] += inner[0]
            whole.extend(inner[1:])
        else:
            return sequence(_pieces(call, whole[:-1]), call.node, f"{part} may be split too")
    return sequence(_pieces(call, whole), call.node)


def _pieces(call: Call, pieces: list[list[object]]) -> list[Node]:
    return [text_node(call, piece) for piece in pieces]


def _hides_none(hole: Hole, text: str) -> bool:
    """Say whether a hole surely has no character of a text."""
    alphabet = _ALPHABETS.get(hole.name, "") if hole.kind == "pseudo" else ""
    return bool(text) and bool(alphabet) and not any(char in alphabet for char in text)


def _is_bucket_without(part: object, text: str) -> bool:
    """Say whether a part is a name or an ARN of a bucket, and a text has what neither can have.

    Source: "General purpose bucket naming rules" of the Amazon S3 User Guide: small letters, digits, periods, hyphens.
    """
    if not isinstance(part, Reference) or part.resource.type != "AWS::S3::Bucket":
        return False
    return part.attribute in ("Arn", "Ref") and any(char == "_" or char.isupper() for char in text)


@taking(3)
def replace(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `replace` of a text, or of a pattern that is written between slashes."""
    found = call.reduce(arguments[0])
    if isinstance(found, EncodedPolicy):
        return _replaced_in_policy(call, found, arguments)
    value, wanted = call.parts(arguments[0]), call.text(arguments[1])
    if len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/"):
        replacement = call.text(arguments[2])
        return scalar(
            bounded(call, replaced_by_pattern(call, wanted[1:-1], call.text(arguments[0]), replacement)), call.node
        )
    new = call.parts(arguments[2])
    if isinstance(value, str) and isinstance(new, str):
        if value.count(wanted) * len(new) > 10 * MOST:
            call.unknown("the text is too long")
        return scalar(value.replace(wanted, new), call.node)
    return _replaced(call, value if isinstance(value, Text) else Text((value,)), wanted, new)


def _replaced_in_policy(call: Call, policy: Node, arguments: Sequence[Node]) -> Node:
    """Replace a word in the values of a policy document; what would show its layout is not known."""
    wanted = call.text(arguments[1])
    if not _PLACEHOLDER.fullmatch(wanted):
        call.unknown("the layout of a policy document's text is not made here")
    new = call.parts(arguments[2])
    if any(
        isinstance(part, str) and not _PLAIN.fullmatch(part)
        for part in (new.parts if isinstance(new, Text) else (new,))
    ):
        call.unknown("the text that is put into a policy document may end a value of it")
    return _in_values(call, policy, wanted, new)


def _in_values(call: Call, node: Node, wanted: str, new: object) -> Node:
    found = call.reduce(node)
    if found.kind == MAP:
        if any(wanted in name for name in found.value):
            call.unknown("the layout of a policy document's text is not made here")
        return remade(found, {name: _in_values(call, member, wanted, new) for name, member in found.value.items()})
    if found.kind == LIST:
        return remade(found, [_in_values(call, member, wanted, new) for member in found.value])
    value = found.value
    if isinstance(value, str):
        return text_node(call, [one for piece in value.split(wanted) for one in (new, piece)][1:]).at(found)
    return _replaced(call, value, wanted, new).at(found) if isinstance(value, Text | Reference) else found


def _replaced(call: Call, value: Text | Reference, wanted: str, new: object) -> Node:
    """Replace in the literals of a text, where no occurrence can reach from a literal into what is not known."""
    if not wanted:
        call.unknown("parts of the text are not known")
    made: list[object] = []
    for part in value.parts if isinstance(value, Text) else (value,):
        if isinstance(part, str):
            pieces = part.split(wanted)
            made += [one for piece in pieces for one in (new, piece)][1:]
        elif (isinstance(part, Hole) and _hides_none(part, wanted)) or _is_bucket_without(part, wanted):
            made.append(part)
        elif len(wanted) == 1:
            made.append(Lone("function", f"replace({part})"))
        else:
            return text_node(call, [Lone("function", f"replace({value})")])
    return text_node(call, made)


JOINING: Final[Mapping[str, Function]] = {"join": join, "replace": replace, "split": split}
