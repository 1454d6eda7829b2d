"""Signs that a workload measures something of its own.

Sources: "Powertools for AWS Lambda" (environment variables); "Creating metrics from log events using filters" of the
Amazon CloudWatch Logs User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import Unresolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location

NAMESPACE: Final = "POWERTOOLS_METRICS_NAMESPACE"


def measures(graph: Graph) -> Iterator[tuple[str, Location]]:
    """Give what shows it, with the place: metric filters on logs, then functions with a namespace for metrics."""
    for found in graph.of_type("AWS::Logs::MetricFilter"):
        yield f"{found.logical_id} makes a metric of what is logged", found.location
    for function in graph.of_type("AWS::Lambda::Function"):
        variable = function.find(f"Environment.Variables.{NAMESPACE}")
        if variable is not None and not isinstance(variable, Unresolved):
            yield f"{function.logical_id} writes metrics of its own", function.at(f"Environment.Variables.{NAMESPACE}")
