"""What is made of each element of a collection: `for`, splats and dynamic blocks.

Source: "For Expressions", "Splat Expressions" and "dynamic Blocks" of the Terraform language documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import closed, reduced
from buttress.sources.terraform.evaluation.evaluation import MOST_ELEMENTS
from buttress.sources.terraform.functions.call import Invalid, Refused
from buttress.sources.terraform.functions.marks import Distinct, Unplaced

if TYPE_CHECKING:
    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import ModuleScope

    Element = tuple[Node, Node]


def elements(scope: ModuleScope, source: Node) -> tuple[list[Element], str | None]:
    """Give key and value of each element of a collection, in Terraform's order, and why there may be more."""
    found = scope.reduce(source)
    value: Any = found.value
    if isinstance(value, Refused):
        raise Invalid(value.reason, value.location)
    if found.kind not in (LIST, MAP):
        if isinstance(value, Unresolved | Text):
            value.refuse()
        if isinstance(value, Reference):
            raise NotKnown(f"{value} is known only after deployment", source.location)
        raise Invalid("a collection is wanted here", source.location)
    if len(value) > MOST_ELEMENTS:
        raise NotKnown(f"there are more than {MOST_ELEMENTS:,} elements", source.location)
    if found.kind == LIST:
        return [(_key_of(found, place, member), member) for place, member in enumerate(value)], found.open
    return [(scalar(key, value[key]), value[key]) for key in sorted(value)], found.open


def _key_of(found: Node, place: int, member: Node) -> Node:
    """Give the key of a list's element: its index, and in a set the element itself."""
    if isinstance(found, Distinct):
        return member
    if isinstance(found, Unplaced):
        return scalar(Unresolved("which index the element has is not known", member.location), member)
    return scalar(place, member)


def loop(scope: ModuleScope, node: Node, parts: dict[str, Node]) -> Step:
    """Evaluate a `for` expression to a list, or to a map where it has keys."""
    pairs, open_because = elements(scope, parts["in"])
    kept: list[ModuleScope] = []
    for place, (key, value) in enumerate(pairs):
        names = {parts["value"].value: value}
        if "key" in parts:
            names[parts["key"].value] = key
        inner = scope.bound(names, f"{node.line}:{node.column}[{place}]" if place else f"{node.line}:{node.column}")
        try:
            if "if" not in parts or inner.call("for", node).flag(parts["if"]):
                kept.append(inner)
        except Invalid:
            raise
        except NotKnown as unknown:
            open_because = open_because or unknown.reason
    if "by" not in parts:
        return sequence([closed(parts["to"], inner) for inner in kept], node, open_because), scope
    return _by_key(node, parts, kept, open_because), scope


def _by_key(node: Node, parts: dict[str, Node], kept: list[ModuleScope], open_because: str | None) -> Node:
    members: dict[str, list[Node]] = {}
    for inner in kept:
        try:
            key = inner.text(parts["by"])
        except Invalid:
            raise
        except NotKnown as unknown:
            open_because = open_because or unknown.reason
            continue
        members.setdefault(key, []).append(closed(parts["to"], inner))
    if "group" in parts:
        return mapping(
            {key: sequence(values, node, open_because) for key, values in members.items()}, node, open_because
        )
    twice = next((key for key, values in members.items() if len(values) > 1), None)
    if twice is not None:
        raise Invalid(f"two elements have the key {twice}", node.location)
    return mapping({key: values[0] for key, values in members.items()}, node, open_because)


def splat(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Evaluate `source[*].steps`: a single value is a list of one, null is an empty list."""
    found, owner = reduced(parts[0], scope, whole=False)
    value: Any = found.value
    if isinstance(value, Refused):
        raise Invalid(value.reason, value.location)
    if isinstance(value, Unresolved):
        value.refuse()
    if found.kind == SCALAR and value is None:
        return sequence([], node), scope
    if isinstance(value, Text) and len(value.parts) == 1 and not isinstance(value.parts[0], Reference):
        return sequence([], node, "whether there is a value is not known"), scope
    members = value if found.kind == LIST else [found]
    items = [_taken(scope, closed(member, owner), parts, node, place) for place, member in enumerate(members)]
    return sequence(items, node, found.open if found.kind == LIST else None), scope


def _taken(scope: ModuleScope, member: Node, parts: list[Node], node: Node, place: int) -> Node:
    if len(parts) == 1:
        return member
    return closed(parts[1], scope.bound({"": member}, f"{node.line}:{node.column}*{place}"))


def dynamic(scope: ModuleScope, node: Node, items: list[Node]) -> Step:
    """Make the blocks of one name, those that a `dynamic` block generates among them."""
    made: list[Node] = []
    open_because: str | None = None
    for item in items:
        if item.kind != CALL:
            made.append(item)
            continue
        body: dict[str, Node] = item.value[1].value
        source, content = body.get("for_each"), body.get("content")
        if source is None or content is None:
            raise Invalid("a dynamic block needs `for_each` and `content`", item.location)
        try:
            pairs, more = elements(scope, source)
        except Invalid:
            raise
        except NotKnown as unknown:
            open_because = open_because or unknown.reason
            continue
        open_because = open_because or more
        made += [_content(scope, item, body, pair, place) for place, pair in enumerate(pairs)]
    return sequence(made, node, open_because), scope


def _content(scope: ModuleScope, item: Node, body: dict[str, Node], pair: Element, place: int) -> Node:
    key, value = pair
    blocks: Any = body["content"].value
    content = blocks[0] if body["content"].kind == LIST and blocks else body["content"]
    iterator = body.get("iterator")
    name = (
        str(iterator.value[1].value[0].value if iterator.kind == CALL else iterator.value) if iterator else _name(item)
    )
    names = {name: mapping({"key": key, "value": value}, item)}
    return closed(content, scope.bound(names, f"{item.line}:{item.column}[{place}]"))


def _name(item: Node) -> str:
    """Give the name of the block that a dynamic block generates, which its iterator has by default."""
    label: Any = item.value[1].value["tf:name"].value
    return str(label)


def element(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Give the element of a `for_each` that has a key; an element of a set is its own key."""
    found, owner = reduced(parts[0], scope)
    if found.kind != MAP:
        return parts[1], scope
    member: Node | None = found.value.get(parts[1].value)
    if member is None:
        raise NotKnown(found.open or f"there is no {parts[1].value} among the elements", node.location)
    return member, owner
