"""Whether callers of an API have to show a certificate of their own.

Source: "How to turn on mutual TLS authentication for your REST APIs" of the API Gateway Developer Guide: it is asked
for at a custom domain name, so the address that AWS gives the API has to be closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.resource import Resource
from buttress.graph.values import every

if TYPE_CHECKING:
    from buttress.graph.graph import Graph


def asks_certificate(api: Resource, graph: Graph) -> bool:
    """Say whether every way to an API is a domain name with mutual TLS."""
    if not api.flag("DisableExecuteApiEndpoint", default=False):
        return False
    shown = graph.into(api, "fronts", where=lambda relation: relation.detail == "domain name")
    return bool(shown) and every(shown, lambda relation: _is_mutual(relation.source))


def _is_mutual(domain: object) -> bool:
    return isinstance(domain, Resource) and domain.present("MutualTlsAuthentication")
