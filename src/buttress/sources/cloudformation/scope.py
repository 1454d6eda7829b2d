"""Evaluates the intrinsic functions of one template, in one nesting, in the current world."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.secrecy import speaks_of_a_secret
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved, text_of, written
from buttress.graph.view import Listing, Members, View
from buttress.graph.worlds import Atom, Other, Variants
from buttress.records import dataclass
from buttress.sources.cloudformation.parameters import PSEUDO, Parameter, atom_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds
    from buttress.sources.cloudformation.evaluation import Review, Step


@dataclass(slots=True, eq=False)
class TemplateScope:
    """Evaluates the calls of one template in one nesting; `id` is unique in the review."""

    id: str
    review: Review
    parameters: dict[str, Parameter]
    mappings: Mapping[str, Node]
    conditions: Mapping[str, Node]
    outputs: Mapping[str, Node]
    environment: Mapping[str, str] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    nested: dict[str, TemplateScope] = field(default_factory=dict)
    compared: dict[str, set[str]] = field(default_factory=dict)
    _atoms: dict[str, Atom] = field(default_factory=dict)
    _steps: dict[int, tuple[Node, Variants]] = field(default_factory=dict)
    """By a call's identity: the call (so that it lives), and what it came to."""
    _held: dict[str, Variants] = field(default_factory=dict)
    """By a condition's name: whether it holds."""
    _deciding: set[str] = field(default_factory=set)
    """The conditions that are being decided."""

    @property
    def worlds(self) -> Worlds:
        """Give the worlds of the review."""
        return self.review.worlds

    def evaluate(self, node: Node) -> Step:
        """Reduce a call by one step; see `buttress.graph.node.Scope`.

        It is computed once for all worlds that answer the same to what it asks. While a condition is decided nothing is
        kept: defaults do not count then.
        """
        review = self.review
        if review.deciding:
            return self._computed(node)
        worlds = review.worlds
        known = self._steps.get(id(node))
        if known is None:
            known = self._steps[id(node)] = (node, Variants())
        kept = worlds.recall(known[1])
        if kept is not None:
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
        function = self.review.functions.get(name)
        if function is None:
            self.review.unheard.setdefault(f"{name} at {node.file}:{node.line}", node)
            reason = f"{name} is a function that is not computed here"
            return scalar(Unresolved(reason, node.location), node), self
        try:
            self.review.enter()
            try:
                return function(self, node, argument)
            finally:
                self.review.depth -= 1
        except NotKnown as unknown:
            return scalar(Unresolved(unknown.reason, unknown.location or node.location), node), self

    def view(self, node: Node) -> View:
        """Give a reading view of a node of this template."""
        return View(node, self, self.worlds)

    def value(self, node: Node) -> Any:  # noqa: ANN401 - see `View.get`
        """Evaluate a node to a value."""
        return self.view(node).get()

    def refer(self, name: str, node: Node) -> Step:
        """Evaluate `Ref`: a parameter, a pseudo parameter or a resource."""
        parameter = self.parameters.get(name)
        if parameter is not None:
            return self._parameter(parameter, node)
        if name == "AWS::NoValue":
            return None
        if name in PSEUDO:
            return self._pseudo(name, node), self
        resource = self.resources.get(name)
        if resource is not None:
            return scalar(Reference(resource, "Ref", node.location), node), self
        return scalar(
            Unresolved(f"{name} is no parameter, resource or pseudo parameter of this template", node.location), node
        ), self

    def _parameter(self, parameter: Parameter, node: Node) -> Step:
        if parameter.bound is not None:
            bound, scope = parameter.bound
            return self._split(parameter, bound, scope) if parameter.is_list else (bound.at(node), scope)
        if parameter.given is not None and not parameter.hidden:
            return parameter.content(parameter.given).at(node), self
        if parameter.hidden:
            return self._hole("hidden", parameter.name, node), self
        return self._open_parameter(parameter, node), self

    def _open_parameter(self, parameter: Parameter, node: Node) -> Node:
        atom = self.atom(parameter.name)
        excluded: frozenset[str] = frozenset()
        if atom is not None:
            choice = self._choice(atom)
            if isinstance(choice, str):
                return parameter.content(choice).at(node)
            excluded = choice.excluded if isinstance(choice, Other) else excluded
        default = parameter.default
        if default is None or parameter.is_looked_up or self.review.deciding or written(default.value) in excluded:
            return self._unknown_parameter(parameter, node, excluded)
        shown = "" if speaks_of_a_secret(parameter.name) else f", {written(default.value)!r}"
        self.worlds.rest_on(f"the default of parameter {parameter.name}{shown}")
        return parameter.content(default.value).at(node)

    def _choice(self, atom: Atom) -> object:
        """Ask the world, forking only where every value is listed or a condition is being decided."""
        if atom.closed and not self.review.deciding:
            return self.worlds.exact(atom)
        if self.review.deciding:
            return self.worlds.choose(atom)
        return self.worlds.chosen(atom)

    def _unknown_parameter(self, parameter: Parameter, node: Node, excluded: frozenset[str]) -> Node:
        name = f"{parameter.name}" if not self.id.count("#") else f"{parameter.name} of {self.id.rsplit('#', 1)[1]}"
        if parameter.is_list:
            return Node(
                LIST, [], node.file, node.line, node.column, node.end_line, f"parameter {name} has no value here"
            )
        return self._hole("parameter", name, node, excluded)

    def _split(self, parameter: Parameter, bound: Node, scope: Scope) -> Step:
        """Read a list parameter that the parent passes: a list, or a text with commas."""
        found = View(bound, scope, self.worlds).find()
        if found is None:
            return None
        if isinstance(found, Unresolved):
            return scalar(found, bound), self
        value = found.node.value
        if found.node.kind == LIST or isinstance(value, Unresolved):
            return found.node, found.scope
        if isinstance(value, str):
            return parameter.content(value), self
        return split_text(value, ",", bound), self

    def _pseudo(self, name: str, node: Node) -> Node:
        given = self.environment.get(name) or self.review.given.get(name)
        if given is not None:
            return scalar(given, node)
        atom = self.atom(name)
        excluded: frozenset[str] = frozenset()
        if atom is not None:
            choice = self._choice(atom)
            if isinstance(choice, str):
                return scalar(choice, node)
            excluded = choice.excluded if isinstance(choice, Other) else excluded
        return self._hole("pseudo", name, node, excluded)

    def _hole(self, kind: str, name: str, node: Node, excluded: frozenset[str] = frozenset()) -> Node:
        return scalar(text_of((Hole(kind, name, excluded),), node.location), node)

    def atom(self, name: str) -> Atom | None:
        """Give the atom of an open parameter or pseudo parameter, None for one that nothing forks on."""
        kept = self._atoms.get(name)
        if kept is not None:
            return kept
        parameter = self.parameters.get(name)
        allowed = parameter.allowed if parameter is not None and not parameter.is_looked_up else ()
        compared = self.compared.get(name, ())
        if not allowed and not compared:
            return None
        key = name if name in PSEUDO else f"{self.id}/{name}"
        return self._atoms.setdefault(name, atom_of(key, name, compared, allowed))

    def attribute(self, name: str, attribute: str, node: Node) -> Step:
        """Evaluate `Fn::GetAtt`; an output of a nested stack that was read is the value that the nested stack gives."""
        inner = self.nested.get(name)
        if inner is not None and attribute.startswith("Outputs."):
            output = inner.outputs.get(attribute[8:])
            value = output.value.get("Value") if output is not None and isinstance(output.value, dict) else None
            if value is None:
                reason = f"{name} has no output {attribute[8:]}"
                return scalar(Unresolved(reason, node.location), node), self
            return value.at(node), inner
        resource = self.resources.get(name)
        if resource is None:
            return scalar(Unresolved(f"{name} is no resource of this template", node.location), node), self
        return scalar(Reference(resource, attribute, node.location), node), self

    def holds(self, condition: str) -> bool:
        """Say whether a condition holds in the current world; raises `Fork` where the world has not chosen, `NotKnown`
        for one that is not declared or refers to itself.
        """
        variants = self._held.get(condition) or self._held.setdefault(condition, Variants())
        kept = self.worlds.recall(variants)
        if kept is not None:
            return bool(kept[0])
        node = self.conditions.get(condition)
        if node is None:
            raise NotKnown(f"{condition} is no condition of this template")
        if condition in self._deciding:
            raise NotKnown(f"condition {condition} refers to itself")
        before, self.review.deciding = self.review.deciding, True
        self._deciding.add(condition)
        outer = self.worlds.begin()
        try:
            decided = self.decide(node, condition)
        finally:
            noted = self.worlds.end(outer)
            self._deciding.discard(condition)
            self.review.deciding = before
        variants.add((decided, *noted))
        return decided

    def decide(self, node: Node, label: str) -> bool:
        """Decide a condition's expression; the world chooses what cannot be computed, under the condition's name."""
        self.review.enter()
        try:
            decided = self._decided(node, label)
        finally:
            self.review.depth -= 1
        return self._chosen(node, label) if decided is None else decided

    def _decided(self, node: Node, label: str) -> bool | None:
        """Decide an expression that can be computed, None for others."""
        if node.kind == MAP and "Condition" in node.value:
            return self.holds(str(node.value["Condition"].value))
        if node.kind == CALL:
            name, argument = node.value
            return self._decide_call(name, argument.value if argument.kind == LIST else [argument], node, label)
        return node.value if node.kind == SCALAR and isinstance(node.value, bool) else None

    def _decide_call(self, name: str, parts: list[Node], node: Node, label: str) -> bool | None:
        match name, len(parts):
            case "Fn::Not", 1:
                return not self.decide(parts[0], label)
            case _, 0:
                return None
            case "Fn::And", _:
                return all(self.decide(part, label) for part in parts)
            case "Fn::Or", _:
                return any(self.decide(part, label) for part in parts)
            case "Fn::Equals", 2:
                return self._equal(parts, node, label)
            case _:
                return None

    def _equal(self, parts: list[Node], node: Node, label: str) -> bool:
        left, right = (self.value(part) for part in parts)
        if isinstance(left, Listing | Members) or isinstance(right, Listing | Members):
            return self._chosen(node, label)
        try:
            if isinstance(left, bool | int | float):
                left = written(left)
            if isinstance(right, bool | int | float):
                right = written(right)
            return bool(left == right)
        except NotKnown:
            return self._chosen(node, label)

    def _chosen(self, node: Node, label: str) -> bool:
        atom = Atom(f"{self.id}?{node.file}:{node.line}:{node.column}", f"condition {label}", (True, False))
        return self.worlds.choose(atom) is True


def split_text(value: object, separator: str, cause: Node) -> Node:
    """Split a text with holes at the separators among its literals, where no hole can hide another separator."""
    if isinstance(value, Reference):
        return Node(LIST, [scalar(value, cause)], cause.file, cause.line, cause.column, cause.end_line)
    if not isinstance(value, Text) or any(hole.kind not in ("pseudo", "attribute", "zone") for hole in value.holes):
        return scalar(Unresolved("the text cannot be split here: parts of it are not known", cause.location), cause)
    pieces: list[list[object]] = [[]]
    for part in value.parts:
        if isinstance(part, str):
            first, *rest = part.split(separator)
            pieces[-1].append(first)
            pieces.extend([piece] for piece in rest)
        else:
            pieces[-1].append(part)
    items = [scalar(text_of(piece, cause.location), cause) for piece in pieces]
    return Node(LIST, items, cause.file, cause.line, cause.column, cause.end_line)
