"""Where SAM's resources have what the canonical ones have.

Source: "AWS SAM resources and properties" of the AWS SAM developer guide; a property that SAM does not list makes it
refuse the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence.fix import Step
from buttress.sources.editing.edit import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

SAM: Final = "AWS::Serverless::"

NAMES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("Function", "AWS::Lambda::Function"): {"TracingConfig.Mode": "Tracing", "LoggingConfig": "LoggingConfig"},
    ("SimpleTable", "AWS::DynamoDB::Table"): {"PointInTimeRecoverySpecification": "PointInTimeRecoverySpecification"},
    ("Api", "AWS::ApiGateway::Stage"): {"TracingEnabled": "TracingEnabled"},
    ("StateMachine", "AWS::StepFunctions::StateMachine"): {"TracingConfiguration": "Tracing"},
    ("GraphQLApi", "AWS::AppSync::GraphQLApi"): {"XrayEnabled": "XrayEnabled"},
}
"""What properties are called in SAM, each with all below it, by SAM's type and the canonical one."""
EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "SQS": frozenset({"FunctionResponseTypes"}),
    "Kinesis": frozenset({"FunctionResponseTypes", "MaximumBatchingWindowInSeconds"}),
    "DynamoDB": frozenset({"FunctionResponseTypes", "MaximumBatchingWindowInSeconds"}),
}
"""The properties of event source mappings that events of a type have under the same name."""


def sam_steps(short: str, canonical: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the path in SAM's words of a property of what a SAM resource became; raises `RefusedError`."""
    names = NAMES.get((short, canonical), {})
    for length in range(1, len(steps) + 1):
        own = names.get(".".join(step.name for step in steps[:length]))
        if own is not None:
            return (Step(own), *steps[length:])
    raise RefusedError(f"SAM makes it of {SAM}{short}, which has no such property")
