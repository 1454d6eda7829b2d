"""Which rules hand on the events that tell of failed executions of a state machine.

Source: "Step Functions execution status changes", EventBridge events reference: only standard workflows send them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.values import ABSENT, NotKnown, Reference, Text, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

RULE: Final = "AWS::Events::Rule"
FAILED: Final = "FAILED"
TOPIC: Final = "AWS::SNS::Topic"
TELLING: Final = (":sns:", ":ssm-incidents:")


def rules_on_failures(machine: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the rules that tell people of the failed executions of a standard workflow.

    Raises `NotKnown` where a rule hands them to code, a queue or a bus: whom that tells stands nowhere in a template.
    """
    if machine.get("StateMachineType") == "EXPRESS":
        return ()
    return those(
        such(graph, lambda rule: rule.present("Targets") and _takes_failures(rule, machine) and _tells(rule), RULE),
        bool,
    )


def _takes_failures(rule: Resource, machine: Resource) -> bool:
    if not rule.present("EventPattern") or not rule.has("EventPattern.source", "aws.states"):
        return False
    pattern = rule.part("EventPattern")
    if not pattern.has("detail.status", FAILED):
        return False
    machines = pattern.get("detail.stateMachineArn")
    return bool(machines == ABSENT) or some(pattern.each("detail.stateMachineArn"), lambda item: _is(item, machine))


def _tells(rule: Resource) -> bool:
    if some(rule.each("Targets"), lambda target: _reaches_people(target.get("Arn"))):
        return True
    raise NotKnown(f"whom {rule.logical_id} tells of failed executions is not known here", rule.at("Targets"))


def _reaches_people(target: Any) -> bool:  # noqa: ANN401 - a graph value
    """Say whether a target is a topic, declared here or elsewhere, or a response plan of Incident Manager."""
    if isinstance(target, Reference):
        return target.resource.type == TOPIC
    parts = target.parts if isinstance(target, Text) else (target,)
    return any(service in part for part in parts if isinstance(part, str) for service in TELLING)


def _is(item: View, machine: Resource) -> bool:
    value: Any = item.get()
    if isinstance(value, Reference):
        return value.resource.id == machine.id
    if isinstance(value, Text) and value.references:
        return value.references[0].resource.id == machine.id
    return bool(value == Reference(machine, "Ref"))


__all__ = ["rules_on_failures"]
