"""One type for the members of a collection.

Source: https://developer.hashicorp.com/terraform/language/expressions/types, section Conversion of Complex Types
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import SCALAR, Node, scalar
from buttress.graph.values import Text
from buttress.sources.terraform.functions.marks import is_collection
from buttress.sources.terraform.functions.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.sources.terraform.functions.call import Call


def alike(call: Call, members: Sequence[Node]) -> list[Node]:
    """Give members of one type: where one is a text, numbers and bools become texts."""
    found = [call.reduce(member) for member in members]
    kinds = {type(one.value) for one in found if one.kind == SCALAR}
    if kinds & {str, int, float, bool} and any(is_collection(one) for one in found):
        call.invalid("single values and collections are mixed")
    texts = str in kinds or any(isinstance(one.value, Text) and len(one.value.parts) > 1 for one in found)
    if not texts:
        mixed = bool in kinds and (int in kinds or float in kinds)
        return call.invalid("numbers and bools are mixed") if mixed else list(members)
    return [
        scalar(shown(one.value), member) if isinstance(one.value, bool | int | float) else member
        for one, member in zip(found, members, strict=True)
    ]
