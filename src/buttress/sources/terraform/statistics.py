"""How much of each root of Terraform was evaluated, for the table that a reading can be shown as."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.graph.worlds import Fork

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.graph.node import Node, Scope
    from buttress.graph.resource import Resource
    from buttress.sources.reading import Reading

OPAQUE: Final = "terraform:"
_DOUBT = "it may be set to something else: "
_QUOTED = re.compile(
    r"(?<=the elements of ).*(?= are not known)|(?<=\bparameter )\S+|(?<=\bvariable )(?!is )\S+|(?<=is called )\S+"
    r"|(?<=\bzone )\d+|\S*[._/\[$]\S*"
)
DEEPEST: Final = 40


@dataclass(slots=True)
class Statistic:
    """Counts one root: resources and the blocks that declare them, and the values of their properties.

    A value is a scalar; `known` counts references and texts with known parts too, `unknown` those of which nothing is
    known and lists and maps with an open end, by reason (names left out). `by_world` counts those that depend on a
    world.
    """

    root: str
    declared: int = 0
    evaluated: int = 0
    opaque: int = 0
    known: int = 0
    by_world: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def share_known(self) -> float:
        """Give the share of values that are known, 1 where there are none."""
        total = self.known + self.by_world + self.unknown.total()
        return self.known / total if total else 1.0


def statistics_of(reading: Reading) -> list[Statistic]:
    """Give the statistic of each root of a reading, in order."""
    found: list[Statistic] = []
    for root in sorted({root.path for root in reading.roots}):
        resources = [one for one in reading.resources if one.root == root]
        found.append(_of_root(root, resources))
    return found


def _of_root(root: str, resources: Iterable[Resource]) -> Statistic:
    statistic = Statistic(root)
    blocks = set()
    for resource in resources:
        blocks.add(resource.location)
        statistic.evaluated += 1
        statistic.opaque += resource.type.startswith(OPAQUE)
        _count(statistic, resource.node, resource.scope, 0)
    statistic.declared = len(blocks)
    return statistic


def _count(statistic: Statistic, node: Node, scope: Scope, depth: int) -> None:
    try:
        found = _reduced(node, scope)
    except Fork:
        statistic.by_world += 1
        return
    except NotKnown as unknown:
        statistic.unknown[reason_of(unknown.reason)] += 1
        return
    if found is None:
        return
    node, scope = found
    value: Any = node.value
    if node.kind == SCALAR or depth > DEEPEST:
        _scalar(statistic, value)
    if node.kind in (LIST, MAP) and depth <= DEEPEST:
        if node.open:
            statistic.unknown[reason_of(node.open)] += 1
        for member in value.values() if isinstance(value, dict) else value:
            _count(statistic, member, scope, depth + 1)


def _reduced(node: Node, scope: Scope) -> tuple[Node, Scope] | None:
    for _ in range(DEEPEST):
        if node.kind != CALL:
            break
        step = scope.evaluate(node)
        if step is None:
            return None
        node, scope = step
    return node, scope


def _scalar(statistic: Statistic, value: object) -> None:
    if isinstance(value, Unresolved):
        statistic.unknown[reason_of(value.reason)] += 1
    elif isinstance(value, Text) and not any(isinstance(part, str | Reference) for part in value.parts):
        statistic.unknown[reason_of(value.holes[0].explain())] += 1
    elif value is not None:
        statistic.known += 1


def reason_of(reason: str) -> str:
    """Give a reason without the names and paths in it, so that like reasons are counted together."""
    return _QUOTED.sub("…", reason.removeprefix(_DOUBT))
