"""Judges whether secrets are kept out of environment variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.environment import secret_in, variables_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(both("SEC02-BP03"), both("serverless:sec_sec_q3_a4")))
def secret_in_environment(function: Resource, _graph: Graph) -> Verdict:
    """Environment variables hold no secret."""
    if not function.present("Environment.Variables"):
        return not_applicable("it has no environment variables")
    found = those(variables_of(function), lambda item: secret_in(item[0], item[1]))
    for name, value, variable in found:
        return gap(f"{name} {secret_in(name, value)}", variable.at())
    return met("none of its variables holds a secret", function.at("Environment.Variables"))
