"""Judges whether a function signs its requests with keys that expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.environment import access_key_in, variables_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(both("SEC02-BP02"), both("serverless:sec_sec_q2_a4")))
def static_key(function: Resource, _graph: Graph) -> Verdict:
    """A function carries no access key of AWS that never expires."""
    if not function.present("Environment.Variables"):
        return not_applicable("it has no environment variables")
    found = those(variables_of(function), lambda item: access_key_in(item[0], item[1]))
    for name, value, variable in found:
        return gap(f"{name} {access_key_in(name, value)}", variable.at())
    return met("none of its variables holds an access key", function.at("Environment.Variables"))
