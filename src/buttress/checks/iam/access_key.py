"""Judges whether a template makes access keys that stay valid until somebody takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::IAM::AccessKey", bears_on=(both("SEC02-BP02"), both("serverless:sec_sec_q2_a4")))
def access_key(key: Resource, _graph: Graph) -> Verdict:
    """No access key is valid until somebody takes it back."""
    if key.get("Status") == "Inactive":
        return met("the key is switched off", key.at("Status"))
    return gap("whoever has this key can use it until somebody takes it back", key.at())
