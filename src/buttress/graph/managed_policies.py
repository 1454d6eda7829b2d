"""Which managed policies of AWS an identity has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.managed_policies import ManagedPolicy, managed_policy
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Reference, Text

if TYPE_CHECKING:
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

_OWNED_BY_AWS: Final = ":iam::aws:policy/"


def far_reaching(owner: Resource) -> tuple[tuple[ManagedPolicy, View], ...]:
    """Give the managed policies of a role, user or group that reach too far, each with its place.

    Raises `NotKnown` where there is none, and one that is declared elsewhere could.
    """
    found = those(owner.each("ManagedPolicyArns"), lambda item: _policy(item) is not None)
    return tuple((policy, item) for item in found if (policy := _policy(item)) is not None)


def administrator_places(owner: Resource) -> tuple[Location, ...]:
    """Give the places of the managed policies with which an identity can give itself any permission."""
    return tuple(item.at() for policy, item in far_reaching(owner) if policy.level == "administrator")


def _policy(item: View) -> ManagedPolicy | None:
    """Give the policy of AWS that an ARN names, if it reaches too far; one that is declared here is judged there."""
    value = item.get()
    if isinstance(value, Reference):
        return None
    written = value.tail if isinstance(value, Text) else item.text()
    if _OWNED_BY_AWS not in written:
        raise NotKnown("what this policy allows is declared elsewhere", item.at())
    return managed_policy(f"arn:aws{_OWNED_BY_AWS}{written.split(_OWNED_BY_AWS, 1)[1]}")
