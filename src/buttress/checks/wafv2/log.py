"""Judges whether a web ACL logs the requests that it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.firewalls import logs_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::WAFv2::WebACL",
    bears_on=(both("SEC04-BP01"),),
    absence="workload",
    severity=("medium", "samples and metrics of the last hours are there without a log"),
)
def log(acl: Resource, graph: Graph) -> Verdict:
    """The web ACL logs the requests that its rules match."""
    logs = logs_of(acl, graph)
    if logs:
        return met("logs what its rules match", logs[0].at("ResourceArn"))
    return missing("which requests its rules match is written nowhere", acl.at())
