"""Numbers in other units."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from buttress.graph.node import Node, scalar
from buttress.graph.values import Unresolved
from buttress.sources.terraform.mapping.later import unknown_of

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step


def seconds_to_minutes(node: Node, scope: Scope) -> Step:
    """Give seconds as minutes."""
    return _scaled(node, scope, 1 / 60)


def minutes_to_seconds(node: Node, scope: Scope) -> Step:
    """Give minutes as seconds."""
    return _scaled(node, scope, 60)


def _scaled(node: Node, scope: Scope, factor: float) -> Step:
    number = _number(node)
    if isinstance(number, Unresolved):
        return scalar(number, node), scope
    value = number * factor
    return scalar(int(value) if value.is_integer() else value, node), scope


def _number(node: Node) -> float | Unresolved:
    unknown = unknown_of(node)
    if unknown is not None:
        return unknown
    try:
        number = float(node.value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    return number if math.isfinite(number) else Unresolved(f"{node.value} is not a number", node.location)
