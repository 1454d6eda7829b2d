"""How many arguments a function takes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from buttress.graph.node import Node
    from buttress.sources.terraform.functions.call import Call, Function


def taking(least: int, most: int | None = -1) -> Callable[[Function], Function]:
    """Make a function refuse fewer arguments than `least` or more than `most` (None: any number; -1: exactly
    `least`).
    """
    limit = least if most == -1 else most

    def decorate(function: Function) -> Function:
        @wraps(function)
        def checked(call: Call, arguments: Sequence[Node]) -> Node:
            if len(arguments) < least or (limit is not None and len(arguments) > limit):
                call.invalid(f"it takes another number of arguments than {len(arguments)}")
            return function(call, arguments)

        return checked

    return decorate
