"""SAM's policy templates and the paths of AWS's managed policies: data of aws-sam-translator, read late."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from buttress.sources.cloudformation.sam.maker import made_of_json
from buttress.sources.cloudformation.sam.shape import members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node

DATA: Final = Path(__file__).parent / "data"


@cache
def templates() -> dict[str, Any]:
    """Give the policy templates by name."""
    loaded: dict[str, Any] = json.loads((DATA / "policy_templates.json").read_text("utf-8"))["Templates"]
    return loaded


@cache
def managed_paths() -> dict[str, str]:
    """Give the paths of those managed policies whose ARN holds more than their name."""
    loaded: dict[str, str] = json.loads((DATA / "managed_policies.json").read_text("utf-8"))["Paths"]
    return loaded


def is_template(policy: Node) -> bool:
    """Say whether an entry of `Policies` names a policy template."""
    names = members(policy)
    return len(names) == 1 and next(iter(names)) in templates()


def document_of(policy: Node) -> Node:
    """Make the document of a policy template with its parameters filled in, at the place of the entry."""
    name, given = next(iter(members(policy).items()))
    definition = templates()[name]["Definition"]
    return made_of_json(_filled(definition, members(given)), given)


def _filled(value: object, given: Mapping[str, Node]) -> Any:  # noqa: ANN401 - JSON with nodes in it
    """Replace `Ref`s of parameters by what was given for them."""
    if isinstance(value, dict):
        name = value.get("Ref")
        if len(value) == 1 and isinstance(name, str) and name in given:
            return given[name]
        return {key: _filled(item, given) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, given) for item in value]
    return value
