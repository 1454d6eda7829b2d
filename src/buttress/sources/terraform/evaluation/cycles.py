"""Finds the locals of a module that refer to themselves: Terraform refuses them whatever their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def cycles_among(nodes: Mapping[str, Node]) -> dict[str, str]:
    """Give, for each local that refers to itself, the way it takes: `local.a, local.b`."""
    needs = {name: sorted(set(_locals(node)) & nodes.keys()) for name, node in nodes.items()}
    found: dict[str, str] = {}
    settled: set[str] = set()
    for name in sorted(needs):
        if name not in settled:
            _walk(name, needs, settled, found)
    return found


def _walk(name: str, needs: Mapping[str, list[str]], settled: set[str], found: dict[str, str]) -> None:
    """Go depth first without recursion; what is met again on the way is a cycle."""
    way = {name: None}
    pending = [iter(needs[name])]
    while pending:
        following = next(pending[-1], None)
        if following is None:
            settled.add(way.popitem()[0])
            pending.pop()
        elif following in way:
            names = list(way)
            cycle = names[names.index(following) :]
            for each in cycle:
                found.setdefault(each, " and ".join(f"local.{one}" for one in sorted(cycle)))
        elif following not in settled:
            way[following] = None
            pending.append(iter(needs[following]))


def _locals(node: Node) -> Iterator[str]:
    """Give the names of the locals that an expression reads."""
    pending = [node]
    while pending:
        here = pending.pop()
        value: Any = here.value
        if here.kind == CALL:
            argument: Any = value[1].value
            if value[0] == "tf:ref" and argument[0].value == "local" and len(argument) > 1:
                yield str(argument[1].value)
            pending.append(value[1])
        elif here.kind == LIST:
            pending.extend(value)
        elif here.kind == MAP:
            pending.extend(value.values())
