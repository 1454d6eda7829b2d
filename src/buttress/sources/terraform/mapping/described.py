"""The document that describes an API, a text of JSON or YAML (often made by `templatefile`), as the map that it is.

"body - OpenAPI specification that defines the set of routes and integrations", in JSON or YAML. Source: the pages of
`aws_api_gateway_rest_api` and `aws_apigatewayv2_api` in the documentation of the AWS provider.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

import yaml

from buttress.graph.node import Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Text, Unresolved, text_of
from buttress.sources.terraform.functions.yaml_text import read_yaml

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

_TOKEN: Final = re.compile("\ue000([0-9]+)\ue001")
_MOST_DEPTH: Final = 60


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text at the place of a node; `held` are the parts of the text that are no literals."""

    node: Node
    held: list[object] = field(default_factory=list)

    def invalid(self, reason: str) -> NoReturn:
        """Raise `NotKnown`: what AWS would make of the document is not told here."""
        raise NotKnown(f"the document cannot be read: {reason}", self.node.location)

    def unknown(self, reason: str) -> NoReturn:
        """Raise `NotKnown` with a reason."""
        raise NotKnown(reason, self.node.location)

    def text(self, value: str | Text) -> str:
        """Give the text with a token in place of each part that is not known; raises `NotKnown` for tokens in it."""
        parts = value.parts if isinstance(value, Text) else (value,)
        pieces: list[str] = []
        for part in parts:
            if not isinstance(part, str):
                self.held.append(part)
                pieces.append(f"\ue000{len(self.held) - 1}\ue001")
            elif "\ue000" in part:
                self.unknown("the document has letters of private use")
            else:
                pieces.append(part)
        return "".join(pieces)

    def tree(self, value: Any, depth: int = 0) -> Node:  # noqa: ANN401 - what YAML holds
        """Give nodes, with the parts that are not known in place of their tokens."""
        if depth > _MOST_DEPTH:
            self.unknown("the document is nested too deeply")
        if isinstance(value, dict):
            if any(_TOKEN.search(key) for key in value):
                self.unknown("a key of the document is not known")
            return mapping({key: self.tree(member, depth + 1) for key, member in value.items()}, self.node)
        if isinstance(value, list):
            return sequence([self.tree(member, depth + 1) for member in value], self.node)
        return scalar(self._whole(value) if isinstance(value, str) else value, self.node)

    def _whole(self, text: str) -> Any:  # noqa: ANN401 - a scalar of the graph
        parts = _TOKEN.split(text)
        return text_of([self.held[int(part)] if place % 2 else part for place, part in enumerate(parts)])


def described(node: Node, scope: Scope) -> Step:
    """Give a text of JSON or YAML as nodes; a map stays as it is, and so does what is no text."""
    if not isinstance(node.value, str | Text):
        return node, scope
    reader = _Reader(node)
    try:
        tree = reader.tree(read_yaml(reader, reader.text(node.value)))
    except (yaml.YAMLError, RecursionError) as error:
        reason = "the document has parts that are not known" if reader.held else f"the document cannot be read: {error}"
        return scalar(Unresolved(" ".join(reason.split()), node.location), node), scope
    except NotKnown as unknown:
        return scalar(Unresolved(unknown.reason, unknown.location), node), scope
    return tree, scope
