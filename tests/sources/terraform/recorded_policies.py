"""Reads documents of version 3.39 of the AWS provider as those of today: what its later versions write otherwise.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def settled(document: Json) -> Json:
    """Give a document as it is compared: the later forms, and one spelling for what means the same."""
    made = {key: value for key, value in document.items() if key != "Statement"}
    statements = document.get("Statement")
    if statements:
        made["Statement"] = [_statement(one) for one in ([statements] if isinstance(statements, dict) else statements)]
    return made


def _statement(statement: Json) -> Json:
    made = {key: value for key, value in statement.items() if (key, value) != ("Sid", "")}
    for key in ("Principal", "NotPrincipal"):
        if key in made:
            made[key] = _principal(made[key])
    if "Condition" in made:
        made["Condition"] = {
            test: {name: _single(values) for name, values in variables.items()}
            for test, variables in made["Condition"].items()
        }
    return made


def _principal(principal: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Write anybody as `*`, however many others are named beside; the identifiers of a type are a set."""
    if principal == "*" or "*" in _listed(principal.get("*", [])):
        return "*"
    return {kind: _single(sorted(_listed(values))) for kind, values in principal.items()}


def _single(values: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    listed = _listed(values)
    return listed[0] if len(listed) == 1 else listed


def _listed(values: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    return values if isinstance(values, list) else [values]
