"""The risks that a question can still have while some of its choices are open.

A rule's condition becomes a binary decision diagram over the open choices (Bryant, "Graph-Based Algorithms for Boolean
Function Manipulation", IEEE Transactions on Computers, 1986): equal functions are the same node, so whether a rule
can still fire is one comparison, and nothing is tried one combination after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.lenses.rules.condition import All, Choice, Condition, Not, Some, choices_of
from buttress.lenses.rules.evaluation import LEVELS, UNSPOKEN, Answer, Level, neutral_choice, risk_by
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from buttress.lenses.rules.evaluation import Risk, Rule

NEVER: Final = 0
ALWAYS: Final = 1

Node = int
"""A function of the open choices: `NEVER`, `ALWAYS`, or the number of a branch."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Names the least and the greatest risk that a question can have, whatever becomes of what is open."""

    best: Risk
    worst: Risk


def possible(rules: Sequence[Rule], answer: Answer, open_choices: Iterable[str]) -> tuple[Level, ...]:
    """Give the risks that a question can have, lowest first, when each open choice turns out selected or not.

    `answer` holds what is settled; a choice that is neither there nor open is settled as not selected. Exact.
    """
    unsettled = tuple(dict.fromkeys(open_choices))
    named = [name for rule in rules if rule.condition is not None for name in choices_of(rule.condition)]
    diagram = Diagram(tuple(name for name in dict.fromkeys(named) if name in set(unsettled)))
    left, found = ALWAYS, set[Level]()
    for rule in rules:
        condition = ALWAYS if rule.condition is None else _node(rule.condition, answer, diagram, neutral=True)
        if diagram.both(left, condition) != NEVER:
            found.add(rule.risk)
        left = diagram.both(left, diagram.negated(condition))
    if left != NEVER:
        found.add(UNSPOKEN)
    return tuple(level for level in LEVELS if level in found)


def bounds(rules: Sequence[Rule], answer: Answer, open_choices: Iterable[str], choices: Iterable[str]) -> Bounds:
    """Give the interval of a question's risk; with nothing open it is the risk itself.

    While choices are open, the answer is taken as one that will be given: an open choice is selected in it or not.
    """
    unsettled = tuple(open_choices)
    if not answer.applies or not unsettled:
        risk = risk_by(rules, answer, choices)
        return Bounds(risk, risk)
    levels = possible(rules, answer, unsettled)
    return Bounds(levels[0], levels[-1])


def equivalent(one: Sequence[Rule], other: Sequence[Rule]) -> bool:
    """Say whether two lists of rules give the same risk for every selection of choices that all apply."""
    named = [name for rule in (*one, *other) if rule.condition is not None for name in choices_of(rule.condition)]
    diagram = Diagram(tuple(dict.fromkeys(named)))
    return _regions(one, diagram) == _regions(other, diagram)


def _regions(rules: Iterable[Rule], diagram: Diagram) -> dict[Level, Node]:
    """Give for each risk the selections that lead to it."""
    left, regions = ALWAYS, dict.fromkeys(LEVELS, NEVER)
    for rule in rules:
        condition = ALWAYS if rule.condition is None else _node(rule.condition, Answer(), diagram, neutral=True)
        regions[rule.risk] = diagram.either(regions[rule.risk], diagram.both(left, condition))
        left = diagram.both(left, diagram.negated(condition))
    regions[UNSPOKEN] = diagram.either(regions[UNSPOKEN], left)
    return regions


def _node(condition: Condition, answer: Answer, diagram: Diagram, *, neutral: bool) -> Node:
    """Give the diagram of a condition; what does not apply is as neutral as `evaluation.holds` has it."""
    if neutral_choice(condition, answer.not_applicable):
        return ALWAYS if neutral else NEVER
    match condition:
        case Choice(name):
            return diagram.choice(name) if name in diagram.order else int(name in answer.selected)
        case Not(part):
            return diagram.negated(_node(part, answer, diagram, neutral=True))
        case All(parts):
            node = ALWAYS
            for part in parts:
                node = diagram.both(node, _node(part, answer, diagram, neutral=True))
            return node
        case Some(parts):
            node = NEVER
            for part in parts:
                node = diagram.either(node, _node(part, answer, diagram, neutral=False))
            return node


class Diagram:
    """Keeps the branches of decision diagrams over some choices, in a fixed order; equal functions share a node."""

    def __init__(self, choices: Sequence[str]) -> None:
        self.order = {name: place for place, name in enumerate(choices)}
        self._branches: list[tuple[int, Node, Node]] = [(len(choices), 0, 0), (len(choices), 1, 1)]
        self._numbers: dict[tuple[int, Node, Node], Node] = {}
        self._known: dict[tuple[Node, Node, Node], Node] = {}

    def choice(self, name: str) -> Node:
        """Give the function that holds where a choice is selected."""
        return self._branch(self.order[name], ALWAYS, NEVER)

    def negated(self, node: Node) -> Node:
        """Give the function that holds where this one does not."""
        return self._decided(node, NEVER, ALWAYS)

    def both(self, one: Node, other: Node) -> Node:
        """Give the function that holds where both do."""
        return self._decided(one, other, NEVER)

    def either(self, one: Node, other: Node) -> Node:
        """Give the function that holds where at least one does."""
        return self._decided(one, ALWAYS, other)

    def _branch(self, place: int, selected: Node, unselected: Node) -> Node:
        if selected == unselected:
            return selected
        key = (place, selected, unselected)
        if key not in self._numbers:
            self._numbers[key] = len(self._branches)
            self._branches.append(key)
        return self._numbers[key]

    def _decided(self, test: Node, then: Node, otherwise: Node) -> Node:
        """Give `then` where `test` holds and `otherwise` where it does not."""
        if test in {NEVER, ALWAYS}:
            return then if test else otherwise
        if then == otherwise:
            return then
        key = (test, then, otherwise)
        if key not in self._known:
            place = min(self._branches[node][0] for node in key)
            selected = self._decided(*(self._taken(node, place, 1) for node in key))
            unselected = self._decided(*(self._taken(node, place, 2) for node in key))
            self._known[key] = self._branch(place, selected, unselected)
        return self._known[key]

    def _taken(self, node: Node, place: int, side: int) -> Node:
        branch = self._branches[node]
        return branch[side] if branch[0] == place else node
