"""The text that `jsonencode` and `yamlencode` write.

Source: https://developer.hashicorp.com/terraform/language/functions/jsonencode and …/yamlencode
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import Node
from buttress.graph.values import Hole, Reference, Text, text_of
from buttress.sources.terraform.functions.marks import EncodedPolicy, EncodedYaml, Lone
from buttress.sources.terraform.functions.numbers import shown
from buttress.sources.terraform.functions.plain import plain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.terraform.functions.reducing import Reducing

_ESCAPED: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPES: Final = str.maketrans(_ESCAPED)


def text_of_encoded(call: Reducing, node: Node) -> Any:  # noqa: ANN401 - str, Text or Reference
    """Give the text of an encoded value, with holes where the value has them; raises `NotKnown` where it is open."""
    if isinstance(node, EncodedPolicy):
        call.unknown("the layout of a policy document's text is not made here")
    if isinstance(node, EncodedYaml):
        return text_of(_yaml(call, plain_of(call, node_inside(node)), 0, inline=False))
    return text_of(_json(plain_of(call, node_inside(node))))


def node_inside(node: Node) -> Node:
    """Give what an encoded text encodes."""
    return Node(node.kind, node.value, node.file, node.line, node.column, node.end_line, node.open)


def quoted(text: str) -> str:
    """Write a text in JSON as Go does: `<`, `>`, `&` and line separators escaped, other letters as they are."""
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES).replace("\\b", "\\u0008").replace("\\f", "\\u000c")


def json_parts(value: object) -> list[object]:
    """Give the parts of a value's text of JSON."""
    return list(_json(value))


def _json(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield "{"
        for place, (key, member) in enumerate(sorted(value.items())):
            yield f"{',' if place else ''}{quoted(key)}:"
            yield from _json(member)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for place, member in enumerate(value):
            yield "," if place else ""
            yield from _json(member)
        yield "]"
    else:
        yield from _scalar(value)


def _scalar(value: object) -> Iterator[object]:
    if value is None:
        yield "null"
    elif isinstance(value, bool | int | float):
        yield shown(value)
    elif isinstance(value, str):
        yield quoted(value)
    else:
        yield from _holey(value)


def _holey(value: object) -> Iterator[object]:
    """Give the parts of a text with holes; a lone hole of a parameter may be a number, which has no quotes."""
    parts = value.parts if isinstance(value, Text) else (value,)
    lone = len(parts) == 1 and isinstance(parts[0], Hole) and not parts[0].never_empty
    if lone:
        yield Lone("function", f"jsonencode({value})")
        return
    yield '"'
    for part in parts:
        if isinstance(part, str):
            yield quoted(part)[1:-1]
        elif isinstance(part, Reference) or (isinstance(part, Hole) and part.never_empty):
            yield part
        else:
            yield Lone("function", f"jsonencode({part})")
    yield '"'


def _yaml(call: Reducing, value: Any, depth: int, *, inline: bool) -> Iterator[object]:  # noqa: ANN401 - a plain value
    """Write YAML as Terraform does: keys and texts quoted, sorted, lists at their key's own indent."""
    margin = "  " * depth
    if isinstance(value, dict) and value:
        for place, (key, member) in enumerate(sorted(value.items())):
            yield f"{'' if inline and not place else margin}{quoted(key)}:"
            yield from _yaml_member(call, member, depth, in_map=True)
    elif isinstance(value, list) and value:
        for place, member in enumerate(value):
            yield f"{'' if inline and not place else margin}-"
            yield from _yaml_member(call, member, depth, in_map=False)
    else:
        if isinstance(value, str) and "\n" in value:
            call.unknown("a text of several lines in YAML is not written here")
        yield from ("{}" if isinstance(value, dict) else "[]",) if isinstance(value, dict | list) else _scalar(value)
        yield "\n"


def _yaml_member(call: Reducing, member: object, depth: int, *, in_map: bool) -> Iterator[object]:
    if in_map and isinstance(member, dict | list) and member:
        yield "\n"
        yield from _yaml(call, member, depth + isinstance(member, dict), inline=False)
        return
    yield " "
    yield from _yaml(call, member, depth + 1, inline=True)
