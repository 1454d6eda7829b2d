"""Reads what a real Terraform said (`scripts/record_terraform.py`), and says the same of our evaluation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import LIST, MAP
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import reduced
from buttress.sources.terraform.evaluation.scope import ModuleScope
from buttress.sources.terraform.functions.marks import Encoded

if TYPE_CHECKING:
    from buttress.graph.node import Node, Scope

RECORDED: Final = Path(__file__).parent / "recorded"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What evaluation does not know, with its reason."""

    reason: str


def recorded(name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Give the results that one file of recordings holds."""
    return json.loads((RECORDED / name).read_text(encoding="utf-8"))["results"]


def evaluated(node: Node, scope: Scope) -> Any:  # noqa: ANN401 - a value of Python
    """Give a value as JSON has it, `Unknown` in the place of what is not known."""
    found, owner = reduced(node, scope)
    if isinstance(found, Encoded):
        return _text(found, owner)
    if found.kind == LIST:
        return [evaluated(member, owner) for member in found.value] + ([Unknown(found.open)] if found.open else [])
    if found.kind == MAP:
        members = {key: evaluated(member, owner) for key, member in found.value.items()}
        return {**members, "?": Unknown(found.open)} if found.open else members
    value = found.value
    if isinstance(value, Unresolved):
        return Unknown(value.reason)
    return Unknown(str(value)) if isinstance(value, Text | Reference) else value


def _text(found: Node, owner: Scope) -> Any:  # noqa: ANN401 - a text or Unknown
    assert isinstance(owner, ModuleScope)
    try:
        text = owner.call("text", found).value(found)
    except NotKnown as unknown:
        return Unknown(unknown.reason)
    return Unknown(str(text)) if isinstance(text, Text | Reference) else text


def spelled(value: object) -> str:
    """Give a value as one text, so that `1` and `1.0` are the same and `1`, `true` and `"1"` are not."""
    return json.dumps(_settled(value), sort_keys=True, ensure_ascii=False)


def _settled(value: Any) -> Any:  # noqa: ANN401 - a value of Python
    if isinstance(value, list):
        return [_settled(one) for one in value]
    if isinstance(value, dict):
        return {key: _settled(one) for key, one in value.items()}
    if isinstance(value, Unknown):
        return {"unknown": value.reason}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def has_unknown(value: object) -> bool:
    """Say whether some of a value is not known."""
    if isinstance(value, list | dict):
        return any(has_unknown(one) for one in (value if isinstance(value, list) else value.values()))
    return isinstance(value, Unknown)
