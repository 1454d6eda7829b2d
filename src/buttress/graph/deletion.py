"""What CloudFormation does with a resource's data when the resource leaves its stack, or is replaced in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.service_defaults import default_of
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

ATTRIBUTES: Final = ("DeletionPolicy", "UpdateReplacePolicy")
KEEPING: Final = ("Retain", "RetainExceptOnCreate", "Snapshot")
"""Policies after which the data is still there; `RetainExceptOnCreate` deletes only after a failed creation."""


@dataclass(frozen=True, slots=True)
class DeletionPolicy:
    """Holds one of the two policies of a resource, as declared or as CloudFormation has it by default.

    `location` is the attribute's place, else the resource's line.
    """

    attribute: str
    value: str
    location: Location

    @property
    def keeps(self) -> bool:
        """Say whether the data, or a snapshot of it, is still there afterwards."""
        return self.value in KEEPING


def deletion_policies(resource: Resource, variant: str = "") -> tuple[DeletionPolicy, ...]:
    """Give the deletion policy and the update-replace policy of a resource; raises `NotKnown` where one is not told.

    `variant` is that of the default: an RDS instance has another one in a cluster. Source: "DeletionPolicy attribute"
    and "UpdateReplacePolicy attribute" of the CloudFormation template reference.
    """
    return tuple(_policy(resource, attribute, variant) for attribute in ATTRIBUTES)


def _policy(resource: Resource, attribute: str, variant: str) -> DeletionPolicy:
    value = resource.body.text(attribute, default=default_of(resource.type, attribute, variant))
    declared = resource.body.present(attribute)
    return DeletionPolicy(attribute, value, resource.body.at(attribute) if declared else resource.location)
