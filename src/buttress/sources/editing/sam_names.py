"""Where SAM's resources have what the canonical ones have.

Source: "AWS SAM resources and properties" of the AWS SAM developer guide; the expansion in `sources.cloudformation.sam`
makes the same way forth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence.fix import Step
from buttress.sources.editing.edit import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

SAM: Final = "AWS::Serverless::"
SAME: Final[Mapping[str, str]] = {}

NAMES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("Function", "AWS::Lambda::Function"): {"TracingConfig.Mode": "Tracing"},
    ("SimpleTable", "AWS::DynamoDB::Table"): SAME,
    ("Api", "AWS::ApiGateway::Stage"): SAME,
    ("HttpApi", "AWS::ApiGatewayV2::Stage"): SAME,
    ("StateMachine", "AWS::StepFunctions::StateMachine"): {
        "TracingConfiguration.Enabled": "Tracing.Enabled",
        "LoggingConfiguration.Level": "Logging.Level",
    },
    ("GraphQLApi", "AWS::AppSync::GraphQLApi"): SAME,
}
"""The properties that are called otherwise, by SAM's type and the canonical one; others have the same name."""
CONSUMED: Final = frozenset({"Code", "DeadLetterConfig", "KeySchema", "Role", "Tags", "AttributeDefinitions"})
"""Canonical properties that SAM makes of others."""
EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "SQS": frozenset({"FunctionResponseTypes", "ScalingConfig"}),
    "Kinesis": frozenset({"FunctionResponseTypes", "BisectBatchOnFunctionError"}),
    "DynamoDB": frozenset({"FunctionResponseTypes", "BisectBatchOnFunctionError"}),
}
"""The properties of event source mappings that events of a type have under the same name."""


def sam_steps(short: str, canonical: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the path in SAM's words of a property of what a SAM resource became; raises `RefusedError`."""
    names = NAMES.get((short, canonical))
    if names is None or steps[0].name in CONSUMED:
        raise RefusedError(f"SAM makes it of {SAM}{short}, which has no such property")
    own = names.get(".".join(step.name for step in steps))
    return steps if own is None else tuple(Step(name) for name in own.split("."))
