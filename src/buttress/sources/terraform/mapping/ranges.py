"""Ranges of addresses, of which Terraform has lists where CloudFormation has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import LIST, Node, scalar
from buttress.graph.values import Text, Unresolved
from buttress.sources.terraform.mapping.later import members_of, reduced, unknown_of

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

EVERYBODY = "/0"


def widest(node: Node, scope: Scope) -> Step:
    """Give the widest of several ranges of addresses: the one of all addresses, else the first.

    A rule that stands by itself has one range in CloudFormation and may have several in Terraform. Whether everybody is
    let in is the same for all of them and for the widest; where one of several is not known, the widest is not.
    """
    if node.kind != LIST:
        return node, scope
    first: Step = None
    unknown: Unresolved | None = None
    for member in members_of(node, scope):
        found = member if isinstance(member, Unresolved) else reduced(*member)
        if isinstance(found, Unresolved):
            unknown = unknown or found
        elif found is not None:
            value = found[0].value
            if isinstance(value, str | Text) and value.endswith(EVERYBODY):
                return found
            unknown = unknown or unknown_of(found[0])
            first = first or found
    if unknown is not None and (node.open or len(node.value) > 1 or first is None):
        return scalar(unknown, node), scope
    return first
