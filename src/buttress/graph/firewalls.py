"""Which web ACLs of AWS WAF look at the requests to a resource.

Source: `AssociateWebACL` of the AWS WAF API reference: load balancers, stages of REST APIs and GraphQL APIs
can have one; HTTP and WebSocket APIs cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.stages import STAGES, is_stage_of
from buttress.graph.values import NotKnown, Reference, Text, Unresolved, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

ASSOCIATION: Final = "AWS::WAFv2::WebACLAssociation"
WEB_ACL: Final = "AWS::WAFv2::WebACL"
LOGGING: Final = "AWS::WAFv2::LoggingConfiguration"


def associations_of(resource: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the associations that put a web ACL before a resource; raises `NotKnown` where none does and one could."""
    return those(such(graph, lambda association: _names(association.get("ResourceArn"), resource), ASSOCIATION), bool)


def rate_rules_of(association: Resource) -> tuple[View, ...]:
    """Give the rules of the web ACL that limit the rate of requests; raises `NotKnown` where it is elsewhere."""
    value = association.get("WebACLArn")
    if isinstance(value, Reference) and value.resource.type == WEB_ACL:
        return those(value.resource.each("Rules"), lambda rule: rule.present("Statement.RateBasedStatement"))
    raise NotKnown("the web ACL is declared elsewhere", association.at("WebACLArn"))


def logs_of(acl: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the logging configurations of a web ACL; raises `NotKnown` where there are none and one could be its."""
    return those(such(graph, lambda logging: _names(logging.get("ResourceArn"), acl), LOGGING), bool)


def _names(arn: Any, resource: Resource) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(arn, Reference):
        return arn.resource.id == resource.id
    if isinstance(arn, Text) and resource.type in STAGES:
        return is_stage_of(arn, resource)
    if isinstance(arn, Text) and arn.references:
        return some(arn.references, lambda reference: reference.resource.id == resource.id)
    if isinstance(arn, Text):
        arn.refuse()
    if isinstance(arn, Unresolved):
        arn.refuse()
    return False
