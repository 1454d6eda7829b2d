"""How API Gateway invokes functions, and the REST API that `http` events share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json

API: Final = "ApiGatewayRestApi"
"""The logical id of the REST API (guides/resources)."""


def invocation(arn: Json) -> Json:
    """Give the URI by which API Gateway invokes a function."""
    parts: list[Json] = ["arn:", {"Ref": "AWS::Partition"}, ":apigateway:", {"Ref": "AWS::Region"}]
    return {"Fn::Join": ["", [*parts, ":lambda:path/2015-03-31/functions/", arn, "/invocations"]]}
