"""Functions on sets: lists that are sorted and without repetition.

Source: https://developer.hashicorp.com/terraform/language/functions, section Collection Functions
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import SCALAR, Node, sequence
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.lists import distinct_members, listed, unplaced
from buttress.sources.terraform.functions.marks import Distinct, Unplaced, marked
from buttress.sources.terraform.functions.members import has
from buttress.sources.terraform.functions.unifying import alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function


def set_of(call: Call, members: Sequence[Node], open_because: str | None = None) -> Node:
    """Make a set: texts by code point, numbers by size, false before true; others in the order of their appearance."""
    kept, reason = distinct_members(call, alike(call, members))
    reduced = [call.reduce(member) for member in kept]
    values: list[Any] = [found.value if found.kind == SCALAR else None for found in reduced]
    if reason or open_because:
        return unplaced(kept, call, open_because or reason)
    if all(isinstance(value, str) for value in values) or all(isinstance(value, int | float) for value in values):
        order = sorted(range(len(kept)), key=values.__getitem__)
        return marked(Distinct, sequence([kept[place] for place in order], call.node), call.node)
    return unplaced(kept, call) if len(kept) > 1 else marked(Distinct, sequence(kept, call.node), call.node)


@taking(1, None)
def setunion(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `setunion`."""
    members: list[Node] = []
    reason: str | None = None
    for argument in arguments:
        found = listed(call, argument)
        if isinstance(found, str):
            reason = reason or found
        else:
            members += found.value
            reason = reason or found.open
    return set_of(call, members, reason)


@taking(1, None)
def setintersection(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `setintersection`."""
    first, *others = [call.listing(argument) for argument in arguments]
    kept = [member for member in first.value if all(has(call, other, member) for other in others)]
    return set_of(call, kept, first.open)


@taking(2)
def setsubtract(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `setsubtract`: members of the first set that the second has not."""
    first, second = call.listing(arguments[0]), call.listing(arguments[1])
    return set_of(call, [member for member in first.value if not has(call, second, member)], first.open)


@taking(2, None)
def setproduct(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `setproduct`: all combinations, the last argument's members change first."""
    found = [call.listing(argument) for argument in arguments]
    members = [alike(call, call.members(one)) for one in found]
    count = len(members)
    for one in members:
        count *= len(one)
        if count > MOST:
            call.unknown("it has too many combinations")
    made = [sequence(combination, call.node) for combination in itertools.product(*members)]
    return unplaced(made, call) if any(isinstance(one, Unplaced) for one in found) else sequence(made, call.node)


SETS: Final[Mapping[str, Function]] = {
    "setintersection": setintersection,
    "setproduct": setproduct,
    "setsubtract": setsubtract,
    "setunion": setunion,
}
