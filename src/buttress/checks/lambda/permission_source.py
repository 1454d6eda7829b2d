"""Judges whether a permission tells which of a service's many users may invoke a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, refutes
from buttress.graph.permissions import is_for_service, limit_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Permission", bears_on=(refutes("SEC03-BP07"), both("serverless:sec_sec_q2_a1")))
def permission_source(permission: Resource, _graph: Graph) -> Verdict:
    """A permission for a service names the source that may invoke the function through it."""
    if permission.present("FunctionUrlAuthType"):
        return not_applicable("the function's address is judged by itself")
    limit = limit_of(permission)
    if limit:
        return met(f"{limit} tells who may invoke it", permission.at(limit))
    if permission.get("Principal") == "*":
        return gap("anybody with an AWS account may invoke the function", permission.at("Principal"))
    if is_for_service(permission):
        return gap(
            f"anybody may invoke the function through {permission.text('Principal')}", permission.at("Principal")
        )
    return not_applicable("it names an account or identity")
