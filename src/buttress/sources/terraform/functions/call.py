"""What a function of Terraform is called with: arguments that are reduced as far as the function needs them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from buttress.graph.node import LIST, MAP, SCALAR, Node
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.records import dataclass
from buttress.sources.terraform.functions.encoded_text import text_of_encoded
from buttress.sources.terraform.functions.marks import Encoded, Unplaced, is_collection
from buttress.sources.terraform.functions.numbers import TRUTHS, number_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Function = Callable[["Call", Sequence[Node]], Node]


class Invalid(NotKnown):
    """Says that Terraform would refuse the expression; `try` and `can` go on where they meet it."""


@dataclass(frozen=True, slots=True, eq=False)
class Refused(Unresolved):
    """Stands for the value of an expression that Terraform would refuse: what an `Invalid` becomes outside of calls."""


class Files(Protocol):
    """Reads the files that a module's functions name; a path is Terraform's (relative to the folder of the root)."""

    def read(self, path: str) -> bytes | None:
        """Give a file's content, None where the tree has no such file; raises `NotKnown` for a path out of the tree."""
        ...

    def beneath(self, folder: str) -> Iterable[str] | None:
        """Give the files beneath a folder relative to it, in order, None where the folder is not in the tree."""
        ...

    def shown(self, path: str) -> str:
        """Give how messages show a path."""
        ...


class Evaluator(Protocol):
    """Evaluates for functions, in the scope of the call and in the current world."""

    @property
    def files(self) -> Files:
        """Give the files inside the tree."""
        ...

    def reduce(self, node: Node) -> Node:
        """Reduce a node to a scalar, list or map (null is the scalar None).

        Members are plain nodes or calls that this evaluator reduces (closures where they belong to another scope), so
        that a function may pass them on. What is not known is the scalar `Unresolved`; what Terraform would refuse is
        `Refused`, or `Invalid` is raised.
        """
        ...

    def template(self, text: str, shown_file: str, variables: Mapping[str, Node]) -> Node:
        """Evaluate a template's text with variables that are all it sees; raises `Invalid` for what is no template."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """Holds one call of a function: its name, its node (for its place) and what evaluates its arguments."""

    name: str
    node: Node
    evaluator: Evaluator

    @property
    def files(self) -> Files:
        """Give the files inside the tree."""
        return self.evaluator.files

    def template(self, text: str, shown_file: str, variables: Mapping[str, Node]) -> Node:
        """Evaluate a template's text, see `Evaluator.template`."""
        return self.evaluator.template(text, shown_file, variables)

    def reduce(self, node: Node) -> Node:
        """Reduce a node by one level; raises `Invalid` where Terraform would refuse it.

        What is not known is the scalar that says so.
        """
        found = self.evaluator.reduce(node)
        if isinstance(found.value, Refused):
            raise Invalid(found.value.reason, found.value.location)
        return found

    def invalid(self, reason: str) -> NoReturn:
        """Raise `Invalid` for something that Terraform would refuse in this call."""
        raise Invalid(f"{self.name}: {reason}", self.node.location)

    def unknown(self, reason: str) -> NoReturn:
        """Raise `NotKnown` for something that this call would have to know."""
        raise NotKnown(f"{self.name}: {reason}", self.node.location)

    def value(self, node: Node) -> Any:  # noqa: ANN401 - a scalar of the graph
        """Give a scalar's value as known as it is, null as None; raises for collections and for what is not known."""
        found = self.reduce(node)
        if isinstance(found, Encoded):
            return text_of_encoded(self, found)
        if found.kind != SCALAR:
            self.invalid("a single value is wanted where there is a collection")
        if isinstance(found.value, Unresolved):
            found.value.refuse()
        return found.value

    def given(self, node: Node) -> Any:  # noqa: ANN401 - a scalar of the graph
        """Give a scalar's value as `value` does; null is refused, as most functions of Terraform do."""
        found = self.value(node)
        if found is None:
            self.invalid("an argument is null")
        return found

    def parts(self, node: Node) -> str | Text | Reference:
        """Give a text as known as it is; numbers and bools become texts as in Terraform."""
        value = self.given(node)
        return value if isinstance(value, str | Text | Reference) else shown(value)

    def text(self, node: Node) -> str:
        """Give a real `str`; raises `NotKnown` where some of it is not known."""
        value = self.parts(node)
        if isinstance(value, str):
            return value
        if isinstance(value, Text):
            value.refuse()
        raise NotKnown(f"{value} is known only after deployment", node.location)

    def number(self, node: Node) -> int | float:
        """Give a real number (the text of one counts); raises `NotKnown` where it is not known."""
        value = self.given(node)
        if isinstance(value, bool):
            self.invalid("a number is wanted where there is a bool")
        if isinstance(value, int | float):
            return value if math.isfinite(value) else self.invalid("a number is too large")
        number = number_of(self.text(node))
        return self.invalid(f"{value!r} is no number") if number is None else number

    def whole(self, node: Node) -> int:
        """Give a whole number; raises `NotKnown` where it is not known."""
        number = self.number(node)
        if number != int(number):
            self.invalid(f"{shown(number)} is no whole number")
        return int(number)

    def flag(self, node: Node) -> bool:
        """Give a real `bool` (texts that say one count); raises `NotKnown` where it is not known."""
        value = self.given(node)
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float) or self.text(node) not in TRUTHS:
            self.invalid(f"{shown(value)} is neither true nor false")
        return TRUTHS[self.text(node)]

    def collection(self, node: Node) -> Node:
        """Give a reduced list or map; raises `NotKnown` where not even that is known."""
        found = self.reduce(node)
        if is_collection(found):
            return found
        value = None if isinstance(found, Encoded) else found.value
        if isinstance(value, Unresolved | Text):
            value.refuse()
        if isinstance(value, Reference):
            raise NotKnown(f"{value} is known only after deployment", node.location)
        return self.invalid("a collection is wanted where there is a single value")

    def listing(self, node: Node) -> Node:
        """Give a reduced list, set or tuple; raises `NotKnown` where not even that is known."""
        found = self.collection(node)
        return found if found.kind == LIST else self.invalid("a list is wanted where there is a map")

    def mapping(self, node: Node) -> Node:
        """Give a reduced map or object; raises `NotKnown` where not even that is known."""
        found = self.collection(node)
        return found if found.kind == MAP else self.invalid("a map is wanted where there is a list")

    def members(self, node: Node) -> list[Node]:
        """Give all members of a list; raises `NotKnown` for one that may have more."""
        found = self.listing(node)
        if found.open:
            raise NotKnown(found.open, found.location)
        return list(found.value)

    def placed(self, node: Node) -> list[Node]:
        """Give all members of a list whose order is known; raises `NotKnown` for another."""
        if isinstance(self.listing(node), Unplaced):
            self.unknown("the order of the list is not known")
        return self.members(node)

    def entries(self, node: Node) -> dict[str, Node]:
        """Give all members of a map in the order of its keys; raises `NotKnown` for one that may have more."""
        found = self.mapping(node)
        if found.open:
            raise NotKnown(found.open, found.location)
        return dict(sorted(found.value.items()))
