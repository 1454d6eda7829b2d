"""Opens the text of an OpenAPI document, YAML or JSON, of which some parts may not be known.

Tokens stand where the holes are while the text is read; then values take the tokens' places again.

Source: "body - OpenAPI specification that defines the set of routes and integrations", of aws_apigatewayv2_api and
aws_api_gateway_rest_api, https://registry.terraform.io/providers/hashicorp/aws/latest/docs
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import NotKnown, Text, Unresolved, text_of
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

_TOKEN: Final = re.compile("\ue000([0-9]+)\ue001")


def document(node: Node, scope: Scope) -> Step:
    """Give the document that a text holds, at the place of the text; what is no text stays as it is."""
    if node.kind != SCALAR or not isinstance(node.value, str | Text):
        return node, scope
    parts = node.value.parts if isinstance(node.value, Text) else (node.value,)
    held: Sequence[Any] = [part for part in parts if not isinstance(part, str)]
    numbers = iter(range(len(held)))
    text = "".join(part if isinstance(part, str) else f"\ue000{next(numbers)}\ue001" for part in parts)
    if "\ue000" in "".join(part for part in parts if isinstance(part, str)):
        return _unknown("the document has a character of private use", node), scope
    try:
        read, problems = nodes_of(text, node.file)
        if problems or read.kind != MAP:
            return _unknown("the document is not read", node), scope
        return _placed(read, held, node), scope
    except SourceError as error:
        reason = "the document has parts that are not known" if held else f"the document is not read: {error}"
        return _unknown(reason, node), scope
    except NotKnown as unknown:
        return _unknown(unknown.reason, node), scope


def _unknown(reason: str, node: Node) -> Node:
    return scalar(Unresolved(reason, node.location), node)


def _placed(read: Node, held: Sequence[Any], cause: Node) -> Node:
    """Give what was read at the place of the text, with values in place of the tokens.

    Raises `NotKnown` for functions of CloudFormation, which mean nothing here.
    """
    if read.kind == CALL:
        raise NotKnown("the document holds functions of CloudFormation", cause.location)
    content: Any = read.value
    if read.kind == MAP:
        made: Any = {str(_value(key, held, cause)): _placed(member, held, cause) for key, member in content.items()}
    elif read.kind == LIST:
        made = [_placed(member, held, cause) for member in content]
    else:
        made = _value(content, held, cause)
    return Node(read.kind, made, cause.file, cause.line, cause.column, cause.end_line, read.open)


def _value(value: Any, held: Sequence[Any], cause: Node) -> Any:  # noqa: ANN401 - a scalar of the graph
    if not isinstance(value, str) or "\ue000" not in value:
        return value
    parts: list[object] = []
    place = 0
    for match in _TOKEN.finditer(value):
        parts += [value[place : match.start()], held[int(match.group(1))]]
        place = match.end()
    return text_of([*parts, value[place:]], cause.location)
