"""Judges whether a deployment that does not work is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable, sets, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

BREAKER: Final = "DeploymentConfiguration.DeploymentCircuitBreaker"
ALARMS: Final = "DeploymentConfiguration.Alarms"


@check(
    on="AWS::ECS::Service",
    bears_on=(both("OPS06-BP04"), supports("OPS06-BP03")),
    fix=sets(
        {
            "DeploymentConfiguration.DeploymentCircuitBreaker.Enable": True,
            "DeploymentConfiguration.DeploymentCircuitBreaker.Rollback": True,
        }
    ),
)
def deployment_circuit_breaker(service: Resource, _graph: Graph) -> Verdict:
    """A deployment that does not work is taken back by itself."""
    if service.text("DeploymentController.Type", default="ECS") != "ECS":
        return not_applicable("ECS does not deploy it")
    for path, reason in ((BREAKER, "whose tasks do not start"), (ALARMS, "that sets off an alarm")):
        if service.flag(f"{path}.Enable", default=False) and service.flag(f"{path}.Rollback", default=False):
            return met(f"a deployment {reason} is taken back", service.at(f"{path}.Rollback"))
    if service.text("DeploymentConfiguration.Strategy", default="ROLLING") != "ROLLING":
        return not_applicable("the circuit breaker is for rolling deployments")
    if service.flag(f"{BREAKER}.Enable", default=False):
        return gap("a deployment that does not work stops, and stays as it is", service.at(BREAKER))
    return gap("tasks that do not start are started again without end", service.at("DeploymentConfiguration"))
