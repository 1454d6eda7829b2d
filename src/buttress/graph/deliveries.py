"""Which vended logs are delivered of a resource.

Source: "Enabling logging from AWS services" of the CloudWatch Logs User Guide: a delivery source names the resource
whose logs a delivery takes to a destination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.values import Reference, Text, Unresolved

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SOURCE: Final = "AWS::Logs::DeliverySource"


def deliveries_of(resource: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the delivery sources that name a resource; raises `NotKnown` where none does and one could."""
    return those(such(graph, lambda source: _names(source.get("ResourceArn"), resource), SOURCE), bool)


def _names(arn: Any, resource: Resource) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(arn, Reference):
        return arn.resource.id == resource.id
    if isinstance(arn, Text) and arn.references:
        return any(reference.resource.id == resource.id for reference in arn.references)
    if isinstance(arn, Text | Unresolved):
        arn.refuse()
    return False
