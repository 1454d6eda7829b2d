"""Which web ACLs of AWS WAF look at the requests to a resource.

Source: `AssociateWebACL` of the AWS WAF API reference: load balancers, stages of REST APIs, GraphQL APIs and user pools
can have one; HTTP and WebSocket APIs cannot, but a distribution that stands before them can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.distributions import DISTRIBUTION, fronting
from buttress.graph.resource import Resource
from buttress.graph.selection import such, those
from buttress.graph.stages import STAGES, is_stage_of
from buttress.graph.values import NotKnown, Reference, Text, Unresolved, some

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.view import View

ASSOCIATION: Final = "AWS::WAFv2::WebACLAssociation"
WEB_ACL: Final = "AWS::WAFv2::WebACL"
LOGGING: Final = "AWS::WAFv2::LoggingConfiguration"
OWN_ADDRESS: Final = "DisableExecuteApiEndpoint"
WEB_ACL_OF_DISTRIBUTION: Final = "DistributionConfig.WebACLId"


def associations_of(resource: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the associations that put a web ACL before a resource; raises `NotKnown` where none does and one could."""
    return those(such(graph, lambda association: _names(association.get("ResourceArn"), resource), ASSOCIATION), bool)


def screens_of(api: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the distributions with a web ACL that stand before an HTTP or WebSocket API, or a domain name of it.

    Raises `NotKnown` where none is found, and one that is here could stand before a domain name which an origin
    writes out.
    """
    domains = graph.into(api, "fronts", where=lambda relation: relation.detail == "domain name")
    ways = (api, *(relation.source for relation in domains if isinstance(relation.source, Resource)))
    found = those(_before(ways, graph), lambda distribution: distribution.get(WEB_ACL_OF_DISTRIBUTION))
    if not found and closes_own_address(api) and next(graph.of_type(DISTRIBUTION), None) is not None:
        raise NotKnown("a distribution may stand before the domain of the API", api.at(OWN_ADDRESS))
    return found


def _before(ways: Iterable[Resource], graph: Graph) -> Iterator[Resource]:
    for way in ways:
        yield from fronting(way, graph)


def closes_own_address(api: Resource) -> bool:
    """Say whether an HTTP or WebSocket API cannot be called by the address that AWS gives it."""
    return api.flag(OWN_ADDRESS, default=default_of(api.type, OWN_ADDRESS))


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


def api_of(stage: Resource) -> Resource:
    """Give the HTTP or WebSocket API of a stage; raises `NotKnown` where it is not declared here."""
    value = stage.get("ApiId")
    if isinstance(value, Reference):
        return value.resource
    raise NotKnown("the API of the stage is declared elsewhere", stage.at("ApiId"))
