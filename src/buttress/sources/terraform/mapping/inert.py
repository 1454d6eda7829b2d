"""Resources of Terraform that make nothing in AWS, so that nothing is missed where no mapping knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP

if TYPE_CHECKING:
    from buttress.sources.terraform.instance import Instance

LOGICAL: Final = frozenset({"local", "random", "time", "tls"})
"""Providers of HashiCorp that reach no service: "random … is a logical provider, which means that it works entirely
within Terraform's logic, and does not interact with any other services"; time and tls likewise, and local "is used to
manage local resources, such as files". Source: the overviews of these providers in the Terraform Registry.

`null_resource` and `terraform_data` are left out: people use them to run commands, which may do anything.
"""


def makes_nothing(instance: Instance) -> bool:
    """Say whether an instance makes nothing outside of Terraform; one with a provisioner may do anything."""
    if instance.type.partition("_")[0] not in LOGICAL:
        return False
    return not (instance.body.kind == MAP and "provisioner" in instance.body.value)
