"""IAM policies as their statements, read without deciding what is not known.

Source: "IAM JSON policy elements reference" of the IAM User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import LIST, MAP, scalar
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown, Unresolved
from buttress.graph.view import Listing, Members, View
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location

DOCUMENTS: Final = ("PolicyDocument", "KeyPolicy", "ResourcePolicy", "AssumeRolePolicyDocument")
"""Properties that hold a policy document, in the order in which they are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Principal:
    """Names who a statement speaks of: `kind` is AWS, Service, Federated, CanonicalUser, or `*` for everybody."""

    kind: str
    value: Any
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """Reads one statement of a policy.

    Every value is a graph value: a str, a `Text`, a `Reference`, or an `Unresolved` that refuses to be decided on. The
    end of a list that is not known is an `Unresolved` member, so a decision that needs the whole list raises `NotKnown`
    by itself. An element that is not there is an empty tuple. `body` reads the statement itself, for places; `unknown`
    stands for every value of a statement that cannot be told.
    """

    location: Location
    body: View
    unknown: Unresolved | None = None

    @property
    def effect(self) -> Any:  # noqa: ANN401 - a graph value
        """Give the effect as a value: `Allow` or `Deny`."""
        return self.body.get("Effect") if self.unknown is None else self.unknown

    @property
    def allows(self) -> bool:
        """Say whether it allows; raises `NotKnown` where that is not told."""
        return bool(self.effect == "Allow")

    @property
    def actions(self) -> tuple[Any, ...]:
        """Give the actions that it names."""
        return self._values(_actions)

    @property
    def not_actions(self) -> tuple[Any, ...]:
        """Give the actions that it is not about, all others being meant."""
        return self._values(_not_actions)

    @property
    def resources(self) -> tuple[Any, ...]:
        """Give the resources that it names."""
        return self._values(_resources)

    @property
    def not_resources(self) -> tuple[Any, ...]:
        """Give the resources that it is not about, all others being meant."""
        return self._values(_not_resources)

    @property
    def principals(self) -> tuple[Principal, ...]:
        """Give who it speaks of."""
        return self._who("Principal")

    @property
    def not_principals(self) -> tuple[Principal, ...]:
        """Give who it does not speak of, all others being meant."""
        return self._who("NotPrincipal")

    @property
    def condition(self) -> View | None:
        """Give its map of conditions, None without one."""
        return self.body if self.unknown is not None else _condition(self.body)

    def _values(self, read: Callable[[View], tuple[Any, ...]]) -> tuple[Any, ...]:
        return self.body.once(read) if self.unknown is None else (self.unknown,)

    def _who(self, path: str) -> tuple[Principal, ...]:
        if self.unknown is not None:
            return (Principal("*", self.unknown, self.location),)
        return tuple(_principals(self.body, path))


def _actions(body: View) -> tuple[Any, ...]:
    return _values(body, "Action")


def _not_actions(body: View) -> tuple[Any, ...]:
    return _values(body, "NotAction")


def _resources(body: View) -> tuple[Any, ...]:
    return _values(body, "Resource")


def _not_resources(body: View) -> tuple[Any, ...]:
    return _values(body, "NotResource")


def statements_of(owner: View) -> tuple[Statement, ...]:
    """Give the statements of a policy document, of a policy that holds one, or of a role's, user's or group's inline
    policies.

    What cannot be told is one statement more, whose every value is `Unresolved`. The trust policy of a role is not
    among them: see `trust_of`.
    """
    return owner.once(_all_statements)


def trust_of(role: View) -> tuple[Statement, ...]:
    """Give the statements of a role's trust policy (`AssumeRolePolicyDocument`), which say who may assume it."""
    return tuple(_of_document(role, "AssumeRolePolicyDocument"))


def policies_of(role: Resource, graph: Graph) -> tuple[tuple[Statement, ...], tuple[Any, ...]]:
    """Give what a role, user or group may do: the statements of its policies that are declared here, and the other
    managed policies.

    Statements are of inline policies and of the `AWS::IAM::Policy`, `RolePolicy` and `ManagedPolicy` attached to it.
    The second part are ARNs as values: a str, a `Text` with holes, or an `Unresolved` where the list's end is not told.
    """
    statements = list(statements_of(role))
    managed: list[Any] = []
    declared: dict[str, Resource] = {}
    for value in _values(role, "ManagedPolicyArns"):
        policy = getattr(value, "resource", None)
        if isinstance(policy, Resource) and policy.type == "AWS::IAM::ManagedPolicy":
            declared[policy.id] = policy
        else:
            managed.append(value)
    declared.update((policy.id, policy) for policy in _attached(role, graph, managed))
    for policy in declared.values():
        statements += statements_of(policy)
    return tuple(statements), tuple(managed)


def _attached(role: Resource, graph: Graph, doubts: list[Any]) -> list[Resource]:
    """Find the policies that name the role; where one could that is not known, say so among the managed ones."""
    try:
        found = graph.into(role, "attached-to")
    except NotKnown as unknown:
        doubts.append(Unresolved(unknown.reason, unknown.location))
        return []
    return [relation.source for relation in found if isinstance(relation.source, Resource)]


def _all_statements(owner: View) -> tuple[Statement, ...]:
    return tuple(_statements(owner))


def _statements(owner: View) -> Iterator[Statement]:
    if owner.find("Statement") is not None:
        yield from _of_list(owner, "Statement")
        return
    for path in DOCUMENTS[:-1]:
        if owner.find(path) is not None:
            yield from _of_document(owner, path)
            return
    for policy in _each(owner, "Policies"):
        if isinstance(policy, View):
            yield from _of_document(policy, "PolicyDocument")
        else:
            yield _unknown(policy, owner, "Policies")


def _of_document(owner: View, path: str) -> Iterator[Statement]:
    yield from _of_list(owner, f"{path}.Statement")


def _of_list(owner: View, path: str) -> Iterator[Statement]:
    for part in _each(owner, path):
        if isinstance(part, View) and part.node.kind == MAP:
            yield Statement(part.node.location, part)
        else:
            value = part if isinstance(part, Unresolved) else Unresolved("this is no statement", owner.at(path))
            yield _unknown(value, owner, path)


def _condition(part: View) -> View | None:
    found = part.find("Condition")
    if isinstance(found, Unresolved):
        return View(scalar(found, part.node), part.scope, part.worlds)
    return found


def _principals(part: View, path: str) -> Iterator[Principal]:
    found = part.find(path)
    if isinstance(found, View) and found.node.kind == MAP:
        members: Any = found.node.value
        for kind in members:
            for value in _values(found, (kind,)):
                yield Principal(kind, value, part.at((path, kind)))
        if found.node.open:
            yield Principal("*", Unresolved(found.node.open, found.node.location), found.node.location)
        return
    for value in _values(part, path):
        yield Principal("*", value, part.at(path))


def _values(view: View, path: str | tuple[str, ...]) -> tuple[Any, ...]:
    """Give the values of a list or of the one thing in its place; what is not known stands among them as
    `Unresolved`.
    """
    return tuple(_value(item, view, path) for item in _each(view, path))


def _value(item: View | Unresolved, view: View, path: str | tuple[str, ...]) -> Any:  # noqa: ANN401 - a graph value
    if isinstance(item, Unresolved):
        return item
    value = item.get()
    return Unresolved("a text is looked for here", view.at(path)) if isinstance(value, Members) else value


def _each(view: View, path: str | tuple[str, ...]) -> Iterator[View | Unresolved]:
    """Give the members of a list, flat, and an `Unresolved` in place of what is not known."""
    try:
        for item in view.each(path):
            if item.node.kind == LIST or isinstance(item.get(), Listing):
                yield from _each(item, "")
            else:
                yield item
    except NotKnown as unknown:
        yield Unresolved(unknown.reason, unknown.location or view.at(path))


def _unknown(value: Unresolved, owner: View, path: str) -> Statement:
    place = value.location or owner.at(path)
    part = View(scalar(value, owner.node), owner.scope, owner.worlds)
    return Statement(place, part, value)


__all__ = ["Principal", "Statement", "policies_of", "statements_of", "trust_of"]
