"""Whether a security policy lets old versions of TLS in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.tls import Service, tls_policy
from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from buttress.graph.location import Location

LOWEST_WANTED: Final = (1, 2)
"""TLS 1.2: RFC 8996 retired 1.0 and 1.1 in March 2021."""


def accepts_old_tls(service: Service, policy: str, place: Location) -> bool:
    """Say whether a security policy accepts less than TLS 1.2; raises `NotKnown` for a policy that no fact tells of."""
    known = tls_policy(service, policy)
    if known is None:
        raise NotKnown(f"what the security policy {policy} accepts is not known here", place)
    return known.lowest < LOWEST_WANTED
