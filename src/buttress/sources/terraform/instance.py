"""What evaluation hands to the mapping: the instances of Terraform's resources, in Terraform's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.location import Location
    from buttress.graph.node import Node, Scope
    from buttress.graph.resource import Resource


@dataclass(frozen=True, slots=True)
class Instance:
    """Holds one instance of a resource block.

    `address` is Terraform's own (`module.queue["a"].aws_sqs_queue.this[0]`; an instance whose index is not known ends
    in `[*]`). `attributes` is a map of Terraform's names: an attribute's node, and for blocks of one name a list of
    maps; any of them may be a call that `scope` reduces. Its members carry the place of the attribute or block, in the
    module's file. `location` is the line of the block's own header. `body` holds the meta-arguments (`lifecycle`,
    `depends_on`, `provider`). `chain` are the places of the module calls that led here, outermost first. `exists` says
    whether it is made in the current world, None where it always is. `change` is what a plan does to it (`create`,
    `update`, `replace`, `no-op`), empty outside of plans. `provisioned` says whether provisioners run for it, which may
    do anything; None where only the configuration would tell.
    """

    address: str
    type: str
    attributes: Node
    scope: Scope
    location: Location
    body: Node
    chain: tuple[Location, ...] = ()
    exists: Callable[[], bool] | None = None
    change: str = ""
    provisioned: bool | None = None


class Attributes(Protocol):
    """Answers what another resource's attribute is worth, in canonical words; the mapping implements it."""

    def attribute(self, address: str, name: str, node: Node) -> tuple[Node, Scope] | None:
        """Give what `TYPE.NAME.attribute` stands for at the place of `node`.

        What identifies a resource (`id`, `arn`, `name`…) is a `Reference` to the canonical resource with the canonical
        attribute (`Ref`, `Arn`…); another attribute that is declared is its own node and scope; one that the provider
        computes is a `Reference` with Terraform's name for it. None where it is absent, or null.
        """
        ...


class Register(Protocol):
    """Makes resources of instances; a source that has instances needs no more than this of the mapping."""

    @property
    def attributes(self) -> Attributes:
        """Give the answers to references between instances; it may be asked only once all instances are added."""
        ...

    def add(self, root: str, instance: Instance) -> None:
        """Take an instance of a root."""
        ...

    def resources(self) -> list[Resource]:
        """Make the canonical resources of all instances that were added."""
        ...
