"""Values that are wholly known, as Python's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import LIST, MAP, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Encoded, Unplaced

if TYPE_CHECKING:
    from buttress.sources.terraform.functions.reducing import Reducing

_MOST_DEPTH: Final = 60


def plain_of(call: Reducing, node: Node) -> Any:  # noqa: ANN401 - what a configuration holds
    """Give a value as dict, list, str, number, bool or None; texts of which parts are not known stay as they are.

    Raises `NotKnown` where it is open, where a part is not known, and where it is too large or deep.
    """
    return _plain(call, node, [MOST], 0)


def _plain(call: Reducing, node: Node, left: list[int], depth: int) -> Any:  # noqa: ANN401 - see above
    left[0] -= 1
    if left[0] < 0 or depth > _MOST_DEPTH:
        call.unknown("the value is too large")
    found = call.reduce(node)
    if found.kind not in (LIST, MAP) or isinstance(found, Encoded):
        return call.value(found)
    if found.open:
        raise NotKnown(found.open, found.location)
    if found.kind == MAP:
        return {key: _plain(call, member, left, depth + 1) for key, member in sorted(found.value.items())}
    if isinstance(found, Unplaced):
        call.unknown("the order of a list is not known")
    return [_plain(call, member, left, depth + 1) for member in found.value]


def node_of(call: Reducing, value: object, depth: int = 0) -> Node:
    """Make nodes of a value of Python at the place of the call; raises `NotKnown` for one that is too deep."""
    if depth > _MOST_DEPTH:
        call.unknown("the value is nested too deeply")
    if isinstance(value, dict):
        return mapping({str(key): node_of(call, member, depth + 1) for key, member in value.items()}, call.node)
    if isinstance(value, list):
        return sequence([node_of(call, member, depth + 1) for member in value], call.node)
    if isinstance(value, float) and value == int(value):
        return scalar(int(value), call.node)
    return scalar(value, call.node)  # type: ignore[arg-type] # what is left is a scalar
