"""Typed relations between resources, and the ends of relations that could not be resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location
    from buttress.graph.resource import External, Resource
    from buttress.graph.worlds import Assignment


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Joins two resources.

    `kind` is one of the words of `KINDS`; `detail` tells more where the kind has variants (`sync`, `async`, `poll`);
    `when` lists the worlds in which it exists, empty for all; `location` is the place that declares it. A loose end has
    one end that is None, and `value` is what stands there; `types` are the resource types that this end could be (empty
    for any).
    """

    kind: str
    source: Resource | External | None
    target: Resource | External | None
    location: Location
    detail: str = ""
    when: tuple[Assignment, ...] = ()
    value: Any = None
    types: tuple[str, ...] = ()
    via: Resource | None = None

    @property
    def loose(self) -> bool:
        """Say whether one of the ends is not resolved."""
        return self.source is None or self.target is None

    @property
    def identity(self) -> tuple[object, ...]:
        """Give what two findings of the same relation in two worlds have in common."""
        ends = tuple(None if end is None else end.id for end in (self.source, self.target))
        return (self.kind, *ends, self.detail, self.location, str(self.value) if self.loose else "")


KINDS = frozenset(
    {
        "alarms-on",  # an alarm or composite alarm -> what it looks at
        "assumes",  # a function, state machine or service -> its role
        "attached-to",  # a policy -> the role, user or group that it is attached to
        "authorizes",  # an authorizer (or its function or pool) -> the API
        "backs-up",  # a backup selection -> what it backs up
        "dead-letters-to",  # a queue, rule, subscription, function or mapping -> where it sets failures aside
        "deploys",  # a deployment group or alias -> the function or service
        "encrypted-by",  # a store -> its key
        "fronts",  # an API, distribution or load balancer -> what answers behind it
        "guards",  # a web ACL, policy or permission -> what it protects
        "invokes",  # a caller -> function or state machine; detail: sync, async
        "logs-to",  # what logs -> log group, bucket or stream
        "notifies",  # an alarm -> its action
        "placed-in",  # something -> its subnet, VPC, or cluster
        "protected-by",  # something -> its security group
        "publishes-to",  # something -> topic, bus, queue or stream it writes events to
        "reads",  # a role -> a store its policies let it read
        "routes-to",  # a route or subnet -> gateway, NAT, endpoint or table
        "scales",  # a scalable target or policy -> what it scales
        "subscribes-to",  # a subscription's endpoint -> the topic
        "triggers",  # an event source -> what it triggers; detail: sync, async, poll
        "writes",  # a role -> a store its policies let it write
    }
)
