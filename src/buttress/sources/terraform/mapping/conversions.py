"""Changes of a value's shape between Terraform and the canonical form, by the names that the mapping data uses.

A conversion takes a reduced node with its scope and gives the same. What is not known stays not known: text with holes
that a conversion cannot work on becomes `Unresolved`.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.plain_json import placed, read_json
from buttress.graph.values import Hole, Reference, Text, Unresolved, text_of
from buttress.sources.terraform.mapping.api_document import document
from buttress.sources.terraform.mapping.containers import log_types, pascal
from buttress.sources.terraform.mapping.encoded import encoded_text, encoded_texts
from buttress.sources.terraform.mapping.later import members_of, reduced, unknown_of
from buttress.sources.terraform.mapping.ranges import widest
from buttress.sources.terraform.mapping.routes import route_settings
from buttress.sources.terraform.mapping.units import minutes_to_seconds, seconds_to_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

_NAMED: Final = re.compile(r"\$\{([^}]+)\}")


def converted_by(how: Mapping[str, Any], node: Node, scope: Scope) -> Step:
    """Convert a value as an entry of the mapping data says; None for what counts as not written."""
    if is_empty(node) and how.get("empty") != "keep":
        return None
    if "absent" in how and node.kind == SCALAR and word(node.value) in map(word, how["absent"]):
        return None
    if "map" in how:
        return by_table(how, node, scope)
    if "text" in how:
        unknown = node.value if isinstance(node.value, Unresolved) else None
        return scalar(unknown if unknown is not None else around(how["text"], {"value": node.value}), node), scope
    name = how.get("as", "")
    if isinstance(name, dict):
        return _pairs(node, scope, *name["key_value"])
    return CONVERSIONS[name](node, scope) if name else (node, scope)


def is_empty(node: Node) -> bool:
    """Say whether a value is an empty text, list or map: the provider cannot tell it from one that is not written, and
    a plan writes them all out.
    """
    if node.kind == SCALAR:
        return isinstance(node.value, str) and not node.value
    return node.kind != CALL and not node.value and not node.open


def around(template: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a scalar of the graph
    """Put values (by name, pseudo parameters of CloudFormation among them) into a text."""
    parts: list[object] = []
    place = 0
    for match in _NAMED.finditer(template):
        name = match.group(1)
        parts += [template[place : match.start()], values[name] if name in values else Hole("pseudo", name)]
        place = match.end()
    return text_of([*parts, template[place:]])


def by_table(how: Mapping[str, Any], node: Node, scope: Scope) -> Step:
    """Give what a table has for a value (`*` for any other), left out where the table says null."""
    table: Mapping[str, Any] = how["map"]
    if node.kind != SCALAR:
        return _refused(node, scope, "a list or map stands where one of some values is expected")
    unknown = unknown_of(node)
    if unknown is not None:
        return scalar(unknown, node), scope
    key = word(node.value)
    if key not in table and "*" not in table:
        return (node, scope) if how.get("else") == "same" else _refused(node, scope, f"{key} is not known here")
    value = table[key] if key in table else table["*"]
    return None if value is None else (placed(value, node), scope)


def word(value: object) -> str:
    """Give a scalar as the keys of tables write it: `true` and `false` for flags, numbers without a needless point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refused(node: Node, scope: Scope, reason: str) -> Step:
    return scalar(Unresolved(reason, node.location), node), scope


def _flag(node: Node) -> bool | Unresolved:
    unknown = unknown_of(node)
    if unknown is not None:
        return unknown
    if word(node.value) in ("true", "false"):
        return word(node.value) == "true"
    return Unresolved(f"{node.value} is neither true nor false", node.location)


def negated(node: Node, scope: Scope) -> Step:
    """Give the opposite of a flag."""
    flag = _flag(node)
    return scalar(flag if isinstance(flag, Unresolved) else not flag, node), scope


def upper(node: Node, scope: Scope) -> Step:
    """Give a text in capitals."""
    return _text(node, scope, str.upper)


def lower(node: Node, scope: Scope) -> Step:
    """Give a text in small letters."""
    return _text(node, scope, str.lower)


def _text(node: Node, scope: Scope, change: Callable[[str], str]) -> Step:
    unknown = unknown_of(node)
    return scalar(unknown if unknown is not None else change(word(node.value)), node), scope


def text(node: Node, scope: Scope) -> Step:
    """Give a number or flag as the text that CloudFormation has for it."""
    if node.kind != SCALAR or isinstance(node.value, str | Text | Reference | Unresolved):
        return node, scope
    return scalar(word(node.value), node), scope


def list_of(node: Node, scope: Scope) -> Step:
    """Give a list of the one value; a list stays as it is."""
    return (node, scope) if node.kind == LIST else (sequence([node], node), scope)


def first(node: Node, scope: Scope) -> Step:
    """Give the first member of a list; one value stays as it is."""
    member = next(members_of(node, scope), None)
    if isinstance(member, Unresolved):
        return scalar(member, node), scope
    return None if member is None else reduced(*member)


def joined(node: Node, scope: Scope) -> Step:
    """Give a list of texts as one text with commas."""
    words: list[str] = []
    for member in members_of(node, scope):
        found = member if isinstance(member, Unresolved) else reduced(*member)
        if found is None:
            continue
        unknown = found if isinstance(found, Unresolved) else unknown_of(found[0])
        if isinstance(found, Unresolved) or unknown is not None:
            return scalar(unknown, node), scope
        words.append(word(found[0].value))
    return scalar(",".join(words), node), scope


def split(node: Node, scope: Scope) -> Step:
    """Give a text with commas as a list of texts."""
    unknown = unknown_of(node)
    if node.kind != SCALAR or unknown is not None:
        return (node, scope) if unknown is None else (scalar(unknown, node), scope)
    return sequence([scalar(part.strip(), node) for part in word(node.value).split(",")], node), scope


def tags(node: Node, scope: Scope) -> Step:
    """Give a map of tags as the list of `Key` and `Value`."""
    return _pairs(node, scope, "Key", "Value")


def name_value(node: Node, scope: Scope) -> Step:
    """Give a map as a list of `Name` and `Value`."""
    return _pairs(node, scope, "Name", "Value")


def _pairs(node: Node, scope: Scope, key_name: str, value_name: str) -> Step:
    if node.kind != MAP:
        return _unknown_or_refused(node, scope, "tags are a map")
    members = [
        mapping({key_name: scalar(key, member), value_name: member}, member)
        for key, member in node.value.items()
        if not (member.kind == SCALAR and member.value is None)
    ]
    return sequence(members, node, node.open), scope


def key_value(node: Node, scope: Scope) -> Step:
    """Give a list of blocks with `key` (or `name`) and `value` as a map."""
    if node.kind == MAP:
        return node, scope
    members: dict[str, Node] = {}
    open_because: str | None = None
    for item in members_of(node, scope):
        found = item if isinstance(item, Unresolved) else reduced(*item)
        if isinstance(found, tuple) and found[0].kind == MAP:
            block = found[0].value
            key = reduced(block.get("key") or block.get("name") or scalar(None, node), found[1])
            if key is not None and isinstance(key[0].value, str) and "value" in block:
                members[key[0].value] = block["value"]
                continue
        open_because = found.reason if isinstance(found, Unresolved) else "a key is not known"
    return mapping(members, node, open_because), scope


def _unknown_or_refused(node: Node, scope: Scope, reason: str) -> Step:
    unknown = unknown_of(node) if node.kind == SCALAR else None
    return (scalar(unknown, node), scope) if unknown is not None else _refused(node, scope, reason)


def unchanged(node: Node, scope: Scope) -> Step:
    """Give the value as it is: `json` (the graph opens a text of JSON itself), `tags_map`."""
    return node, scope


def method_resource(node: Node, scope: Scope) -> Step:
    """Give the resource of a method's path: `/users/{id}` of `users/{id}/GET`, `/*` of `*/*`."""
    return _text(node, scope, lambda path: "/" + path.strip("/").rpartition("/")[0])


def method_verb(node: Node, scope: Scope) -> Step:
    """Give the verb of a method's path: `GET` of `users/{id}/GET`."""
    return _text(node, scope, lambda path: path.rpartition("/")[2])


def statements(node: Node, scope: Scope) -> Step:
    """Give the statements of a policy document, a map or a text of JSON."""
    if node.kind == SCALAR and isinstance(node.value, str):
        try:
            node = placed(read_json(node.value), node)
        except (ValueError, RecursionError):
            return _refused(node, scope, "the policy is no JSON")
    if node.kind != MAP:
        return _unknown_or_refused(node, scope, "a policy is a map")
    found = node.value.get("Statement")
    return (
        (scalar(Unresolved(node.open, node.location), node), scope)
        if found is None and node.open
        else (None if found is None else reduced(found, scope))
    )


def decoded(node: Node, scope: Scope) -> Step:
    """Give the text that is encoded in Base64."""
    unknown = unknown_of(node)
    if unknown is not None:
        return scalar(unknown, node), scope
    try:
        return scalar(base64.b64decode(str(node.value), validate=True).decode("utf-8"), node), scope
    except ValueError:
        return _refused(node, scope, "the text is not Base64")


CONVERSIONS: Final[Mapping[str, Callable[[Node, Scope], Step]]] = {
    "decoded": decoded,
    "document": document,
    "encoded_text": encoded_text,
    "encoded_texts": encoded_texts,
    "first": first,
    "itself": unchanged,
    "joined": joined,
    "json": unchanged,
    "key_value": key_value,
    "list_of": list_of,
    "log_types": log_types,
    "lower": lower,
    "method_resource": method_resource,
    "method_verb": method_verb,
    "minutes_to_seconds": minutes_to_seconds,
    "name_value": name_value,
    "not": negated,
    "pascal": pascal,
    "route_settings": route_settings,
    "seconds_to_minutes": seconds_to_minutes,
    "split": split,
    "statements": statements,
    "tags": tags,
    "tags_map": unchanged,
    "text": text,
    "to_text": text,
    "upper": upper,
    "widest": widest,
}
"""The conversions by the names that the mapping data uses."""
