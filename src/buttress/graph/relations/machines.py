"""Relations of state machines: what their states call, read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.arns import has
from buttress.graph.definitions import State, states_of
from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import (
    BUCKET,
    BUS,
    FUNCTION,
    KEY,
    LOG_GROUP,
    MACHINE,
    QUEUE,
    ROLE,
    TABLE,
    TOPIC,
    reading,
)
from buttress.graph.values import ABSENT, NotKnown, Unresolved

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

Call = tuple[str, str, tuple[str, ...], str]

INTEGRATIONS: Final[dict[str, tuple[Call, ...]]] = {
    "lambda:invoke": (("invokes", "FunctionName", FUNCTION, "sync"),),
    "states:startExecution": (("invokes", "StateMachineArn", MACHINE, "async"),),
    "states:startExecution.sync": (("invokes", "StateMachineArn", MACHINE, "sync"),),
    "states:startExecution.sync:2": (("invokes", "StateMachineArn", MACHINE, "sync"),),
    "sns:publish": (("publishes-to", "TopicArn", TOPIC, ""),),
    "sqs:sendMessage": (("publishes-to", "QueueUrl", QUEUE, ""),),
    "dynamodb:getItem": (("reads", "TableName", TABLE, ""),),
    "dynamodb:query": (("reads", "TableName", TABLE, ""),),
    "dynamodb:scan": (("reads", "TableName", TABLE, ""),),
    "dynamodb:putItem": (("writes", "TableName", TABLE, ""),),
    "dynamodb:updateItem": (("writes", "TableName", TABLE, ""),),
    "dynamodb:deleteItem": (("writes", "TableName", TABLE, ""),),
    "s3:getObject": (("reads", "Bucket", BUCKET, ""),),
    "s3:putObject": (("writes", "Bucket", BUCKET, ""),),
}
"""By service and action of an integration: kind, the argument that names the end, its types, detail.

Source: "Integrating services with Step Functions", Step Functions Developer Guide.
"""

SDK_NAMES: Final = {"sfn": "states"}
"""Names of services in `aws-sdk` integrations that differ from those of the optimized ones."""


@relates(
    *MACHINE,
    kinds=("assumes", "logs-to", "encrypted-by", "invokes", "publishes-to", "reads", "writes"),
)
def machine(resource: Resource, link: Linker) -> None:
    """Relates a state machine to its role, logs and key, and to what its states call."""
    reads = reading(resource, link)
    reads.to("assumes", "RoleArn", ROLE)
    reads.to("encrypted-by", "EncryptionConfiguration.KmsKeyId", KEY)
    for destination in reads.parts("LoggingConfiguration.Destinations", "logs-to"):
        destination.to("logs-to", "CloudWatchLogsLogGroup.LogGroupArn", LOG_GROUP)
    try:
        for state in states_of(resource):
            _calls(state, resource, link)
    except NotKnown as unknown:
        for kind in ("invokes", "publishes-to", "reads", "writes"):
            link.loose(kind, resource, unknown.reason, unknown.location or resource.location)


def _calls(state: State, machine: Resource, link: Linker) -> None:
    """Relate the machine to what one state calls, at the place of the state."""
    called = state.resource
    if called is ABSENT or state.body.get("Type") != "Task":
        return
    action = _integration(called)
    if action is None:
        link.link_value("invokes", machine, called, state.location, FUNCTION, "sync")
        return
    for kind, argument, types, detail in INTEGRATIONS.get(action, ()):
        link.link_value(kind, machine, _argument(state, argument), state.location, types, detail)
    if action.startswith("events:putEvents"):
        _puts_events(state, machine, link)


def _integration(called: Any) -> str | None:  # noqa: ANN401 - a value of the graph
    """Give service and action (`sqs:sendMessage`) of an integration, None for the ARN of a function or activity."""
    if not has(called, ":states:::"):
        return None
    action = str(called).split(":states:::", 1)[1].removeprefix("aws-sdk:")
    service, _, rest = action.partition(":")
    action = f"{SDK_NAMES.get(service, service)}:{rest}".removesuffix(".waitForTaskToken")
    return action if action.endswith((".sync", ".sync:2")) and action in INTEGRATIONS else action.split(".sync")[0]


def _argument(state: State, name: str) -> Any:  # noqa: ANN401 - a value of the graph
    """Give an argument as a value; one that is taken from the input (`Name.$`) is not known."""
    arguments = state.arguments
    if arguments is None:
        return ABSENT
    value = arguments.get((name,))
    if value is not ABSENT:
        return value
    dynamic = arguments.get((f"{name}.$",))
    return ABSENT if dynamic is ABSENT else _from_input(name, arguments.at((f"{name}.$",)))


def _from_input(name: str, place: Location) -> Unresolved:
    return Unresolved(f"{name} is taken from the state's input", place)


def _puts_events(state: State, machine: Resource, link: Linker) -> None:
    arguments = state.arguments
    entries = () if arguments is None else arguments.each("Entries")
    for entry in entries:
        bus = entry.get("EventBusName")
        link.link_value("publishes-to", machine, "default" if bus is ABSENT else bus, state.location, BUS)


READERS: tuple[Reader, ...] = (machine,)
