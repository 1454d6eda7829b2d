"""The scope of a module's expressions: evaluates their calls in one instance of the module, in the current world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from buttress.graph.node import CALL, MAP, SCALAR, Node, scalar
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.graph.worlds import Atom, Variants
from buttress.sources.terraform.evaluation.closure import CLOSURE, own, reduced
from buttress.sources.terraform.evaluation.spelling import names_in, spelled
from buttress.sources.terraform.functions.call import Call, Invalid, Refused
from buttress.sources.terraform.functions.numbers import TRUTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Scope
    from buttress.sources.terraform.evaluation.evaluation import Evaluation, Step
    from buttress.sources.terraform.evaluation.module import Module
    from buttress.sources.terraform.functions.call import Files

    Reducer = Callable[["ModuleScope", Node, Any], Step]


class Repeated(Protocol):
    """The instances of one block; see `buttress.sources.terraform.evaluation.family.Family`."""

    @property
    def name(self) -> str: ...  # noqa: D102 - see there, as for the rest
    @property
    def repeated(self) -> bool: ...  # noqa: D102
    @property
    def by_count(self) -> bool: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> Node: ...  # noqa: D102
    def keys(self) -> tuple[int | str | None, ...] | None: ...  # noqa: D102
    def has_some(self) -> bool: ...  # noqa: D102
    def at(self, key: str | int, node: Node) -> Node: ...  # noqa: D102
    def object(self, key: str | int | None, node: Node) -> Node: ...  # noqa: D102


class Placed(Protocol):
    """An instance of a resource or data source."""

    @property
    def family(self) -> Repeated: ...  # noqa: D102 - see `buttress.sources.terraform.evaluation.instance_of_module`
    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def members(self) -> Mapping[str, Node]: ...  # noqa: D102
    @property
    def scope(self) -> ModuleScope: ...  # noqa: D102


class Surroundings(Protocol):
    """The instance of a module that a scope belongs to."""

    @property
    def id(self) -> str: ...  # noqa: D102 - see `buttress.sources.terraform.evaluation.instance_of_module`
    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def call_name(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def evaluation(self) -> Evaluation: ...  # noqa: D102
    @property
    def source(self) -> Module: ...  # noqa: D102
    @property
    def scope(self) -> ModuleScope: ...  # noqa: D102
    @property
    def parent(self) -> Surroundings | None: ...  # noqa: D102
    @property
    def inputs(self) -> Mapping[str, tuple[Node, Scope]]: ...  # noqa: D102
    @property
    def given(self) -> Mapping[str, Node]: ...  # noqa: D102
    @property
    def atoms(self) -> Mapping[str, Atom]: ...  # noqa: D102
    @property
    def exists(self) -> Callable[[], bool] | None: ...  # noqa: D102
    @property
    def providers(self) -> Mapping[str, Provider]: ...  # noqa: D102
    @property
    def resources(self) -> Mapping[str, Repeated]: ...  # noqa: D102
    @property
    def data(self) -> Mapping[str, Repeated]: ...  # noqa: D102
    @property
    def calls(self) -> Mapping[str, Repeated]: ...  # noqa: D102
    def payload(self, family: Any, key: str | int | None) -> Any: ...  # noqa: ANN401, D102


@dataclass(frozen=True, slots=True, eq=False)
class Provider:
    """Holds one configuration of a provider, with the scope of its expressions."""

    body: Node
    scope: ModuleScope


class ModuleScope:
    """Evaluates the expressions of one instance of a module.

    `bindings` are the names that only this scope has (`each`, `count`, the variables of a `for`), as nodes that are
    reduced without the scope; `id` is unique in a review.
    """

    __slots__ = ("_decided", "_steps", "bindings", "evaluation", "id", "module", "reducers")

    def __init__(
        self,
        module: Surroundings,
        evaluation: Evaluation,
        reducers: Mapping[str, Reducer],
        id: str,  # noqa: A002 - the word of the graph
        bindings: Mapping[str, Node] | None = None,
    ) -> None:
        self.module = module
        self.evaluation = evaluation
        self.reducers = reducers
        self.id = id
        self.bindings: Mapping[str, Node] = bindings or {}
        self._steps: dict[int, tuple[Node, Variants]] = {}
        self._decided: dict[int, tuple[Node, Variants]] = {}
        if evaluation.attributes is None:
            evaluation.memos += (self._steps, self._decided)

    def bound(self, names: Mapping[str, Node], mark: str) -> ModuleScope:
        """Make a scope that has more names; `mark` tells it from its likes."""
        bindings = {**self.bindings, **names}
        return ModuleScope(self.module, self.evaluation, self.reducers, f"{self.id}|{mark}", bindings)

    def evaluate(self, node: Node) -> Step:
        """Reduce a call by one step; see `buttress.graph.node.Scope`.

        It is computed once for all worlds that answer the same to what it asks, apart for conditions: while one is
        decided, defaults of the root's variables do not count.
        """
        if node.value[0] == CLOSURE:
            held = node.value[1].value
            return held.node, held.scope
        evaluation = self.evaluation
        memo = self._decided if evaluation.deciding else self._steps
        worlds = evaluation.worlds
        known = memo.get(id(node)) or memo.setdefault(id(node), (node, Variants()))
        kept = known[1].among(worlds.assignment)
        if kept is not None:
            if kept[1] or kept[2]:
                worlds.note(kept)
            found: Step = kept[0]
            return found
        outer = worlds.begin()
        try:
            step = self._computed(node)
        finally:
            noted = worlds.end(outer)
        known[1].add((step, *noted))
        return step

    def _computed(self, node: Node) -> Step:
        name, argument = node.value
        reducer = self.reducers.get(name)
        if reducer is None:
            return scalar(Unresolved(f"{name} is not computed here", node.location), node), self
        try:
            self.evaluation.enter()
            try:
                return reducer(self, node, argument.value)
            finally:
                self.evaluation.depth -= 1
        except Invalid as invalid:
            return scalar(Refused(invalid.reason, invalid.location or node.location), node), self
        except NotKnown as unknown:
            return scalar(Unresolved(unknown.reason, unknown.location or node.location), node), self

    @property
    def files(self) -> Files:
        """Give the files inside the tree; see `Evaluator`."""
        return self.evaluation.files

    def reduce(self, node: Node) -> Node:
        """Reduce a node of this scope to a scalar, list or map whose members any scope reduces; see `Evaluator`."""
        found, scope = reduced(node, self)
        return found if scope is self and found.kind == SCALAR else own(found, scope)

    def template(self, text: str, shown_file: str, variables: Mapping[str, Node]) -> Node:
        """Evaluate a template's text with variables that are all it sees; see `Evaluator`."""
        from buttress.sources.terraform.syntax.bodies import read_template  # noqa: PLC0415 - only where a file is one
        from buttress.sources.terraform.syntax.scanner import NoSyntax  # noqa: PLC0415 - likewise

        try:
            node = read_template(text, Node(SCALAR, text, shown_file, 1))
        except NoSyntax as error:
            raise Invalid(f"{shown_file} is no template: {error.message}") from error
        names = {**variables, "tf:alone": scalar(True, node)}  # noqa: FBT003 - a value, not a switch
        return ModuleScope(self.module, self.evaluation, self.reducers, f"{self.id}|{shown_file}", names).reduce(node)

    def call(self, name: str, node: Node) -> Call:
        """Make what a function is called with."""
        return Call(name, node, self)

    def text(self, node: Node) -> str:
        """Give a real `str`; raises `NotKnown` where some of it is not known."""
        return self.call("text", node).text(node)

    def decide(self, node: Node) -> bool:
        """Decide a condition in the current world; the world chooses what cannot be computed."""
        evaluation = self.evaluation
        before, evaluation.deciding = evaluation.deciding, True
        try:
            evaluation.enter()
            try:
                return self._decide(node)
            finally:
                evaluation.depth -= 1
        finally:
            evaluation.deciding = before

    def _decide(self, node: Node) -> bool:
        """Follow what stands for the condition down to what decides it."""
        scope: Any = self
        last, owner = node, self
        steps = 0
        while node.kind == CALL and steps < 100:  # noqa: PLR2004 - see `MOST_STEPS`
            if isinstance(scope, ModuleScope):
                last, owner = node, scope
                decided = scope._logical(node)  # noqa: SLF001 - of the same class
                if decided is not None:
                    return decided
            step = scope.evaluate(node)
            if step is None:
                raise Invalid(f"the condition {spelled(last)} is null", last.location)
            node, scope = step
            steps += 1
        return owner._settled(node, last)  # noqa: SLF001 - of the same class

    def _settled(self, node: Node, last: Node) -> bool:
        """Give the bool that a condition came to; the world chooses where it is not known."""
        value = node.value
        if isinstance(value, bool):
            return value
        if isinstance(value, Refused):
            raise Invalid(value.reason, value.location)
        if isinstance(value, str) and value in TRUTHS:
            return TRUTHS[value]
        if node.kind != CALL and not isinstance(value, Unresolved | Text | Reference):
            raise Invalid(f"the condition {spelled(last)} is neither true nor false", last.location)
        return self.chosen(last)

    def _logical(self, node: Node) -> bool | None:
        """Decide what is made of conditions, None for others."""
        name, argument = node.value
        if name != "tf:op":
            return None
        parts = argument.value
        match parts[0].value:
            case "!":
                return not self.decide(parts[1])
            case "&&":
                return self.decide(parts[1]) and self.decide(parts[2])
            case "||":
                return self.decide(parts[1]) or self.decide(parts[2])
            case _:
                return None

    def chosen(self, node: Node) -> bool:
        """Let the world choose whether an expression holds: equal expressions of one scope hold alike."""
        text = spelled(node)
        owner = self.id if names_in(node) & self.bindings.keys() else self.module.id
        within = f" in {self.module.address}" if self.module.address else ""
        atom = Atom(f"{owner}?{text}", f"condition {text}{within}", (True, False))
        return self.evaluation.worlds.choose(atom) is True


def known_key(scope: ModuleScope, node: Node) -> str | int | Unresolved:
    """Give the value of an index or key, `Unresolved` where it is not known; raises `Invalid` for what is none."""
    if node.kind == SCALAR and type(node.value) in (str, int):
        key: str | int = node.value
        return key
    found, _ = reduced(node, scope)
    value = found.value
    if isinstance(value, Refused):
        raise Invalid(value.reason, value.location)
    if isinstance(value, Unresolved):
        return value
    if isinstance(value, Text | Reference):
        return Unresolved(f"{spelled(node)} is not known here", node.location)
    if found.kind == MAP or isinstance(value, bool | list) or value is None:
        raise Invalid(f"{spelled(node)} is no key", node.location)
    if isinstance(value, float) and not value.is_integer():
        raise Invalid(f"{spelled(node)} is no whole number", node.location)
    return int(value) if isinstance(value, float) else value
