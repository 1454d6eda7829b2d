"""Which rules hand on the events that tell of failed executions of a state machine.

Source: "Step Functions execution status changes", EventBridge events reference: only standard workflows send them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.values import ABSENT, Reference, Text, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

RULE: Final = "AWS::Events::Rule"
FAILED: Final = "FAILED"


def rules_on_failures(machine: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the rules with a target whose pattern takes the failed executions of a standard workflow."""
    if machine.get("StateMachineType") == "EXPRESS":
        return ()
    return those(such(graph, lambda rule: rule.present("Targets") and _takes_failures(rule, machine), RULE), bool)


def _takes_failures(rule: Resource, machine: Resource) -> bool:
    if not rule.present("EventPattern") or not rule.has("EventPattern.source", "aws.states"):
        return False
    pattern = rule.part("EventPattern")
    if not pattern.has("detail.status", FAILED):
        return False
    machines = pattern.get("detail.stateMachineArn")
    return bool(machines == ABSENT) or some(pattern.each("detail.stateMachineArn"), lambda item: _is(item, machine))


def _is(item: View, machine: Resource) -> bool:
    value: Any = item.get()
    if isinstance(value, Reference):
        return value.resource.id == machine.id
    if isinstance(value, Text) and value.references:
        return value.references[0].resource.id == machine.id
    return bool(value == Reference(machine, "Ref"))


__all__ = ["rules_on_failures"]
