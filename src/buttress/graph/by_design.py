"""What AWS's own design decides, so that no template could say otherwise; the facts say where AWS tells."""

from __future__ import annotations

from buttress.facts.service_facts import service_fact
from buttress.graph.values import NotKnown


def by_design(service: str, fact: str) -> str:
    """Give what AWS documents of a service; raises `NotKnown` where no dated fact says it."""
    found = service_fact(service, fact)
    if found is None:
        raise NotKnown(f"no fact tells of {fact} of {service}")
    return f"{found.value}, as AWS documents (read on {found.as_of.isoformat()})"


__all__ = ["by_design"]
