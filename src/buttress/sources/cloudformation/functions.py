"""The intrinsic functions of CloudFormation.

Source: "Intrinsic function reference" of the AWS CloudFormation Template Reference.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar, sequence
from buttress.graph.values import ABSENT, Hole, NotKnown, Reference, Text, Unresolved, text_of, written
from buttress.graph.view import View
from buttress.graph.worlds import Fork
from buttress.sources.cloudformation.scope import split_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Scope
    from buttress.sources.cloudformation.evaluation import Export, Function, NamedExports, Review, Step
    from buttress.sources.cloudformation.scope import TemplateScope

_VARIABLE = re.compile(r"\$\{(!?)\s*([^{}]*?)\s*\}")
_DYNAMIC = re.compile(r"\{\{resolve:[^{}]*\}\}")


def with_dynamic(value: str, node: Node) -> Any:  # noqa: ANN401 - a str, or a text with holes
    """Make holes of the dynamic references in a literal; they are never looked up."""
    if "{{resolve:" not in value:
        return value
    parts: list[object] = []
    place = 0
    for match in _DYNAMIC.finditer(value):
        parts += [value[place : match.start()], Hole("dynamic", match.group(0)[2:-2])]
        place = match.end()
    return text_of([*parts, value[place:]], node.location)


def ref(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Ref`."""
    return scope.refer(str(argument.value), node)


def get_att(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::GetAtt`, in its short (`Name.Attribute`) or long form."""
    if argument.kind == LIST and isinstance(argument.value, list):
        name, *rest = (scope.view(part).text() for part in _items(argument, 2))
        return scope.attribute(name, ".".join(rest), node)
    name, _, attribute = str(argument.value).partition(".")
    return scope.attribute(name, attribute, node)


def sub(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Sub`; `${!Literal}` stays, names that nothing declares become not known."""
    parts = _items(argument)
    template = parts[0].value
    variables = parts[1].value if len(parts) > 1 and isinstance(parts[1].value, dict) else {}
    if not isinstance(template, str):
        value = scope.value(parts[0])
        return scalar(
            value if isinstance(value, str) else Unresolved("Fn::Sub of something that is no text"), node
        ), scope
    pieces: list[object] = []
    place = 0
    for match in _VARIABLE.finditer(template):
        pieces.append(with_dynamic(template[place : match.start()], node))
        literal, name = match.groups()
        pieces.append("${" + name + "}" if literal else _variable(scope, name, variables, node))
        place = match.end()
    pieces.append(with_dynamic(template[place:], node))
    return scalar(text_of(pieces, node.location), node), scope


def _variable(scope: TemplateScope, name: str, variables: Mapping[str, Node], node: Node) -> object:
    own = variables.get(name)
    if own is not None:
        return _as_part(scope.value(own), name)
    resource, _, attribute = name.partition(".")
    step = scope.attribute(resource, attribute, node) if attribute else scope.refer(name, node)
    if step is None:
        return ""
    return _as_part(View(step[0], step[1], scope.worlds).get(), name)


def _as_part(value: object, name: str) -> object:
    if isinstance(value, Unresolved):
        return Hole("function", name)
    if isinstance(value, str | bool | int | float | Text | Reference):
        return value
    return "" if value is ABSENT else Hole("function", name)


def join(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Join`; a list with an unknown end makes a text with an unknown end."""
    parts = _items(argument, 2)
    separator = scope.view(parts[0]).text() if parts[0].value != "" else ""
    pieces: list[object] = []
    try:
        for member in scope.view(parts[1]).each():
            if pieces:
                pieces.append(separator)
            pieces.append(_as_part(member.get(), f"an item of Fn::Join at line {node.line}"))
    except NotKnown as unknown:
        pieces.append(Hole("function", f"the rest of Fn::Join at line {node.line} ({unknown.reason})"))
    return scalar(text_of(pieces, node.location), node), scope


def select(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Select`; it is known where the members up to the index are."""
    parts = _items(argument, 2)
    index = _whole(scope, parts[0])
    for place, member in enumerate(scope.view(parts[1]).each()):
        if place == index:
            return member.node.at(node), member.scope
    return scalar(Unresolved(f"Fn::Select asks for member {index} of a shorter list", node.location), node), scope


def split(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Split`."""
    parts = _items(argument, 2)
    separator, value = scope.view(parts[0]).text(), scope.value(parts[1])
    if not separator:
        raise NotKnown("Fn::Split has no separator", node.location)
    if isinstance(value, str):
        return sequence([scalar(piece, node) for piece in value.split(separator)], node), scope
    if isinstance(value, Reference) and value.attribute != "Ref":
        value = Text((Hole("function", str(value)),), node.location)
    return split_text(value, separator, node), scope


def find_in_map(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::FindInMap`; where a key is not known but every entry says the same, that is the value."""
    parts = _items(argument, 3)
    name = scope.view(parts[0]).text()
    table = scope.mappings.get(name)
    if table is None or not isinstance(table.value, dict):
        return scalar(Unresolved(f"{name} is no mapping of this template", node.location), node), scope
    first, second = scope.value(parts[1]), scope.value(parts[2])
    rows = _rows(table.value, first)
    found = [row.value.get(second) for row in rows if isinstance(row.value, dict)] if isinstance(second, str) else []
    values = [entry for entry in found if entry is not None]
    if values and len(values) == len(rows) and all(_same(entry, values[0]) for entry in values):
        return values[0].at(node), scope
    default = _default_value(parts)
    if default is not None and isinstance(first, str) and isinstance(second, str):
        return default, scope
    return scalar(text_of((Hole("function", f"{name}[{first}][{second}]"),), node.location), node), scope


def _rows(table: Mapping[str, Node], key: object) -> list[Node]:
    if isinstance(key, str | int | float):
        row = table.get(written(key))
        return [row] if row is not None else []
    return list(table.values())


def _same(left: Node, right: Node) -> bool:
    return left is right or (left.kind == right.kind == SCALAR and left.value == right.value)


def _default_value(parts: list[Node]) -> Node | None:
    options = parts[3].value if len(parts) > 3 else None  # noqa: PLR2004 - map, key, key, options
    return options.get("DefaultValue") if isinstance(options, dict) else None


def if_(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::If` in the current world."""
    del node
    parts = _items(argument, 3)
    chosen = parts[1] if scope.holds(str(parts[0].value)) else parts[2]
    return chosen, scope


def condition_value(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate a condition function that stands where a value is wanted."""
    before, scope.review.deciding = scope.review.deciding, True
    try:
        return scalar(scope.decide(node, f"at line {argument.line}"), node), scope
    finally:
        scope.review.deciding = before


def import_value(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::ImportValue`: the value of an export in this review, else what is declared elsewhere."""
    name = scope.value(argument)
    if isinstance(name, str | Text):
        found = _exported(scope.review, name)
        if found is not None:
            return found[0].at(node), found[1]
    return scalar(text_of((Hole("import", _shown(name)),), node.location), node), scope


def _exported(review: Review, name: str | Text) -> tuple[Node, Scope] | None:
    """Find the export of a name; one whose name depends on the world is evaluated only where its literal end fits."""
    known, moving = review.named_exports or _name_exports(review)
    found = known.get(name)
    if found is not None:
        return found
    mine = name if isinstance(name, str) else name.tail
    for end, (exported, value, owner) in moving:
        if (mine.endswith(end) or end.endswith(mine)) and _alike(owner.value(exported), name):
            return value, owner
    return None


def _name_exports(review: Review) -> NamedExports:
    """Evaluate the names of all exports once; those that depend on the world stay a list to be compared each time."""
    known: dict[object, tuple[Node, Scope]] = {}
    moving: list[tuple[str, Export]] = []
    for export in review.exports:
        outer = review.worlds.begin()
        try:
            name = export[2].value(export[0])
        except Fork:
            name = None
        asked, _ = review.worlds.forget(outer)
        if isinstance(name, str | Text) and not asked:
            known.setdefault(name, (export[1], export[2]))
        else:
            moving.append((literal_end(export[0]), export))
    review.named_exports = known, moving
    return review.named_exports


def literal_end(node: Node) -> str:
    """Give the literal that a text surely ends with: all of it, or what follows the last variable of a call."""
    if node.kind == SCALAR:
        return node.value if isinstance(node.value, str) else getattr(node.value, "tail", "")
    if node.kind != CALL:
        return ""
    name, argument = node.value
    parts = _items(argument, 0)
    if name == "Fn::Sub" and parts and isinstance(parts[0].value, str):
        return parts[0].value.rsplit("}", 1)[-1]
    if name == "Fn::Join" and len(parts) > 1 and parts[1].kind == LIST and parts[1].value:
        last = parts[1].value[-1]
        return last.value if last.kind == SCALAR and isinstance(last.value, str) else ""
    return ""


def _alike(theirs: object, mine: object) -> bool:
    """Say whether two names surely are the same."""
    try:
        return isinstance(theirs, str | Text) and bool(theirs == mine)
    except NotKnown:
        return False


def _shown(name: object) -> str:
    return name.reason if isinstance(name, Unresolved) else str(name)


def get_azs(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::GetAZs`: zones that differ, of a Region that need not be known; how many there are is not told."""
    region = _shown(scope.value(argument) or "AWS::Region")
    zones = [scalar(Text((Hole("zone", f"zone {number} of {region}"),), node.location), node) for number in range(6)]
    return sequence(zones, node, "how many zones the Region has is not told"), scope


def cidr(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Cidr`: `count` blocks of `bits` host bits each."""
    parts = _items(argument, 2)
    block = scope.view(parts[0]).text()
    count = _whole(scope, parts[1])
    bits = _whole(scope, parts[2]) if len(parts) > 2 else 8  # noqa: PLR2004 - block, count, bits
    try:
        network = ipaddress.ip_network(block)
        subnets = network.subnets(new_prefix=network.max_prefixlen - bits)
        blocks = [str(subnet) for subnet, _ in zip(subnets, range(min(count, 256)), strict=False)]
    except ValueError as error:
        raise NotKnown(f"Fn::Cidr cannot cut {block}: {error}", node.location) from error
    return sequence([scalar(part, node) for part in blocks], node), scope


def base64_(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Base64`."""
    value = scope.value(argument)
    if isinstance(value, str):
        return scalar(base64.b64encode(value.encode()).decode(), node), scope
    return scalar(text_of((Hole("function", f"Fn::Base64 of {_shown(value)}"),), node.location), node), scope


def length(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Length`."""
    return scalar(len(list(scope.view(argument).each())), node), scope


def to_json_string(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::ToJsonString`: readers take a map where a text of JSON stands, so the content itself is passed
    on.
    """
    return argument.at(node), scope


def transform(scope: TemplateScope, node: Node, argument: Node) -> Step:
    """Evaluate `Fn::Transform`, whose result no template tells; local includes were read before."""
    name = argument.value.get("Name") if isinstance(argument.value, dict) else None
    what = written(name.value) if name is not None else "a macro"
    return Node(MAP, {}, node.file, node.line, node.column, node.end_line, f"{what} makes what stands here"), scope


def _items(argument: Node, least: int = 1) -> list[Node]:
    """Give the arguments of a function; raises `NotKnown` where there are fewer than it needs."""
    parts = argument.value if argument.kind == LIST and isinstance(argument.value, list) else [argument]
    if len(parts) < least:
        raise NotKnown(f"the function takes {least} arguments and has {len(parts)}", argument.location)
    return parts


def _whole(scope: TemplateScope, part: Node) -> int:
    """Read a number that counts or picks; raises `NotKnown` where it is negative or no number."""
    number = int(scope.view(part).number())
    if number < 0:
        raise NotKnown(f"{number} is below zero", part.location)
    return number


FUNCTIONS: Final[Mapping[str, Function]] = {
    "Ref": ref,
    "Fn::And": condition_value,
    "Fn::Base64": base64_,
    "Fn::Cidr": cidr,
    "Fn::Equals": condition_value,
    "Fn::FindInMap": find_in_map,
    "Fn::GetAZs": get_azs,
    "Fn::GetAtt": get_att,
    "Fn::If": if_,
    "Fn::ImportValue": import_value,
    "Fn::Join": join,
    "Fn::Length": length,
    "Fn::Not": condition_value,
    "Fn::Or": condition_value,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Sub": sub,
    "Fn::ToJsonString": to_json_string,
    "Fn::Transform": transform,
}
