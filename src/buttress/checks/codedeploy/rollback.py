"""Judges whether a deployment that does harm is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ROLLBACK: Final = "AutoRollbackConfiguration"
ALARMS: Final = "AlarmConfiguration"


@check(on="AWS::CodeDeploy::DeploymentGroup", bears_on=(both("OPS06-BP04"),))
def rollback(group: Resource, _graph: Graph) -> Verdict:
    """A deployment that does harm is taken back by itself."""
    if not group.present(ROLLBACK) or not group.flag(f"{ROLLBACK}.Enabled"):
        return gap("a deployment that does not work stays", group.at(ROLLBACK))
    named = some(group.each(f"{ALARMS}.Alarms"), lambda alarm: alarm.get("Name"))
    if not named or not group.flag(f"{ALARMS}.Enabled"):
        return gap("no alarm tells the deployment that it does harm", group.at(ALARMS), "medium")
    if group.has(f"{ROLLBACK}.Events", "DEPLOYMENT_STOP_ON_ALARM"):
        return met("a deployment that sets off an alarm is taken back", group.at(f"{ROLLBACK}.Events"))
    return gap("an alarm stops the deployment, and what is out stays out", group.at(ROLLBACK))
