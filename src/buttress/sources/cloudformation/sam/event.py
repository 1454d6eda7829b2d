"""One event of a function or state machine, and the permission that its source needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.cloudformation.sam.maker import attribute, reference, suffixed
from buttress.sources.cloudformation.sam.shape import is_left_out, member, text
from buttress.sources.cloudformation.sam.statements import queue_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Target
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.role import RoleDraft


@dataclass(frozen=True, slots=True)
class Event:
    """Holds an event: its name, its node (which stands at its key), its properties, and what it invokes."""

    expansion: Expansion
    target: Target
    draft: RoleDraft
    name: str
    node: Node
    properties: Mapping[str, Node]

    @property
    def id(self) -> str:
        """Give the logical id of the resource that the event is."""
        return self.target.source.id + self.name

    @property
    def type(self) -> str:
        """Give the event's type."""
        return text(member(self.node, "Type")) or ""

    def get(self, *path: str) -> Node | None:
        """Give the property at a path of keys."""
        first, *rest = path
        return member(self.properties.get(first), *rest)

    def without(self, *names: str) -> dict[str, Node]:
        """Give the properties but for those named."""
        return {name: node for name, node in self.properties.items() if name not in names}

    def add(self, name: str, kind: str, properties: Mapping[str, Value], **attributes: Value) -> str:
        """Add a resource at the event's place."""
        return self.expansion.add(name, kind, properties, self.node, self.target.source, attributes)

    def permit(self, principal: str, prefix: str | None = None, suffix: Node | str = "", **more: Value) -> str:
        """Add the permission for a service to invoke the function."""
        properties: dict[str, Value] = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": self.target.name(self.node),
            "Principal": principal,
            **more,
        }
        return self.add(suffixed(f"{prefix or self.id}Permission", suffix), "AWS::Lambda::Permission", properties)

    def dead_letter_arn(self, rule_arn: Node | None) -> Node | None:
        """Give the ARN of the queue for events that cannot be delivered, which is made where only its type is given.

        A queue that EventBridge sends to gets a policy that lets the rule; EventBridge Scheduler sends with a role.
        """
        config = self.get("DeadLetterConfig")
        if config is None or is_left_out(config):
            return None
        arn = member(config, "Arn")
        if arn is not None:
            return arn
        queue = text(member(config, "QueueLogicalId")) or f"{self.id}Queue"
        self.expansion.add(queue, "AWS::SQS::Queue", {}, config, self.target.source)
        generated = attribute(queue, "Arn", config)
        if rule_arn is not None:
            document = queue_policy({"Service": "events.amazonaws.com"}, rule_arn, generated, config)
            properties: dict[str, Value] = {"PolicyDocument": document, "Queues": [reference(queue, config)]}
            self.expansion.add(f"{self.id}QueuePolicy", "AWS::SQS::QueuePolicy", properties, config, self.target.source)
        return generated
