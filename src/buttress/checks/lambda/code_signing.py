"""Judges whether a function runs only code that somebody vouched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.code_signing import POLICY, is_inline, refuses_strangers, signing_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("SEC06-BP04"),),
    severity=("low", "whoever may deploy code may often sign it too"),
)
def code_signing(function: Resource, _graph: Graph) -> Verdict:
    """A function runs only code that was signed on its way from the repository."""
    if function.get("PackageType") == "Image":
        return not_applicable("Lambda checks no signatures of container images")
    if is_inline(function):
        return not_applicable("its code stands in the file that declares it")
    if not function.present("CodeSigningConfigArn"):
        return gap("code that nobody signed is deployed like any other", function.at())
    config = signing_of(function)
    if config and not refuses_strangers(config):
        return gap("code that nobody signed is deployed with a warning", config.at(POLICY))
    return met("code is checked for a signature", function.at("CodeSigningConfigArn"))
