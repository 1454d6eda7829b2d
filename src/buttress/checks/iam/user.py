"""Judges whether people sign in with a password of one account's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, refutes

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::IAM::User", bears_on=(refutes("SEC02-BP04"), refutes("SEC02-BP02")))
def user(user: Resource, _graph: Graph) -> Verdict:
    """Nobody signs in with a password that only this account knows."""
    if user.present("LoginProfile"):
        return gap("signs in with a password of its own, beside the company's directory", user.at("LoginProfile"))
    return met("it has no password; its access keys are judged by themselves", user.at())
