"""Parameters of a template: what they may be, and what is given for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph import graph
from buttress.graph.node import LIST, MAP, SCALAR, Node, scalar, sequence
from buttress.graph.values import written
from buttress.graph.worlds import Atom, Choice, Other
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.graph.node import Scope

PSEUDO: Final = frozenset(
    {
        "AWS::AccountId",
        "AWS::NotificationARNs",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    }
)
_LIST_TYPES = ("CommaDelimitedList", "List<")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describes one parameter of one template (in one nesting).

    `given` is a value from outside; `bound` the node that the parent stack passes, with the scope that evaluates it.
    """

    name: str
    type: str
    node: Node
    default: Node | None
    allowed: tuple[str, ...]
    hidden: bool
    given: str | None = None
    bound: tuple[Node, Scope] | None = None

    @property
    def is_list(self) -> bool:
        """Say whether its value is a list."""
        return self.type.startswith(_LIST_TYPES)

    @property
    def is_looked_up(self) -> bool:
        """Say whether its value is looked up in the Parameter Store at deployment."""
        return self.type.startswith("AWS::SSM::Parameter::Value")

    def content(self, value: str | float | bool) -> Node:  # noqa: FBT001 - a value, not a switch
        """Make the node of a value, split where the parameter is a list."""
        if not self.is_list:
            return scalar(value, self.node)
        pieces = [piece.strip() for piece in written(value).split(",")] if value != "" else []
        return sequence([scalar(piece, self.node) for piece in pieces], self.node)


def declared(parameter: Parameter, root: str) -> graph.Parameter:
    """Give a parameter of a root as the graph lists it."""
    default = parameter.default
    value = written(default.value) if default is not None and not parameter.hidden else ""
    return graph.Parameter(
        parameter.name, root, parameter.allowed, value, parameter.node.location, hidden=parameter.hidden
    )


def parameter_of(name: str, node: Node, given: str | None = None, bound: tuple[Node, Scope] | None = None) -> Parameter:
    """Read a parameter's declaration."""
    members = node.value if node.kind == MAP and isinstance(node.value, dict) else {}
    kind = members.get("Type")
    hidden = members.get("NoEcho")
    allowed = members.get("AllowedValues")
    values = allowed.value if allowed is not None and allowed.kind == LIST and isinstance(allowed.value, list) else []
    default = members.get("Default")
    return Parameter(
        name=name,
        type=str(kind.value) if kind is not None else "String",
        node=node,
        default=default if default is not None and default.kind == SCALAR and default.value is not None else None,
        allowed=tuple(dict.fromkeys(written(value.value) for value in values)),
        hidden=hidden is not None and written(hidden.value).lower() == "true",
        given=given,
        bound=bound,
    )


def atom_of(key: str, label: str, compared: Iterable[str], allowed: tuple[str, ...]) -> Atom:
    """Make the atom of something open: the values it is compared with, cut by those allowed, and any other."""
    compared = sorted(set(compared))
    if allowed:
        named: list[Choice] = [value for value in allowed if value in compared]
        rest = [value for value in allowed if value not in compared]
        if len(rest) == 1:
            named.append(rest[0])
        elif rest:
            named.append(Other(frozenset(compared)))
        return Atom(key, label, tuple(named), allowed)
    return Atom(key, label, (*compared, Other(frozenset(compared))))
