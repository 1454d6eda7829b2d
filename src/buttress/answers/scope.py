"""What a review could see: the resources that are made, the evidence on each, and what was not read."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP
from buttress.graph.resource import External
from buttress.graph.values import NotKnown
from buttress.graph.worlds import explore
from buttress.lenses.lens import WORKLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.evidence.check import Bearing
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph
    from buttress.graph.node import Node
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource

ARN: Final = re.compile(r"arn:[^:]*:([^:]+):")
WRITTEN_ARN: Final = re.compile(r"\barn:(?:\$\{[^}]*\}|[^:\s])*:([a-z][a-z0-9-]*):")
"""An ARN in a text of a template, where a placeholder may stand for the partition."""

NO_VERDICTS: Final[Mapping[str, Evidence]] = MappingProxyType({})

NAMESPACES: Final[Mapping[str, tuple[str, ...]]] = {
    "acm": ("certificatemanager",),
    "aoss": ("opensearchserverless",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "cognito-idp": ("cognito",),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elasticloadbalancing", "elasticloadbalancingv2"),
    "es": ("elasticsearch", "opensearchservice"),
    "execute-api": ("apigateway", "apigatewayv2"),
    "firehose": ("kinesisfirehose",),
    "kafka": ("msk",),
    "mq": ("amazonmq",),
    "rds": ("docdb", "neptune", "rds"),
    "states": ("stepfunctions",),
}
"""The services that an ARN calls by another name than CloudFormation does.

Source: the service prefixes in
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html;
clusters of DocumentDB and Neptune have ARNs of RDS.
"""


@dataclass(frozen=True)
class Scope:
    """Looks up what evidence there is, and tells what was not seen."""

    graph: Graph
    evidence: Sequence[Evidence]
    _made: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def present(self) -> frozenset[str]:
        """Give the types that some resource here has, and `workload`."""
        return frozenset((WORKLOAD, *(name for name in self.graph.by_type if self.resources(name))))

    def resources(self, resource_type: str) -> tuple[str, ...]:
        """Give the ids of the resources of a type that are made in some world."""
        found = self._made.get(resource_type)
        if found is None:
            declared = self.graph.by_type.get(resource_type, ())
            found = self._made[resource_type] = tuple(item.id for item in declared if self._makes(item))
        return found

    def verdicts(self, check: str) -> Mapping[str, Evidence]:
        """Give the evidence of a check by the resources that it was run on."""
        return self._by_check.get(check, NO_VERDICTS)

    def bearing(self, practice: str) -> Sequence[tuple[Bearing, Evidence]]:
        """Give the evidence that bears on a practice, each with what it may do there."""
        return self._by_practice.get(practice, ())

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """Say what was not read, each thing once: unread parts of the workload, and files that could not be read."""
        unread = (unread.says for unread in self.graph.unread)
        broken = (f"{problem.file} is not read" for problem in self.graph.problems if problem.stops)
        return tuple(dict.fromkeys((*unread, *broken)))

    def may_hold(self, types: frozenset[str]) -> bool:
        """Say whether a resource of one of the types is present, or could be what something here refers to."""
        return not (self.present.isdisjoint(types) and self._referred.isdisjoint(_as_referred(types)))

    @cached_property
    def _referred(self) -> frozenset[str]:
        """Collect what is referred to and not here: types, namespaces in lower case, empty text for any."""
        index = self.graph.index
        relations = (*index.all(), *(loose for group in index.loose.values() for loose in group))
        related = (name for relation in relations for name in _elsewhere(relation))
        written = (name for resource in self.graph.resources for name in _written(resource.node))
        return frozenset((*related, *written))

    def _makes(self, resource: Resource) -> bool:
        """Say whether some world makes a resource; only then is there evidence on it, which is quicker to look up."""
        return not resource.conditional or resource.id in self._subjects or _made(resource, self.graph)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(found.resource for found in self.evidence)

    @cached_property
    def _by_check(self) -> Mapping[str, Mapping[str, Evidence]]:
        found: dict[str, dict[str, Evidence]] = {}
        for evidence in self.evidence:
            found.setdefault(evidence.check.id, {})[evidence.resource] = evidence
        return found

    @cached_property
    def _by_practice(self) -> Mapping[str, Sequence[tuple[Bearing, Evidence]]]:
        found: dict[str, list[tuple[Bearing, Evidence]]] = {}
        for evidence in self.evidence:
            for link in evidence.check.bears_on:
                found.setdefault(link.practice, []).append((link.bearing, evidence))
        return found


def _made(resource: Resource, graph: Graph) -> bool:
    """Say whether a resource is made in some world: one that depends on the world counts as made."""
    try:
        return any(outcome.result for outcome in explore(graph.worlds, resource.exists, most=1))
    except NotKnown:
        return True


def _elsewhere(relation: Relation) -> Iterator[str]:
    """Give what the ends of a relation may be that are not here."""
    if relation.loose:
        yield from relation.types or ("",)
    for end in (relation.source, relation.target):
        if isinstance(end, External):
            arn = ARN.match(end.id)
            yield from _namespaces(arn[1]) if arn else ("",)


def _written(node: Node) -> Iterator[str]:
    """Give the services whose ARNs stand in the texts of a resource, such as those that a policy names.

    An ARN that is joined of pieces is seen where one piece holds its service.
    """
    left = [node]
    while left:
        found = left.pop()
        if found.kind == CALL:
            left.append(found.value[1])
        elif found.kind == LIST:
            left.extend(found.value)
        elif found.kind == MAP:
            left.extend(found.value.values())
        elif isinstance(found.value, str) and "arn:" in found.value:
            for service in WRITTEN_ARN.findall(found.value):
                yield from _namespaces(service)


def _namespaces(service: str) -> tuple[str, ...]:
    return NAMESPACES.get(service, (service,))


@functools.cache
def _as_referred(types: frozenset[str]) -> frozenset[str]:
    """Give how what is elsewhere may be told to be of one of the types: by the type, its namespace, or not at all."""
    return frozenset(("", *types, *(name.split("::")[1].lower() for name in types)))
