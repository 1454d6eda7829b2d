"""Finds the attributes of other instances that the expressions of a plan's configuration refer to.

A plan tells of an expression only what it refers to. An expression that refers to one attribute of one resource is
taken as that reference; a text around a reference looks the same, so only attributes that identify a resource are
followed. Through variables and outputs of modules it is followed too.

Source: "Expression Representation" in "JSON Output Format" of Terraform's documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

KEY: Final = r'(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?'
MODULE: Final = re.compile(rf"module\.([\w-]+)({KEY})")
_RESOURCE: Final = re.compile(rf"([a-z][\w-]*\.[\w-]+{KEY})\.(\w+)")
_OUTPUT: Final = re.compile(rf"module\.([\w-]+)({KEY})\.([\w-]+)")
_VARIABLE: Final = re.compile(r"var\.([\w-]+)")
MOST_STEPS: Final = 20
"""How many variables and outputs a reference is followed through."""

Referred = tuple[str, str]
"""An address and the name of an attribute."""


@dataclass(frozen=True, slots=True)
class ModuleConfiguration:
    """Holds what the configuration says of one module in one instance of it; `prefix` begins the addresses in it."""

    content: dict[str, Any]
    prefix: str = ""
    call: dict[str, Any] = field(default_factory=dict)
    parent: ModuleConfiguration | None = None
    _expressions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def child(self, name: str, key: str = "") -> ModuleConfiguration | None:
        """Give the module that a call of this one makes."""
        call = _dict(_dict(self.content.get("module_calls")).get(name))
        if not call:
            return None
        return ModuleConfiguration(_dict(call.get("module")), f"{self.prefix}module.{name}{key}.", call, self)

    def expressions(self, address: str) -> dict[str, Any]:
        """Give the expressions of a resource by its address within the module, without its key."""
        if not self._expressions:
            for one in _list(self.content.get("resources")):
                self._expressions[str(_dict(one).get("address"))] = _dict(_dict(one).get("expressions"))
        return self._expressions.get(address, {})

    def referred(self, expression: Any, steps: int = 0) -> list[Referred]:  # noqa: ANN401 - JSON of any shape
        """Give the attributes that an expression refers to; nothing where it refers to something else as well."""
        references = _dict(expression).get("references")
        if not isinstance(references, list) or steps > MOST_STEPS:
            return []
        found: list[Referred] = []
        for reference in _whole(references):
            one = self._followed(reference, steps)
            if one is None:
                return []
            found.append(one)
        return found

    def _followed(self, reference: str, steps: int) -> Referred | None:
        variable = _VARIABLE.fullmatch(reference)
        if variable is not None and self.parent is not None:
            return _one(self.parent.referred(_dict(self.call.get("expressions")).get(variable[1]), steps + 1))
        output = _OUTPUT.fullmatch(reference)
        if output is not None:
            child = self.child(output[1], output[2])
            said = _dict(_dict(child.content.get("outputs")).get(output[3])) if child is not None else {}
            return _one(child.referred(said.get("expression"), steps + 1)) if child is not None else None
        resource = _RESOURCE.fullmatch(reference)
        if resource is None or resource[1].startswith(("data.", "var.", "local.", "each.", "module.", "path.")):
            return None
        return self.prefix + resource[1], resource[2]


def module_at(root: ModuleConfiguration, address: str) -> ModuleConfiguration | None:
    """Give the module at an address such as `module.queues["a"].module.inner`; the root's is empty."""
    here: ModuleConfiguration | None = root
    for name, key in MODULE.findall(address):
        here = here.child(name, key) if here is not None else None
    return here


def _whole(references: list[Any]) -> list[str]:
    """Leave out the references that are the beginnings of the one before: `aws_sqs_queue.dlq` of its `arn`."""
    whole: list[str] = []
    for reference in references:
        if isinstance(reference, str) and not (whole and whole[-1].startswith((f"{reference}.", f"{reference}["))):
            whole.append(reference)
    return whole


def _one(found: list[Referred]) -> Referred | None:
    return found[0] if len(found) == 1 else None


def _dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, list) else []
