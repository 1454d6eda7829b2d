"""Which values given for parameters may be kept with a workload."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.graph import Graph


def keepable(given: Mapping[str, str], graph: Graph) -> tuple[tuple[str, str], ...]:
    """Give the values that may be kept in `Workload.given`, by name: those of parameters that are no secret.

    Kept are values of pseudo parameters (`AWS::Region`), and of parameters that some root declares and none declares as
    `NoEcho`. All others are left out, also where no root declares such a parameter: a template that could not be read
    this time may call it a secret.

    The next review of the workload runs without what is left out. For a `NoEcho` parameter nothing changes by that: a
    review never looks at its value, given or not, and says `parameter Password is NoEcho`. A parameter that was not
    declared has no value then until somebody gives it again, and what rests on it is unknown.
    """
    open_ones = {parameter.name for parameter in graph.parameters if not parameter.hidden}
    hidden = {parameter.name for parameter in graph.parameters if parameter.hidden}
    return tuple(
        (name, value) for name, value in sorted(given.items()) if name.startswith("AWS::") or name in open_ones - hidden
    )
