"""Judges whether a topic turns plain HTTP away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, missing, supports
from buttress.graph.selection import those
from buttress.graph.transport import refuses_plain_http, statements_on

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ACTIONS: Final = ("sns:Publish", "SNS:Publish", "sns:*", "SNS:*", "*")
"""Publishing is what carries a message."""


@check(
    on="AWS::SNS::Topic",
    bears_on=(supports("SEC09-BP02"),),
    absence="workload",
    severity=("low", "AWS's SDKs and services use TLS; only a client that is told otherwise does not"),
)
def secure_transport(topic: Resource, graph: Graph) -> Verdict:
    """A topic takes messages over TLS only."""
    statements = statements_on(topic, graph)
    for statement in those(statements, lambda each: refuses_plain_http(each, ACTIONS, tail="")):
        return met("its policy denies every message that does not come over TLS", statement.location)
    if statements:
        return gap("its policy does not deny messages over plain HTTP", statements[0].location)
    return missing("no policy denies messages over plain HTTP", topic.at())
