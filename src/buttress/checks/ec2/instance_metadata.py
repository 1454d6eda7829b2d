"""Judges whether the credentials of an instance can be had through a program that fetches addresses for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


TOKENLESS: Final = "a program that asks for credentials without a token gets none"
"""What may stop working."""


@check(
    on=("AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"),
    bears_on=(refutes("SEC06-BP02"),),
    fix=(
        sets({"MetadataOptions.HttpTokens": "required"}, on="AWS::EC2::Instance", unsafe=TOKENLESS),
        sets(
            {"LaunchTemplateData.MetadataOptions.HttpTokens": "required"},
            on="AWS::EC2::LaunchTemplate",
            unsafe=TOKENLESS,
        ),
    ),
)
def instance_metadata(instance: Resource, _graph: Graph) -> Verdict:
    """The credentials of an instance are given only to who asks for a token first (IMDSv2)."""
    options = "MetadataOptions" if instance.type == "AWS::EC2::Instance" else "LaunchTemplateData.MetadataOptions"
    if instance.get(f"{options}.HttpEndpoint") == "disabled":
        return met("its metadata cannot be asked for at all", instance.at(f"{options}.HttpEndpoint"))
    if instance.present("LaunchTemplate") and not instance.present(options):
        return not_applicable("its launch template decides")
    tokens = f"{options}.HttpTokens"
    if instance.text(tokens, default=default_of(instance.type, tokens)) == "required":
        return met("its metadata is given only with a token", instance.at(tokens))
    return gap("a program that fetches addresses for others can hand out its credentials", instance.at(tokens))
