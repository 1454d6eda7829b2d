"""The instances of one block: by `count`, by `for_each`, or the one that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar
from buttress.graph.values import NotKnown, Text, Unresolved
from buttress.graph.worlds import Atom, Variants, explore
from buttress.sources.terraform.evaluation.closure import closed, reduced
from buttress.sources.terraform.evaluation.evaluation import MOST_INSTANCES
from buttress.sources.terraform.evaluation.spelling import spelled
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.marks import Lone

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.sources.terraform.evaluation.scope import ModuleScope, Surroundings

    Key = int | str | None

ANY: Final = "*"
"""The key of an instance that stands for those whose keys are not known."""
META: Final = frozenset({"count", "for_each"})


class Family:
    """Gives the instances of one block in one instance of its module; `name` is the block's address in the module."""

    def __init__(self, module: Surroundings, kind: str, name: str, body: Node) -> None:
        members: dict[str, Node] = body.value if body.kind == MAP else {}
        self.module = module
        self.kind = kind
        self.name = name
        self.body = body
        self.by_count = "count" in members
        self.source = members.get("count") or members.get("for_each")
        self.repeated = self.source is not None
        self._variants = Variants()
        self._scopes: dict[Key, ModuleScope] = {}
        self._payloads: dict[Key, Any] = {}
        self._all: dict[Key, bool] | None = None
        self._busy = False

    @property
    def type(self) -> str:
        """Give the type of a resource or data source."""
        return self.name.removeprefix("data.").removeprefix("ephemeral.").partition(".")[0]

    def address(self, key: Key) -> str:
        """Give the address of an instance as Terraform writes it."""
        within = f"{self.module.address}.{self.name}" if self.module.address else self.name
        if key is None:
            return within
        return f'{within}["{key}"]' if isinstance(key, str) and key != ANY else f"{within}[{key}]"

    def keys(self) -> tuple[Key, ...] | None:
        """Give the keys of the instances in the current world, None where they are not known."""
        source = self.source
        if source is None:
            return (None,)
        worlds = self.module.evaluation.worlds
        kept = worlds.recall(self._variants)
        if kept is not None:
            known: tuple[Key, ...] | None = kept[0]
            return known
        if self._busy:
            return None
        outer, self._busy = worlds.begin(), True
        evaluation = self.module.evaluation
        before, evaluation.deciding = evaluation.deciding, True
        try:
            found = self._keys(source)
        except NotKnown:
            found = None
        finally:
            evaluation.deciding, self._busy = before, False
            noted = worlds.end(outer)
        self._variants.add((found, *noted))
        return found

    def _keys(self, source: Node) -> tuple[Key, ...] | None:
        scope = self.module.scope
        if self.by_count:
            number = scope.call("count", source).whole(source)
            if number > MOST_INSTANCES:
                self._complain(f"count is {number:,}; at most {MOST_INSTANCES:,} instances are evaluated.")
                return None
            return tuple(range(number))
        found, owner = reduced(source, scope)
        if found.kind == MAP:
            keys: list[Key] = list(found.value)
        elif found.kind == LIST:
            keys = [self._element(member, owner) for member in found.value]
        else:
            return None
        if len(keys) > MOST_INSTANCES:
            self._complain(f"for_each has {len(keys):,} elements; at most {MOST_INSTANCES:,} are evaluated.")
            return None
        return tuple(dict.fromkeys([*keys, ANY] if found.open else keys))

    def _element(self, member: Node, scope: Any) -> Key:  # noqa: ANN401 - a scope of the graph
        value = reduced(member, scope)[0].value
        return value if isinstance(value, str) else ANY

    def _complain(self, message: str) -> None:
        place = (self.source or self.body).location
        problem = Problem(
            place.file, place.line, place.column, f"{message} {self.name} counts as one.", "Look at how many are meant."
        )
        if problem not in self.module.evaluation.problems:
            self.module.evaluation.problems.append(problem)

    def everywhere(self) -> dict[Key, bool]:
        """Give the keys over all worlds, each with whether it is there in every world in which the module is."""
        if self._all is None:
            self._all = self._explored()
        return self._all

    def _explored(self) -> dict[Key, bool]:
        if not self.repeated:
            return {None: True}
        exists = self.module.exists
        evaluation = self.module.evaluation

        def run() -> tuple[Key, ...] | None:
            if exists is not None and not exists():
                return ("absent",)
            found = self.keys()
            return (ANY, ANY) if found is None else found

        try:
            outcomes = [outcome.result for outcome in explore(evaluation.worlds, run)]
        except NotKnown:
            return {ANY: False}
        listed = [found or () for found in outcomes if found != ("absent",)]
        keys = dict.fromkeys(key for found in listed for key in found)
        return {key: key != ANY and all(key in found for found in listed) for key in keys}

    def has_some(self) -> bool:
        """Let the world choose whether there are instances whose keys are not known."""
        source = self.source or self.body
        text = spelled(source)
        within = f" in {self.module.address}" if self.module.address else ""
        atom = Atom(f"{self.module.id}?some {text}", f"whether there are any of {text}{within}", (True, False))
        return self.module.evaluation.worlds.choose(atom) is True

    def exists(self, key: Key) -> Callable[[], bool] | None:
        """Give what says whether an instance is made in the current world, None where it always is."""
        outer = self.module.exists
        if self.everywhere().get(key):
            return outer
        if outer is None:
            return lambda: self._exists(key)
        return lambda: outer() and self._exists(key)

    def _exists(self, key: Key) -> bool:
        keys = self.keys()
        if key == ANY:
            return (keys is None or ANY in keys) and self.has_some()
        return keys is not None and key in keys

    def at(self, key: str | int, node: Node) -> Node:
        """Give the instance of a key; raises `Invalid` where the current world has none."""
        wanted: Key = str(key)
        if self.by_count:
            wanted = int(key) if str(key).isdigit() else 0
        keys = self.keys()
        if keys is None:
            return self.object(ANY, node)
        if wanted in keys:
            return self.object(wanted, node)
        if ANY in keys:
            return self.object(ANY, node)
        raise Invalid(f"there is no {self.address(wanted)}", node.location)

    def object(self, key: Key, node: Node) -> Node:
        """Give what stands for a whole instance at the place of a node."""
        payload = self._payloads.get(key)
        if payload is None:
            payload = self._payloads[key] = self.module.payload(self, key)
        held = Node(SCALAR, payload, node.file, node.line, node.column, node.end_line)
        return Node(CALL, (self.kind, held), node.file, node.line, node.column, node.end_line)

    def scope_of(self, key: Key) -> ModuleScope:
        """Give the scope of an instance's expressions, with `each` or `count`."""
        if key is None:
            return self.module.scope
        found = self._scopes.get(key)
        if found is None:
            mark = f"{self.name}[{key}]"
            found = self._scopes[key] = self.module.scope.bound(self._bindings(key), mark)
        return found

    def _bindings(self, key: Key) -> dict[str, Node]:
        source = self.source or self.body
        if self.by_count:
            index = scalar(Text((Lone("unknown", "count.index"),)) if key == ANY else key, source)
            return {"count": mapping({"index": index}, source)}
        if key == ANY:
            hidden = Unresolved(f"the elements of {spelled(source)} are not known", source.location)
            unknown = scalar(Text((Lone("unknown", "each.key"),)), source)
            return {"each": mapping({"key": unknown, "value": scalar(hidden, source)}, source)}
        step = Node(LIST, [source, scalar(key, source)], source.file, source.line, source.column)
        value = Node(CALL, ("tf:element", step), source.file, source.line, source.column, source.end_line)
        return {"each": mapping({"key": scalar(key, source), "value": closed(value, self.module.scope)}, source)}
