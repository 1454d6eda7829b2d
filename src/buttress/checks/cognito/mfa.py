"""Judges whether a password alone opens an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Cognito::UserPool",
    bears_on=(both("SEC02-BP01"),),
    severity=("medium", "a shop may rightly let its customers choose"),
)
def mfa(pool: Resource, _graph: Graph) -> Verdict:
    """A password alone opens no account."""
    kind = pool.text("MfaConfiguration", default="OFF")
    place = pool.at("MfaConfiguration")
    if kind == "ON":
        return met("everybody signs in with a second factor", place)
    if kind == "OFF":
        return gap("a password alone opens an account", place)
    return gap("a second factor is for those who want one", place, "medium")
