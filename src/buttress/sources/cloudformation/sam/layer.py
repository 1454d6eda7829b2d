"""`AWS::Serverless::LayerVersion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.code import CODE, location_of
from buttress.sources.cloudformation.sam.maker import made
from buttress.sources.cloudformation.sam.shape import member, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

CONSUMED: Final = ("ContentUri", "PublishLambdaVersion", "RetentionPolicy")


def expand_layer(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of a layer; its logical id stays, where SAM ends it in a hash of its content."""
    content = source.get("ContentUri")
    properties: dict[str, Value] = {
        **source.without(*CONSUMED),
        "Content": None if content is None else location_of(content, CODE),
        "LayerName": source.get("LayerName") or made(source.id, source.node),
    }
    expansion.become(source, "AWS::Lambda::LayerVersion", properties, DeletionPolicy=_retention(source))


def _retention(source: Source) -> Node:
    asked = source.get("RetentionPolicy")
    if asked is not None:
        return made((text(asked) or "").capitalize() or asked, asked)
    return member(source.node, "DeletionPolicy") or made("Retain", source.node)
