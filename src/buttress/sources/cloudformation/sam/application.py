"""`AWS::Serverless::Application`: a nested stack, of a local template or of the Serverless Application Repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.cloudformation.sam.maker import made, tags_of
from buttress.sources.cloudformation.sam.shape import branches, member, members

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

REPOSITORY = {"ApplicationId": "serverlessrepo:applicationId", "SemanticVersion": "serverlessrepo:semanticVersion"}


def expand_application(expansion: Expansion, source: Source) -> None:
    """Make the nested stack; the address of an application of the repository is its `ApplicationId`."""
    location = source.get("Location")
    found = {tag: member(location, name) for name, tag in REPOSITORY.items()}
    own: list[Node] = [made({"Key": "lambda:createdBy", "Value": "SAM"}, source.node)]
    own += [made({"Key": tag, "Value": value}, value) for tag, value in found.items() if value is not None]
    properties: dict[str, Value] = {
        **source.without("Location", "TemplateUrl", "Tags"),
        "TemplateURL": source.get("TemplateUrl") or _address(location),
        "Tags": [*own, *tags_of(source.get("Tags"))],
    }
    expansion.become(source, "AWS::CloudFormation::Stack", properties)


def _address(location: Node | None) -> Node | None:
    if location is None or not any(members(branch) for branch in branches(location)):
        return location
    return member(location, "ApplicationId") or location
