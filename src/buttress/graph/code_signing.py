"""Whether the code of functions is checked for a signature before it runs.

Source: "Using code signing to verify code integrity with Lambda" of the Lambda Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.node import MAP
from buttress.graph.values import NotKnown, Reference, Text
from buttress.graph.view import View

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

CONFIG: Final = "AWS::Lambda::CodeSigningConfig"
POLICY: Final = "CodeSigningPolicies.UntrustedArtifactOnDeployment"


def signing_of(function: Resource) -> Resource | None:
    """Give the code signing configuration of a function where it is declared here, None where it is declared elsewhere.

    Raises `NotKnown` where the function has something there that is not told.
    """
    value = function.get("CodeSigningConfigArn")
    if isinstance(value, Reference) and value.resource.type == CONFIG:
        return value.resource
    if isinstance(value, str | Text):
        return None
    raise NotKnown("the code signing configuration is not known here", function.at("CodeSigningConfigArn"))


def is_inline(function: Resource) -> bool:
    """Say whether the code stands in the template; a path or an archive that is packed at deployment does not."""
    code = function.find("Code")
    return isinstance(code, View) and code.node.kind == MAP and code.present("ZipFile")


def refuses_strangers(config: Resource) -> bool:
    """Say whether code without a trusted signature is refused; by default it is deployed with a warning."""
    return config.text(POLICY, default=default_of(CONFIG, POLICY)) == "Enforce"
