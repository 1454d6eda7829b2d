"""What data sources say that needs no account, and honest holes for the rest.

Source: the data sources' pages in the AWS provider's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, SCALAR, Node, scalar, sequence
from buttress.graph.values import Hole, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import reduced

if TYPE_CHECKING:
    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import Placed

PSEUDO: Final = {
    ("aws_caller_identity", "account_id"): "AWS::AccountId",
    ("aws_caller_identity", "id"): "AWS::AccountId",
    ("aws_region", "name"): "AWS::Region",
    ("aws_region", "region"): "AWS::Region",
    ("aws_region", "id"): "AWS::Region",
    ("aws_partition", "partition"): "AWS::Partition",
    ("aws_partition", "id"): "AWS::Partition",
    ("aws_partition", "dns_suffix"): "AWS::URLSuffix",
}
SINGLE: Final = frozenset(
    {"id", "arn", "name", "url", "endpoint", "json", "domain", "version", "value", "string", "key"}
)
"""The last words of attributes whose value is a single text."""


def data_attribute(place: Placed, name: str, node: Node) -> Step:
    """Give an attribute of a data source."""
    scope, kind = place.scope, place.family.type
    pseudo = PSEUDO.get((kind, name))
    if pseudo is not None and _is_null(place, "region"):
        return scalar(Text((Hole("pseudo", pseudo),), node.location), node), scope
    if kind == "aws_iam_policy_document" and name in ("json", "minified_json"):
        return _policy(place, node)
    if kind == "aws_availability_zones" and name == "names":
        return _zones(node), scope
    declared = place.members.get(name)
    if (
        declared is not None
        and not _is_null(place, name)
        and (declared.kind != CALL or declared.value[0] != "tf:dynamic")
        and not _is_block(declared)
    ):
        return declared, scope
    return unknown_text(place.address, name, node), scope


def _is_null(place: Placed, name: str) -> bool:
    """Say whether an attribute is left to the provider, which tells it then."""
    declared = place.members.get(name)
    if declared is None:
        return True
    found, _ = reduced(declared, place.scope, whole=False)
    return found.kind == SCALAR and found.value is None


def _is_block(node: Node) -> bool:
    return node.kind == LIST and any(member.kind != CALL and isinstance(member.value, dict) for member in node.value)


def _zones(node: Node) -> Node:
    """Give zones that differ, of a Region that need not be known, as `Fn::GetAZs` has them."""
    texts: list[Any] = [Text((Hole("zone", f"zone {number} of AWS::Region"),), node.location) for number in range(6)]
    return sequence([scalar(text, node) for text in texts], node, "how many zones the Region has is not told")


def _policy(place: Placed, node: Node) -> Step:
    from buttress.sources.terraform.policy_document import policy_document  # noqa: PLC0415 - only where there is one

    scope = place.scope
    return policy_document(scope.call("aws_iam_policy_document", node), place.family.body), scope


def unknown_text(what: str, name: str, node: Node) -> Node:
    """Give an attribute of which nothing is known: a text with a hole where its name says that it is a single text."""
    if name.rpartition("_")[2] in SINGLE:
        return scalar(Text((Hole("attribute", f"{what}.{name}"),), node.location), node)
    return scalar(Unresolved(f"{what}.{name} is looked up at deployment", node.location), node)
