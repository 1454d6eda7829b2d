"""Whom a permission of a function lets in.

Source: "Using resource-based policies for Lambda" of the Lambda Developer Guide, and AWS::Lambda::Permission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import Reference, Text

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

SERVICES: Final = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")
"""How the names of services end; `.amazon.com` are those of Alexa."""

LIMITS: Final = ("SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken")
"""What narrows a permission for a service or for everybody, in the order in which it is looked for."""

_PARTS_OF_ARN: Final = 6


def is_for_service(permission: Resource) -> bool:
    """Say whether the permission is for a service of AWS."""
    return permission.text("Principal").endswith(SERVICES)


def limit_of(permission: Resource) -> str:
    """Give the property that tells which source may come in, or nothing where every source may."""
    for path in LIMITS:
        if permission.present(path) and not is_open(permission.get(path)):
            return path
    return ""


def is_open(value: Any) -> bool:  # noqa: ANN401 - a value of the graph
    """Say whether an ARN is a star alone, or names neither account nor resource."""
    if isinstance(value, Reference):
        return False
    if isinstance(value, str | Text):
        parts = value.parts if isinstance(value, Text) else (value,)
        return _names_nobody("".join(part if isinstance(part, str) else "\0" for part in parts))
    return bool(value == "*")


def _names_nobody(text: str) -> bool:
    parts = text.split(":", _PARTS_OF_ARN - 1)
    if len(parts) < _PARTS_OF_ARN:
        return set(text) == {"*"}
    return parts[4] in ("", "*") and not parts[5].strip("*/:")
