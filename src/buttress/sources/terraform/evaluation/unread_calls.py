"""Calls of modules that are not read: what they are given may be watched, guarded or used there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.graph.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.terraform.evaluation.evaluation import UnreadCall
    from buttress.sources.terraform.evaluation.scope import Surroundings


def unread_call(call: UnreadCall) -> Unread:
    """Tell of a module that is not read, with the ids of the resources that it is given."""
    source = f"{call.name} from {call.source}" if call.source else call.name
    return Unread(
        "module", f"{source} ({call.reason})", call.body.location, frozenset(_mentions(call.module, call.body))
    )


def _mentions(module: Surroundings, body: Node) -> Iterator[str]:
    root = module.evaluation.root
    seen: set[str] = set()
    pending = [body]
    while pending:
        for kind, name in _named_in(pending.pop()):
            if f"{kind}.{name}" in seen:
                continue
            seen.add(f"{kind}.{name}")
            local = module.source.locals.get(name) if kind == "local" else None
            if local is not None:
                pending.append(local)
            family: Any = module.resources.get(f"{kind}.{name}")
            if family is not None:
                yield from (f"{root}#{family.address(key)}" for key in family.everywhere())


def _named_in(node: Node) -> Iterator[tuple[str, str]]:
    """Give the first two names of each traversal in an expression."""
    pending = [node]
    while pending:
        here = pending.pop()
        value: Any = here.value
        if here.kind == CALL and isinstance(value[1], Node):
            parts: Any = value[1].value
            if value[0] == "tf:ref" and len(parts) > 1:
                yield str(parts[0].value), str(parts[1].value)
            pending.append(value[1])
        elif here.kind in (LIST, MAP):
            pending.extend(value if here.kind == LIST else value.values())
