"""Who rotates a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.selection import such, those
from buttress.graph.values import Reference

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource

ATTACHMENT: Final = "AWS::SecretsManager::SecretTargetAttachment"


def rotations_of(secret: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations of the schedules that rotate a secret.

    A schedule may name the secret, or its attachment to a database: `Ref` of an attachment is the secret's ARN. Raises
    `NotKnown` where there is none, and a schedule whose secret is not told could be one.
    """
    itself = Reference(secret, "Ref")
    attached = those(such(graph, lambda each: each.get("SecretId") == itself, ATTACHMENT), bool)
    through = tuple(relation for each in attached for relation in _schedules(each, graph))
    return through or _schedules(secret, graph)


def _schedules(target: Resource, graph: Graph) -> tuple[Relation, ...]:
    return graph.into(target, "guards", where=lambda relation: relation.detail == "rotation")
