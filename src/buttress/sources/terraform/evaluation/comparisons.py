"""Which literals the variables of a root are compared with, wherever in its modules the comparison stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, MAP, SCALAR, Node
from buttress.sources.terraform.functions.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.sources.terraform.evaluation.module import Module

    Called = Callable[[Module, str, str, Node], Module | None]

DEEPEST = 20
MOST_CALLS = 5_000


def compared_in(root: Module, called: Called) -> dict[str, set[str]]:
    """Give, for each variable of the root, the literals that it is compared with, `null` among them.

    `called` gives the module that a call means: in which module, at which address, its name and body.
    """
    found: dict[str, set[str]] = {}
    pending: list[tuple[Module, dict[str, str], str]] = [(root, {name: name for name in root.variables}, "")]
    count = 0
    while pending and count < MOST_CALLS:
        module, names, address = pending.pop()
        count += 1
        for left, right in module.compared:
            for side, other in ((left, right), (right, left)):
                _note(found, module, names, side, other)
        if address.count("module.") >= DEEPEST:
            continue
        for name, block in module.calls.items():
            passed = _passed(module, names, block.body)
            below = called(module, address, name, block.body) if passed else None
            if below is not None:
                pending.append((below, passed, f"{address}.module.{name}".removeprefix(".")))
    return found


def _note(found: dict[str, set[str]], module: Module, names: Mapping[str, str], side: Node, other: Node) -> None:
    variable = _variable(module, side)
    if variable not in names or other.kind != SCALAR or not isinstance(other.value, str | int | float | None):
        return
    found.setdefault(names[variable], set()).add("null" if other.value is None else shown(other.value))


def _passed(module: Module, names: Mapping[str, str], body: Node) -> dict[str, str]:
    """Give which variables of a called module are, unchanged, one of the root's."""
    members: dict[str, Node] = body.value if body.kind == MAP else {}
    pairs = ((name, _variable(module, node)) for name, node in members.items())
    return {name: names[variable] for name, variable in pairs if variable in names}


def _variable(module: Module, node: Node) -> str:
    """Give the variable that an expression is, also by way of locals; empty for other expressions."""
    for _ in range(10):
        if node.kind != CALL or node.value[0] != "tf:ref":
            return ""
        parts: Any = node.value[1].value
        if len(parts) != 2:  # noqa: PLR2004 - `var` or `local`, and the name
            return ""
        kind, name = parts[0].value, str(parts[1].value)
        if kind == "var":
            return name
        following = module.locals.get(name) if kind == "local" else None
        if following is None:
            return ""
        node = following
    return ""
