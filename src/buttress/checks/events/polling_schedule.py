"""Judges whether a schedule starts a function again and again to look for work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes, supports
from buttress.graph.consumers import functions_started
from buttress.graph.schedules import minutes_between

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

OFTEN: Final = 5
"""Minutes: a function that is started this often mostly looks for work that an event could have told it of."""


@check(
    on="AWS::Events::Rule",
    bears_on=(refutes("serverless:cost_cost_q1_a4"), supports("SUS03-BP01")),
    severity=("low", "a schedule says that a function starts, not that it finds nothing to do"),
)
def polling_schedule(rule: Resource, graph: Graph) -> Verdict:
    """No function is started every few minutes to look for work."""
    if not rule.present("ScheduleExpression"):
        return not_applicable("it waits for events")
    path = "ScheduleExpression"
    if rule.get("State") == "DISABLED":
        return not_applicable("it is switched off")
    if not functions_started(rule, graph):
        return not_applicable("it starts no function")
    minutes = minutes_between(rule.text(path))
    if minutes > OFTEN:
        return met("it runs less often than every five minutes", rule.at(path))
    return gap(f"a function starts every {minutes:g} min, whether there is work or not", rule.at(path), "low")
