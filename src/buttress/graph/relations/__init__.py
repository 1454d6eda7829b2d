"""Readers of relations, a module for each group of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.relations import (
    apis,
    databases,
    delivery,
    functions,
    machines,
    messages,
    monitoring,
    network,
    roles,
    serving,
    storage,
)

if TYPE_CHECKING:
    from buttress.graph.linking import Reader

READERS: tuple[Reader, ...] = (
    *functions.READERS,
    *messages.READERS,
    *machines.READERS,
    *apis.READERS,
    *monitoring.READERS,
    *storage.READERS,
    *network.READERS,
    *databases.READERS,
    *serving.READERS,
    *delivery.READERS,
    *roles.READERS,
)
