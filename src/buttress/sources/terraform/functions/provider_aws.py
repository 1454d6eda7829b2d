"""The functions that the AWS provider defines.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse and its neighbours
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, mapping, scalar
from buttress.graph.values import Text
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.joining import split
from buttress.sources.terraform.functions.texts import text_node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_PARTS: Final = ("partition", "service", "region", "account_id", "resource")


@taking(1)
def arn_parse(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `arn_parse`; an ARN with holes has the parts that surely stand between its colons."""
    value = call.parts(arguments[0])
    if isinstance(value, str):
        pieces = value.split(":", 5)
        if len(pieces) != 6 or pieces[0] != "arn":  # noqa: PLR2004 - an ARN's parts
            call.invalid(f"{value!r} is no ARN")
        return mapping(
            {name: scalar(piece, call.node) for name, piece in zip(_PARTS, pieces[1:], strict=True)}, call.node
        )
    pieces_known = split(call, [scalar(":", call.node), arguments[0]])
    before: list[Node] = pieces_known.value[1:5]
    if not isinstance(value, Text) or not value.startswith("arn:"):
        call.invalid("the text is no ARN")
    known = dict(zip(_PARTS, before, strict=False))
    if len(known) < 4 or pieces_known.open:  # noqa: PLR2004 - the parts before the resource
        return mapping(known, call.node, "parts of the ARN are not known")
    rest: list[object] = []
    for piece in pieces_known.value[5:]:
        rest += [":", call.parts(piece)] if rest else [call.parts(piece)]
    return mapping({**known, "resource": text_node(call, rest)}, call.node)


@taking(5)
def arn_build(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `arn_build` of partition, service, Region, account and resource."""
    made: list[object] = ["arn"]
    for argument in arguments:
        made += [":", call.parts(argument)]
    return text_node(call, made)


@taking(1)
def trim_iam_role_path(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `trim_iam_role_path`: the ARN of a role without the path before its name."""
    text = call.text(arguments[0])
    pieces = text.split(":", 5)
    if len(pieces) != 6 or pieces[0] != "arn" or pieces[2] != "iam" or not pieces[5].startswith("role/"):  # noqa: PLR2004
        call.invalid(f"{text!r} is no ARN of a role")
    return scalar(":".join([*pieces[:5], f"role/{pieces[5].rpartition('/')[2]}"]), call.node)


PROVIDER_AWS: Final[Mapping[str, Function]] = {
    "provider::aws::arn_build": arn_build,
    "provider::aws::arn_parse": arn_parse,
    "provider::aws::trim_iam_role_path": trim_iam_role_path,
}
