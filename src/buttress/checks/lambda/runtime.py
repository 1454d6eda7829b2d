"""Judges whether the runtime of a function is still supported."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.functions import is_image, runtime_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SOON: Final = datetime.timedelta(days=180)
"""AWS announces the end of a runtime 180 days ahead. Source: "Lambda runtimes", Lambda Developer Guide."""


@check(
    on="AWS::Lambda::Function",
    bears_on=(
        both("OPS05-BP05"),
        both("SEC06-BP01"),
        both("PERF05-BP06"),
        both("SUS06-BP03"),
        both("serverless:ops_ops_q2_a6"),
    ),
)
def runtime(function: Resource, graph: Graph) -> Verdict:
    """A function's runtime gets security updates, and will for the next half year."""
    if is_image(function):
        return not_applicable("its image brings a runtime of its own")
    known, place = runtime_of(function), function.at("Runtime")
    if not known.deprecated:
        return met(f"AWS has announced no end of support for {known.id}", place)
    if known.deprecated <= graph.today:
        return gap(f"{known.id} has had no security updates since {known.deprecated}", place)
    if known.deprecated <= graph.today + SOON:
        return gap(f"{known.id} gets security updates only until {known.deprecated}", place)
    return met(f"{known.id} gets security updates until {known.deprecated}", place)
