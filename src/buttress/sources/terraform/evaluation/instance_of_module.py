"""One instance of a module: its inputs, and the families of what it declares, made as they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.node import MAP, Node
from buttress.sources.terraform.evaluation.evaluation import UnreadCall
from buttress.sources.terraform.evaluation.family import Family
from buttress.sources.terraform.evaluation.providers import providers_of
from buttress.sources.terraform.evaluation.reducers import REDUCERS
from buttress.sources.terraform.evaluation.references import DATA, MODULE, RESOURCE
from buttress.sources.terraform.evaluation.scope import ModuleScope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.location import Location
    from buttress.graph.node import Scope
    from buttress.graph.worlds import Atom
    from buttress.sources.terraform.evaluation.evaluation import Evaluation
    from buttress.sources.terraform.evaluation.family import Key
    from buttress.sources.terraform.evaluation.module import Module
    from buttress.sources.terraform.evaluation.scope import Provider

    Find = Callable[["ModuleInstance", str, Node], "Found"]

DEEPEST_CALL: Final = 20
"""How deeply modules may call each other."""
OF_CALLS: Final = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})


@dataclass(frozen=True, slots=True)
class Found:
    """Says which module a call means: the module with its path from the root, or None with why it is not read."""

    module: Module | None
    path: str = ""
    source: str = ""
    reason: str = ""


@dataclass(slots=True, eq=False)
class ModuleInstance:
    """Holds one instance of a module.

    `path` is its folder relative to the root's, `find` looks up whom a call means, `call_name` is the name of the call
    that made it.
    """

    evaluation: Evaluation
    source: Module
    find: Find
    address: str = ""
    path: str = "."
    parent: ModuleInstance | None = None
    inputs: Mapping[str, tuple[Node, Scope]] = field(default_factory=dict)
    given: Mapping[str, Node] = field(default_factory=dict)
    atoms: Mapping[str, Atom] = field(default_factory=dict)
    chain: tuple[Location, ...] = ()
    call_name: str = ""
    exists: Callable[[], bool] | None = None
    scope: ModuleScope = field(init=False)
    resources: dict[str, Family] = field(init=False)
    data: dict[str, Family] = field(init=False)
    calls: dict[str, Family] = field(init=False)
    providers: Mapping[str, Provider] = field(init=False)

    def __post_init__(self) -> None:
        """Make the families of what the module declares."""
        source = self.source
        self.scope = ModuleScope(self, self.evaluation, REDUCERS, self.id)
        self.resources = {name: Family(self, RESOURCE, name, one.body) for name, one in source.resources.items()}
        self.data = {name: Family(self, DATA, f"{one.type}.{name}", one.body) for name, one in source.data.items()}
        self.calls = {name: Family(self, MODULE, f"module.{name}", one.body) for name, one in source.calls.items()}
        self.providers = providers_of(self)

    @property
    def id(self) -> str:
        """Give what tells the instance from others in a review."""
        return f"{self.evaluation.root}#{self.address}"

    def payload(self, family: Family, key: Key) -> Any:  # noqa: ANN401 - what stands for an instance
        """Make what stands for an instance of a family: a place of a resource or data source, or the called module."""
        return self._called(family, key) if family.kind == MODULE else Place(family, key)

    def _called(self, family: Family, key: Key) -> ModuleInstance | str:
        """Make the instance of a module that a call means; its name where it is not read."""
        found = self.find(self, family.name.partition(".")[2], family.body)
        address = family.address(key)
        if found.module is None:
            self._unread(family, found)
            return address
        if self._is_within(found.module):
            self._complain(
                family, f"{family.name} calls the module that it stands in, or modules call each other too deeply."
            )
            return address
        body: dict[str, Node] = family.body.value if family.body.kind == MAP else {}
        scope = family.scope_of(key)
        return ModuleInstance(
            evaluation=self.evaluation,
            source=found.module,
            find=self.find,
            address=address,
            path=found.path,
            parent=self,
            inputs={name: (node, scope) for name, node in body.items() if name not in OF_CALLS},
            chain=(*self.chain, family.body.location),
            call_name=family.name.partition(".")[2],
            exists=family.exists(key),
        )

    def _is_within(self, module: Module) -> bool:
        here: ModuleInstance | None = self
        depth = 0
        while here is not None:
            if here.source is module:
                return True
            here, depth = here.parent, depth + 1
        return depth >= DEEPEST_CALL

    def _unread(self, family: Family, found: Found) -> None:
        calls = self.evaluation.unread_calls
        if not any(one.body is family.body and one.module is self for one in calls):
            calls.append(UnreadCall(self, family.name, family.body, found.source, found.reason))

    def _complain(self, family: Family, message: str) -> None:
        place = family.body.location
        problem = Problem(place.file, place.line, place.column, message, "Look at its source.")
        if problem not in self.evaluation.problems:
            self.evaluation.problems.append(problem)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Names an instance of a resource or data source."""

    family: Family
    key: Key

    @property
    def address(self) -> str:
        """Give its address."""
        return self.family.address(self.key)

    @property
    def members(self) -> Mapping[str, Node]:
        """Give what its block declares."""
        return self.family.body.value if self.family.body.kind == MAP else {}

    @property
    def scope(self) -> ModuleScope:
        """Give the scope of its expressions."""
        return self.family.scope_of(self.key)
