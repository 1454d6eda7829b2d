"""Collection functions that look for one member of a list, or count its members.

Source: https://developer.hashicorp.com/terraform/language/functions, section Collection Functions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.graph.values import NotKnown
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.graphemes import characters
from buttress.sources.terraform.functions.marks import Unplaced, is_collection
from buttress.sources.terraform.functions.sameness import same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function


@taking(2)
def contains(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `contains`."""
    return scalar(has(call, call.listing(arguments[0]), arguments[1]), call.node)


def has(call: Call, found: Node, wanted: Node) -> bool:
    """Say whether a list has a member; raises `NotKnown` where that cannot be decided."""
    doubt: NotKnown | None = NotKnown(found.open, found.location) if found.open else None
    for member in found.value:
        try:
            if same(call, member, wanted):
                return True
        except NotKnown as unknown:
            doubt = doubt or unknown
    if doubt is not None:
        raise doubt
    return False


@taking(2)
def element(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `element`: the index wraps around."""
    found, place = call.listing(arguments[0]), call.whole(arguments[1])
    if isinstance(found, Unplaced):
        call.unknown("the order of the list is not known")
    members: list[Node] = found.value
    if found.open:
        return members[place] if 0 <= place < len(members) else call.unknown(found.open)
    if not members:
        call.invalid("the list is empty")
    return members[place % len(members)]


@taking(2)
def index(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `index`: the first place of a value, or in a map its key's."""
    found = call.listing(arguments[0])
    if isinstance(found, Unplaced):
        call.unknown("the order of the list is not known")
    for place, member in enumerate(found.value):
        if same(call, member, arguments[1]):
            return scalar(place, call.node)
    return call.unknown(found.open) if found.open else call.invalid("the list has no such member")


@taking(1)
def length(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `length` of a list, map or text."""
    found = call.reduce(arguments[0])
    if not is_collection(found):
        if isinstance(found.value, bool | int | float):
            call.invalid("a text or a collection is wanted")
        return scalar(len(characters(call, call.text(found))), call.node)
    return call.unknown(found.open) if found.open else scalar(len(found.value), call.node)


@taking(1)
def one(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `one`: null of an empty list, the member of a list of one."""
    members = call.members(arguments[0])
    if len(members) > 1:
        call.invalid("the list has more than one member")
    return members[0] if members else scalar(None, call.node)


MEMBERS: Final[Mapping[str, Function]] = {
    "contains": contains,
    "element": element,
    "index": index,
    "length": length,
    "one": one,
}
