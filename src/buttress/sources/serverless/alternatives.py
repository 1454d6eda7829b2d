"""Resources in one branch of a choice: made under its condition, or as an alternative of the other branch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import Node, call, mapping, scalar, sequence
from buttress.sources.cloudformation.sam.maker import conditional, with_members
from buttress.sources.cloudformation.sam.shape import choices, members, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.sources.serverless.openings import Openings

Held = tuple[str, ...]
"""The names of conditions that all hold."""


def branches(openings: Openings, node: Node, held: Held = ()) -> Iterator[tuple[Held, Node]]:
    """Give what may stand somewhere, each with the conditions under which it does."""
    chosen = choices(node)
    if chosen is None:
        yield held, node
        return
    condition, first, second = chosen
    yield from branches(openings, first, (*held, condition))
    yield from branches(openings, second, (*held, _negation(openings, condition, node)))


def under(openings: Openings, held: Held, node: Node) -> Node:
    """Give a resource that is made where some conditions hold, and its own if it has one."""
    own = text(members(node).get("Condition"))
    name = _combined(openings, "Fn::And", " and ", (*held, own) if own is not None else held, node)
    return with_members(node, {"Condition": scalar(name, node)})


def alternative(openings: Openings, known: Node, node: Node) -> Node:
    """Give a resource that is what `node` says where the condition of that holds, and else what was known of it."""
    condition, before = text(members(node).get("Condition")), text(members(known).get("Condition"))
    if condition is None:
        return node
    kept = {"Type": members(known).get("Type")}
    if before is not None:
        name = _combined(openings, "Fn::Or", " or ", (before, condition), node)
        kept["Condition"] = scalar(name, node)
    changes = {
        key: _chosen(condition, members(node).get(key), members(known).get(key))
        for key in {**members(known), **members(node)}
        if key not in ("Type", "Condition")
    }
    return with_members(known, {**changes, **kept})


def _chosen(condition: str, first: Node | None, second: Node | None) -> Node | None:
    if first is None and second is not None:
        absent = call("Ref", scalar("AWS::NoValue", second), second)
        return conditional(condition, absent, second)
    return conditional(condition, first, second) if first is not None else None


def _negation(openings: Openings, condition: str, cause: Node) -> str:
    name = f"not {condition}"
    inner = mapping({"Condition": scalar(condition, cause)}, cause)
    openings.conditions.setdefault(name, call("Fn::Not", sequence([inner], cause), cause))
    return name


def _combined(openings: Openings, function: str, word: str, names: Sequence[str], cause: Node) -> str:
    if len(names) == 1:
        return names[0]
    name = word.join(names)
    parts = [mapping({"Condition": scalar(one, cause)}, cause) for one in names]
    openings.conditions.setdefault(name, call(function, sequence(parts, cause), cause))
    return name
