"""Values of which a part may not be known, and what deciding on them means.

What is not known stays not known: a value answers the questions that its known parts decide, and raises `NotKnown` on
all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

Item = TypeVar("Item")
NOT_DECIDED: Final = "not decided yet"
"""Why a value of a proposal is not known."""


class NotKnown(Exception):  # noqa: N818 - it is an answer that travels, not an error
    """Says that a decision would need something that the sources do not tell; the engine makes it the verdict
    `unknown`.
    """

    def __init__(self, reason: str, location: Location | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.location = location


class Absent:
    """Stands for a property that is not there: falsy, equal to itself and to None only, and contains nothing."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Say no."""
        return False

    def __eq__(self, other: object) -> bool:
        """Equal what is not there either."""
        return other is None or isinstance(other, Absent)

    def __hash__(self) -> int:
        """Hash like None."""
        return hash(None)

    def __contains__(self, item: object) -> bool:
        """Contain nothing."""
        return False

    def __repr__(self) -> str:
        """Show what it is."""
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Hole:
    """Marks a part of a text that is not known.

    `kind` is one of parameter, hidden (a NoEcho parameter), pseudo, import, dynamic (a reference such as
    `{{resolve:…}}`), attribute, function; `name` identifies it (equal holes have equal values); `excluded` are values
    that it does not have.
    """

    kind: str
    name: str
    excluded: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Give the hole as it appears in messages."""
        return f"${{{self.name}}}"

    @property
    def never_empty(self) -> bool:
        """Say whether the hole surely stands for at least one character."""
        return self.kind in ("pseudo", "attribute", "import", "zone")

    @property
    def service(self) -> str:
        """Give where a dynamic reference is looked up: `ssm` of `resolve:ssm:/orders/url`, and not what it names."""
        return self.name.removeprefix("resolve:").partition(":")[0]

    def explain(self) -> str:
        """Say in words why it is not known."""
        return {
            "parameter": f"parameter {self.name} has no value here",
            "hidden": f"parameter {self.name} is NoEcho",
            "pseudo": f"{self.name} is known only where it is deployed",
            "import": f"{self.name} is imported from a stack that is not in this review",
            "dynamic": f"it is looked up at deployment ({self.service})",
            "attribute": f"{self.name} is known only after deployment",
        }.get(self.kind, f"{self.name} is not computed here")


@dataclass(frozen=True, slots=True, eq=False)
class Unresolved:
    """Stands for a value of which nothing is known; every decision on it raises `NotKnown`."""

    reason: str
    location: Location | None = None

    def refuse(self) -> NoReturn:
        """Raise `NotKnown` with the reason and place."""
        raise NotKnown(self.reason, self.location)

    @property
    def undecided(self) -> bool:
        """Say whether nobody has decided it yet, as in a proposal: then nothing may be taken from it."""
        return self.reason == NOT_DECIDED

    def __bool__(self) -> bool:
        """Refuse."""
        raise NotKnown(self.reason, self.location)

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        return self.refuse()

    def __contains__(self, item: object) -> bool:
        """Refuse."""
        return self.refuse()

    def __iter__(self) -> Iterator[object]:
        """Refuse."""
        return self.refuse()

    def __hash__(self) -> int:
        """Hash by its reason."""
        return hash(self.reason)


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Points at a resource of the graph: known and truthy, and equal to its equal, even when its value is not known.

    `attribute` is `Ref` for the resource itself, else the attribute's name such as `Arn`.
    """

    resource: Resource
    attribute: str
    location: Location | None = None

    def __bool__(self) -> bool:
        """Say yes: a reference to something declared is never empty."""
        return True

    def __eq__(self, other: object) -> bool:
        """Equal the same attribute of the same resource; what AWS generates equals no literal that somebody chose."""
        if isinstance(other, Reference):
            return self.resource.id == other.resource.id and self.attribute == other.attribute
        if isinstance(other, str):
            return self._equals_literal(other)
        if isinstance(other, Text):
            return other == self
        if isinstance(other, Unresolved):
            other.refuse()
        return False

    def _equals_literal(self, literal: str) -> bool:
        """Decide against a literal: only a name that was chosen, or an ARN, could be it."""
        name = self.resource.physical_name() if self.attribute == "Ref" else ABSENT
        if self.attribute == "Ref" and name is not ABSENT:
            return bool(name == literal)
        if literal.startswith("arn:"):
            raise NotKnown(f"whether {self} is {literal} is known only after deployment", self.location)
        return False

    def __hash__(self) -> int:
        """Hash by resource and attribute."""
        return hash((self.resource.id, self.attribute))

    def __str__(self) -> str:
        """Give the reference as a template would write it."""
        name = self.resource.logical_id
        return f"${{{name}}}" if self.attribute == "Ref" else f"${{{name}.{self.attribute}}}"

    def __contains__(self, item: object) -> bool:
        """Refuse: the text of the value is not known."""
        raise NotKnown(f"{self} is known only after deployment", self.location)

    def __repr__(self) -> str:
        """Show resource and attribute without the resource's content."""
        return f"Reference({self.resource.id!r}, {self.attribute!r})"


Part = str | Hole | Reference


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text of which some parts are not known.

    Equal parts are equal; contradicting literal ends differ; `startswith`, `endswith` and `in` decide where the known
    parts do; anything else raises `NotKnown`. Adjacent literals are merged: make one with `text_of`.
    """

    parts: tuple[Part, ...]
    location: Location | None = None

    @property
    def head(self) -> str:
        """Give the literal that it starts with, or nothing."""
        first = self.parts[0]
        return first if isinstance(first, str) else ""

    @property
    def tail(self) -> str:
        """Give the literal that it ends with, or nothing."""
        last = self.parts[-1]
        return last if isinstance(last, str) else ""

    @property
    def references(self) -> tuple[Reference, ...]:
        """Give the references to resources of the graph that stand in it."""
        return tuple(part for part in self.parts if isinstance(part, Reference))

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Give the parts that are not known and are no references."""
        return tuple(part for part in self.parts if isinstance(part, Hole))

    def refuse(self) -> NoReturn:
        """Raise `NotKnown`, naming the first part that is not known."""
        hole = next(part for part in self.parts if not isinstance(part, str))
        why = hole.explain() if isinstance(hole, Hole) else f"{hole} is known only after deployment"
        raise NotKnown(why, self.location)

    def __bool__(self) -> bool:
        """Say yes where some part surely is not empty."""
        for part in self.parts:
            if isinstance(part, str | Reference) or part.never_empty or "" in part.excluded:
                return True
        return self.refuse()

    def __eq__(self, other: object) -> bool:
        """Decide where equal parts or contradicting literals do."""
        if isinstance(other, Unresolved):
            other.refuse()
        if not isinstance(other, str | Text | Reference):
            return False
        if _parts(other) == self.parts:
            return True
        if self.contradicts(other):
            return False
        return self.refuse()

    def contradicts(self, other: str | Text | Reference) -> bool:
        """Say whether the two surely differ."""
        if isinstance(other, str):
            hole = self.parts[0]
            if len(self.parts) == 1 and isinstance(hole, Hole) and other in hole.excluded:
                return True
            return not _fits(self.parts, other)
        zones = (_zone(self), _zone(other)) if isinstance(other, Text) else (None, None)
        if zones[0] is not None and zones[1] is not None:
            return zones[0][1] == zones[1][1] and zones[0][0] != zones[1][0]
        parts = _parts(other)
        head = parts[0] if isinstance(parts[0], str) else ""
        tail = parts[-1] if isinstance(parts[-1], str) else ""
        return not (
            (self.head.startswith(head) or head.startswith(self.head))
            and (self.tail.endswith(tail) or tail.endswith(self.tail))
        )

    def startswith(self, prefix: str) -> bool:
        """Decide by the literal that the text starts with."""
        if self.head.startswith(prefix):
            return True
        if not prefix.startswith(self.head):
            return False
        return self.refuse()

    def endswith(self, suffix: str) -> bool:
        """Decide by the literal that the text ends with."""
        if self.tail.endswith(suffix):
            return True
        if not suffix.endswith(self.tail):
            return False
        return self.refuse()

    def __contains__(self, item: object) -> bool:
        """Decide where a literal part has it."""
        if isinstance(item, str) and any(isinstance(part, str) and item in part for part in self.parts):
            return True
        return self.refuse()

    def __hash__(self) -> int:
        """Hash by its parts."""
        return hash(self.parts)

    def __str__(self) -> str:
        """Give the text with its holes as a template would write them."""
        return "".join(str(part) for part in self.parts)


def text_of(parts: Iterable[object], location: Location | None = None) -> str | Text | Reference | Unresolved:
    """Join parts into the simplest value that says as much: a str where all is known, a lone reference as itself."""
    flat: list[Part] = []
    for part in parts:
        if isinstance(part, Unresolved):
            return part
        for piece in _parts(part):
            if isinstance(piece, str) and flat and isinstance(flat[-1], str):
                flat[-1] += piece
            elif piece != "" or isinstance(piece, Reference):
                flat.append(piece)
    if not flat:
        return ""
    only = flat[0]
    if len(flat) == 1 and isinstance(only, str | Reference):
        return only
    return Text(tuple(flat), location)


def written(value: object) -> str:
    """Write a scalar as CloudFormation does where it wants a string: `true`, `30`, `1.5`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _parts(value: object) -> tuple[Part, ...]:
    if isinstance(value, Text):
        return value.parts
    if isinstance(value, Reference | Hole):
        return (value,)
    return (written(value),)


def _zone(value: Text) -> tuple[str, str] | None:
    """Give the number and the Region of an availability zone that `Fn::GetAZs` made: other numbers are other zones."""
    part = value.parts[0]
    if len(value.parts) == 1 and isinstance(part, Hole) and part.kind == "zone":
        number, _, region = part.name.partition(" of ")
        return number, region
    return None


def _fits(parts: tuple[Part, ...], literal: str) -> bool:
    """Say whether the literal parts occur in order in `literal`, anchored at the ends where the ends are literals."""
    if isinstance(parts[0], str) and not literal.startswith(parts[0]):
        return False
    if isinstance(parts[-1], str) and not literal.endswith(parts[-1]):
        return False
    place = 0
    for part in parts:
        if isinstance(part, str):
            found = literal.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        elif isinstance(part, Reference) or part.never_empty:
            place += 1
    return place <= len(literal)


def some(items: Iterable[Item], holds: Callable[[Item], object]) -> bool:
    """Say whether the predicate holds for some item; raise `NotKnown` where only unknown items could decide it."""
    doubt: NotKnown | None = None
    try:
        for item in items:
            try:
                if holds(item):
                    return True
            except NotKnown as unknown:
                doubt = doubt or unknown.with_traceback(None)
    except NotKnown as unknown:  # of the items themselves: there may be more
        doubt = doubt or unknown.with_traceback(None)
    if doubt is not None:
        raise doubt
    return False


def every(items: Iterable[Item], holds: Callable[[Item], object]) -> bool:
    """Say whether the predicate holds for every item; raise `NotKnown` where only unknown items could decide it."""
    return not some(items, lambda item: not holds(item))
