"""How checks read an architecture: by path, one level of certainty at a time."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from buttress.facts.service_defaults import Default
from buttress.graph.location import Location
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.plain_json import placed, read_json
from buttress.graph.values import ABSENT, NotKnown, Reference, Text, Unresolved, written
from buttress.graph.worlds import Variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.node import Scope
    from buttress.graph.worlds import Worlds

MOST_STEPS: Final = 100
"""How many calls may stand for one another before a value counts as referring to itself."""

Path = str | tuple[str, ...]
Made = TypeVar("Made")


class _Required:
    """Marks a reading without default."""


REQUIRED: Final = _Required()


@functools.cache
def _steps(path: Path) -> tuple[str, ...]:
    if isinstance(path, tuple):
        return path
    return tuple(path.split(".")) if path else ()


class View:
    """Reads a part of an architecture in the current world.

    Paths are case-sensitive, members are parted by dots; a key with dots is given as a tuple of keys. Code raises
    `NotKnown` at the read: `text`, `number` and `flag` return a real value or raise; `get` is for truth, `==` and `in`,
    which raise when they cannot be decided.
    """

    __slots__ = ("_kept", "_opened", "node", "scope", "worlds")

    def __init__(self, node: Node, scope: Scope, worlds: Worlds) -> None:
        self.node = node
        self.scope = scope
        self.worlds = worlds
        self._kept: dict[object, Variants] | None = None
        self._opened: dict[int, tuple[Node, Node]] | None = None

    def get(self, path: Path = "") -> Any:  # noqa: ANN401 - what is there decides: text, number, list, map, or not known
        """Give the value at a path for truth, `==` and `in`: a scalar, `Listing`, `Members`, or `ABSENT`."""
        found = self._walk(path)
        if not isinstance(found, tuple):
            return ABSENT if found is None else found
        node, scope = found
        if node.kind == SCALAR:
            return node.value
        view = View(node, scope, self.worlds)
        return Listing(view) if node.kind == LIST else Members(view)

    def once(self, read: Callable[[View], Made]) -> Made:
        """Give what a function reads of this part, read once for all worlds that answer the same to what it asks.

        What it gives may hold views, and nothing that was read of the world's choices at another time. That it raises
        `NotKnown` is kept as well.
        """
        if self._kept is None:
            self._kept = {}
        variants = self._kept.get(read) or self._kept.setdefault(read, Variants())
        return self.worlds.keep(variants, read, self)

    def find(self, path: Path = "") -> View | Unresolved | None:
        """Give the reduced part at a path, None where nothing is declared, `Unresolved` where an ancestor is not
        known.
        """
        found = self._walk(path)
        return View(*found, self.worlds) if isinstance(found, tuple) else found

    def _walk(self, path: Path) -> tuple[Node, Scope] | Unresolved | None:
        """Give what `find` does as a pair: most readings need no view of what they find."""
        node, scope = self.node, self.scope
        if node.kind == CALL or node.value is None:
            here = _reduced(node, scope)
            if here is None:
                return None
            node, scope = here
        for step in _steps(path):
            if node.kind != MAP and (node := self._as_map(node)).kind != MAP:
                return _not_a_map(node, step)
            members: Any = node.value
            child = members.get(step)
            if child is None:
                return _past_the_end(node)
            if child.kind == CALL or child.value is None:
                here = _reduced(child, scope)
                if here is None:
                    return None
                node, scope = here
            else:
                node = child
        return node, scope

    def _as_map(self, node: Node) -> Node:
        """Read a text that holds JSON as the map it is: several properties take either."""
        value = node.value
        if node.kind != SCALAR or not isinstance(value, str) or not value.lstrip().startswith("{"):
            return node
        if self._opened is None:
            self._opened = {}
        kept = self._opened.get(id(node))
        if kept is None:
            kept = self._opened[id(node)] = (node, _opened(node, value))
        return kept[1]

    def text(self, path: Path = "", default: str | Default | _Required | None = REQUIRED) -> str:
        """Give a real `str`, or raise `NotKnown`."""
        value = self._decided(path, default)
        if isinstance(value, str | int | float):
            return written(value)
        return _refuse(value, f"{_named(path)} is not a text", self.at(path))

    def number(self, path: Path = "", default: float | Default | _Required | None = REQUIRED) -> float:
        """Give a real `float`, or raise `NotKnown`."""
        value = self._decided(path, default)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            number = _finite(value)
            if number is None:
                raise NotKnown(f"{_named(path)} is not a number", self.at(path))
            return number
        return _refuse(value, f"{_named(path)} is not a number", self.at(path))

    def flag(self, path: Path = "", default: bool | Default | _Required | None = REQUIRED) -> bool:  # noqa: FBT001 - a reading
        """Give a real `bool` (the texts `true` and `false` count), or raise `NotKnown`."""
        value = self._decided(path, default)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        return _refuse(value, f"{_named(path)} is neither true nor false", self.at(path))

    def _decided(self, path: Path, default: object) -> object:
        value = self.get(path)
        if value is not ABSENT:
            return value
        if isinstance(default, Default):
            if not default.settled:
                raise NotKnown(default.says, self.at(path))
            since = f" since {default.since.isoformat()}" if default.since else ""
            self.worlds.rest_on(f"AWS's default{since}: {default.says}")
            return default.value
        if isinstance(default, _Required):
            raise NotKnown(f"{_named(path)} is not declared", self.at(path))
        if default is None:
            raise NotKnown(f"{_named(path)} is not declared, and no fact tells what AWS does then", self.at(path))
        return default

    def present(self, path: Path = "") -> bool:
        """Say whether something is declared at a path, without asking for its value.

        Raises `NotKnown` where nothing is known of the value: it may come to null, or to `AWS::NoValue`.
        """
        found = self._walk(path)
        if isinstance(found, tuple) and isinstance(found[0].value, Unresolved):
            found = found[0].value
        if isinstance(found, Unresolved):
            found.refuse()
        return found is not None

    def has(self, path: Path, item: object) -> bool:
        """Say whether a list, or the one thing that stands there instead, has an item; raises `NotKnown` where only
        unknown members could decide it.
        """
        found = self.find(path)
        if isinstance(found, Unresolved):
            found.refuse()
        return found is not None and item in Listing(found)

    def each(self, path: Path = "") -> Iterator[View]:
        """Give the members of a list, or the one thing that stands there instead; raises at the end of an open list."""
        found = self.find(path)
        if found is None:
            return
        if isinstance(found, Unresolved):
            found.refuse()
        if found.node.kind != LIST:
            if isinstance(found.node.value, Unresolved):
                found.node.value.refuse()
            yield found
            return
        members: Any = found.node.value
        for member in members:
            view = self._member(member, found.scope)
            if view is not None:
                yield view
        if found.node.open:
            raise NotKnown(found.node.open, found.node.location)

    def members(self, path: Path = "") -> Iterator[tuple[str, View]]:
        """Give key and part of each member of a map, in order; raises at the end of an open map."""
        found = self.find(path)
        if found is None:
            return
        if isinstance(found, Unresolved):
            found.refuse()
        node = self._as_map(found.node)
        if node.kind != MAP:
            _refuse(node.value, f"{_named(path)} is not a map", node.location)
        content: Any = node.value
        for key, member in content.items():
            view = self._member(member, found.scope)
            if view is not None:
                yield key, view
        if node.open:
            raise NotKnown(node.open, node.location)

    def _member(self, member: Node, scope: Scope) -> View | None:
        """Give the reduced part of a member at the member's own place, None for what is left out or null."""
        if member.kind != CALL:
            return View(member, scope, self.worlds) if member.value is not None else None
        found = _reduced(member, scope)
        if found is None:
            return None
        node, inner = found
        return View(node.at(member), inner, self.worlds)

    def part(self, path: Path) -> View:
        """Give the part at a path as a view of its own; raises `NotKnown` where nothing is declared."""
        found = self.find(path)
        if isinstance(found, Unresolved):
            found.refuse()
        if found is None:
            raise NotKnown(f"{_named(path)} is not declared", self.at(path))
        return View(found.node.at(self._node_at(path)), found.scope, self.worlds)

    def at(self, path: Path = "") -> Location:
        """Give the place of the value at a path as it is declared, else of its nearest declared ancestor."""
        return _placed_at(self._node_at(path), path)

    def _node_at(self, path: Path) -> Node:
        place, here = self.node, _reduced(self.node, self.scope)
        for step in _steps(path):
            if here is None or here[0].kind != MAP:
                return place
            members: Any = here[0].value
            child = members.get(step)
            if child is None:
                return place
            below = _reduced(child, here[1])
            if below is None:
                return place
            place, here = child, below
        return place


def _reduced(node: Node, scope: Scope) -> tuple[Node, Scope] | None:
    """Evaluate calls until content is reached; None for what is left out or null."""
    steps = 0
    while node.kind == CALL:
        step = scope.evaluate(node)
        if step is None:
            return None
        node, scope = step
        steps += 1
        if steps > MOST_STEPS:
            return scalar(Unresolved("this value refers to itself", node.location), node), scope
    return None if node.value is None else (node, scope)


class Listing:
    """A list as `get` gives it, for truth and `in`; its members are read with `each`."""

    __slots__ = ("_view",)

    def __init__(self, view: View) -> None:
        self._view = view

    def __bool__(self) -> bool:
        """Say whether it has a member."""
        return next(iter(self._view.each()), None) is not None

    def __contains__(self, item: object) -> bool:
        """Say whether a member equals the item; raises `NotKnown` where only unknown members could."""
        doubt: NotKnown | None = None
        members = self._view.each()
        while True:
            try:
                member = next(members, None)
                if member is None:
                    break
                if member.get() == item:
                    return True
            except NotKnown as unknown:
                doubt = doubt or unknown.with_traceback(None)
        if doubt is not None:
            raise doubt
        return False


class Members:
    """A map as `get` gives it, for truth and `in` (its keys); its members are read by path."""

    __slots__ = ("_view",)

    def __init__(self, view: View) -> None:
        self._view = view

    def __bool__(self) -> bool:
        """Say whether it has a member."""
        return next(iter(self._view.members()), None) is not None

    def __contains__(self, key: object) -> bool:
        """Say whether the key is there."""
        return isinstance(key, str) and self._view.present((key,))


def _placed_at(node: Node, path: Path) -> Location:
    return Location(node.file, node.line, node.column, node.end_line, ".".join(_steps(path)))


def _finite(value: str | float) -> float | None:
    """Give a number that can be reckoned with, None for what is none (`nan`, `inf` and too many digits among it)."""
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _opened(node: Node, value: str) -> Node:
    try:
        return placed(read_json(value), node)
    except (ValueError, RecursionError):
        return node


def _past_the_end(node: Node) -> Unresolved | None:
    return Unresolved(node.open, node.location) if node.open else None


def _not_a_map(node: Node, step: str) -> Unresolved:
    value = node.value
    if isinstance(value, Unresolved):
        return value
    if isinstance(value, Text):
        return Unresolved(
            value.holes[0].explain() if value.holes else f"{value} is known only after deployment", node.location
        )
    if isinstance(value, Reference):
        return Unresolved(f"{value} is known only after deployment", node.location)
    return Unresolved(f"{step} is looked for in something that is not a map", node.location)


def _refuse(value: object, reason: str, location: Location) -> NoReturn:
    if isinstance(value, Text | Unresolved):
        value.refuse()
    if isinstance(value, Reference):
        reason = f"{value} is known only after deployment"
    raise NotKnown(reason, location)


def _named(path: Path) -> str:
    return ".".join(_steps(path)) or "the value"


__all__ = ["Listing", "Members", "Path", "View", "placed"]
