"""What AWS's own design decides, so that no template could say otherwise; the facts say where AWS tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.facts.service_facts import service_fact
from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from buttress.graph.resource import Resource


def by_design(service: str, fact: str) -> str:
    """Give what AWS documents of a service; raises `NotKnown` where no dated fact says it."""
    found = service_fact(service, fact)
    if found is None:
        raise NotKnown(f"no fact tells of {fact} of {service}")
    return f"{found.value}, as AWS documents (read on {found.as_of.isoformat()})"


def by_design_of(function: Resource, fact: str) -> str:
    """Give what AWS documents of functions; raises `NotKnown` for one that runs on instances of the account.

    Source: "Lambda Managed Instances" of the Lambda Developer Guide: they scale, fail and stand in zones otherwise.
    """
    if function.present("CapacityProviderConfig"):
        raise NotKnown(
            "it runs on instances of the account, which behave otherwise", function.at("CapacityProviderConfig")
        )
    return by_design("lambda", fact)


__all__ = ["by_design", "by_design_of"]
