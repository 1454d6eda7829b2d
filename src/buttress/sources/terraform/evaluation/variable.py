"""Input variables: what they are declared to be.

Source: "Input Variables" of the Terraform language documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.terraform.evaluation.type_constraint import Type, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Variable:
    """Describes one variable; `allowed` are the only values that its validation lets pass, empty where any is."""

    name: str
    node: Node
    type: Type
    default: Node | None
    nullable: bool
    sensitive: bool
    allowed: tuple[str, ...] = ()


def variable_of(name: str, body: Node) -> Variable:
    """Read a variable's block."""
    members: dict[str, Node] = body.value if body.kind == MAP else {}
    default = members.get("default")
    constraint = type_of(members.get("type"))
    if constraint.name == "any" and default is not None and default.kind == SCALAR and default.value is not None:
        constraint = Type(_primitive(default.value))
    return Variable(
        name=name,
        node=body,
        type=constraint,
        default=default,
        nullable=not _is(members.get("nullable"), value=False),
        sensitive=_is(members.get("sensitive"), value=True) or _is(members.get("ephemeral"), value=True),
        allowed=_allowed(name, members.get("validation")),
    )


def _primitive(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    return "number" if isinstance(value, int | float) else "string"


def _is(node: Node | None, *, value: bool) -> bool:
    return node is not None and node.kind == SCALAR and (node.value is value or node.value == str(value).lower())


def _allowed(name: str, validations: Node | None) -> tuple[str, ...]:
    """Give the values that a `validation` with `contains([…], var.name)`, or equalities joined by `||`, lets pass."""
    blocks: Any = validations.value if validations is not None and validations.kind == LIST else [validations]
    for block in blocks:
        condition = block.value.get("condition") if block is not None and block.kind == MAP else None
        values = tuple(dict.fromkeys(_passing(name, condition))) if condition is not None else ()
        if values and None not in values:
            return tuple(value for value in values if value is not None)
    return ()


def _passing(name: str, node: Node) -> Iterator[str | None]:
    """Give the literals that a condition lets pass, None where it may let others pass."""
    if node.kind != CALL:
        yield None
        return
    kind, argument = node.value
    parts: Any = argument.value
    if kind == "tf:fn" and parts[0].value == "contains" and len(parts) == 4 and _is_me(name, parts[3]):  # noqa: PLR2004 - name, expanded, list, value
        items = parts[2].value if parts[2].kind == LIST else [parts[2]]
        yield from (_literal(item) for item in items)
    elif kind == "tf:op" and parts[0].value == "||":
        yield from _passing(name, parts[1])
        yield from _passing(name, parts[2])
    elif kind == "tf:op" and parts[0].value == "==":
        sides = [side for side in parts[1:] if not _is_me(name, side)]
        yield _literal(sides[0]) if len(sides) == 1 else None
    else:
        yield None


def _is_me(name: str, node: Node) -> bool:
    if node.kind != CALL or node.value[0] != "tf:ref":
        return False
    return [part.value for part in node.value[1].value] == ["var", name]


def _literal(node: Node) -> str | None:
    return node.value if node.kind == SCALAR and isinstance(node.value, str) else None
