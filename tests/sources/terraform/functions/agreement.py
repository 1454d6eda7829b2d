"""Says whether what is known of a result agrees with the result that all arguments together give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from buttress.graph.node import LIST, MAP
from buttress.graph.values import NotKnown, Text, Unresolved
from buttress.sources.terraform.functions.call import Call, Invalid
from buttress.sources.terraform.functions.marks import Encoded, Unplaced
from buttress.sources.terraform.functions.numbers import shown
from tests.sources.terraform.functions.evaluating import (
    INVALID,
    NOT_KNOWN,
    PLACE,
    UNKNOWN,
    Fn,
    Open,
    Plain,
    Tree,
    hole,
    node,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.node import Node


def agrees(evaluator: Plain, name: str, arguments: tuple[Any, ...], known: Any) -> bool:  # noqa: ANN401 - a value of Python
    """Say whether a call with less that is known gives something that the known result fits into."""
    try:
        return fits(evaluator, evaluator.reduce(node(Fn(name, arguments))), known)
    except Invalid:
        return bool(known == INVALID)
    except NotKnown:
        return True


def fits(evaluator: Plain, part: Node, known: Any) -> bool:  # noqa: ANN401 - a value of Python
    """Say whether a value, as far as it is known, agrees with what is known of it."""
    found = evaluator.reduce(part)
    if isinstance(found.value, Unresolved) or known == NOT_KNOWN:
        return True
    if isinstance(found, Encoded):
        try:
            return _fits_text(Call("result", PLACE, evaluator).value(found), known)
        except NotKnown:
            return True
    if found.kind == LIST:
        return isinstance(known, list) and _fits_list(evaluator, found, known)
    if found.kind == MAP:
        return isinstance(known, dict) and _fits_map(evaluator, found, known)
    return _fits_text(found.value, known)


def _fits_text(value: object, known: object) -> bool:
    if not isinstance(value, Text):
        return repr(value) == repr(known) or (isinstance(known, str) and shown(value) == known)
    if not isinstance(known, str):
        return len(value.parts) == 1
    pattern = "".join(re.escape(one) if isinstance(one, str) else ".*" for one in value.parts)
    return re.fullmatch(pattern, known, re.DOTALL) is not None


def _fits_list(evaluator: Plain, found: Node, known: list[Any]) -> bool:
    if not found.open and len(found.value) != len(known):
        return False
    if isinstance(found, Unplaced):
        return all(any(fits(evaluator, member, one) for one in known) for member in found.value)
    return len(found.value) <= len(known) and all(
        fits(evaluator, member, one) for member, one in zip(found.value, known, strict=False)
    )


def _fits_map(evaluator: Plain, found: Node, known: dict[str, Any]) -> bool:
    if not found.open and found.value.keys() != known.keys():
        return False
    return all(key in known and fits(evaluator, member, known[key]) for key, member in found.value.items())


def weakened(value: Any) -> Iterator[Any]:  # noqa: ANN401 - a value of Python
    """Give a value with less and less of it known: one member, some members, all of it."""
    yield UNKNOWN
    if isinstance(value, str | int | float):
        yield hole()
    if isinstance(value, list):
        yield from (Open(value[:cut]) for cut in range(len(value) + 1))
        for place, member in enumerate(value):
            yield from ([*value[:place], weaker, *value[place + 1 :]] for weaker in weakened(member))
    if isinstance(value, dict):
        yield Open({})
        for key, member in value.items():
            yield Open({key: member})
            yield from ({**value, key: weaker} for weaker in weakened(member))
    if isinstance(value, str):
        for cut in {0, len(value) // 2, len(value)}:
            yield Text((*_literal(value[:cut]), *hole("var.end").parts))
            yield Text((*hole("var.start").parts, *_literal(value[cut:])))


def _literal(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def disagreements(name: str, arguments: tuple[Any, ...], known: Any, files: dict[str, bytes]) -> list[str]:  # noqa: ANN401 - a value of Python
    """Give the ways to know less of one argument that lead to a result which is wrong."""
    evaluator = Plain(Tree(files))
    return [
        f"{name}{(*arguments[:place], weaker, *arguments[place + 1 :])}"
        for place, argument in enumerate(arguments)
        for weaker in weakened(argument)
        if not agrees(evaluator, name, (*arguments[:place], weaker, *arguments[place + 1 :]), known)
    ]
