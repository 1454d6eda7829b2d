"""Types of the awscc provider: it follows CloudFormation's schemas, with names in snake case.

Source: the documentation of the provider, https://registry.terraform.io/providers/hashicorp/awscc/latest/docs; types
and names come from the resource schemas (`scripts/refresh_data.py`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import orjson

from buttress.graph.names import NAME_PROPERTIES
from buttress.graph.node import CALL, LIST, MAP, Node, mapping, sequence
from buttress.sources.terraform.mapping.conversions import is_empty
from buttress.sources.terraform.mapping.entry import Entry, Kind
from buttress.sources.terraform.mapping.later import later, mapped, reduced
from buttress.sources.terraform.mapping.shape import Branch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Scope
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.later import Step

PREFIX: Final = "awscc_"
_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]")
_ONE_WORD: Final = re.compile("CloudFormation|CloudFront|CloudWatch|FSx")
MOST_LEVELS: Final = 100


def snake_case(name: str) -> str:
    """Give the name that the provider has for a property: words are parted at capitals and digits."""
    return _WORDS.sub("_", _ONE_WORD.sub(lambda found: found[0].capitalize(), name)).lower()


def camel_case(name: str) -> str:
    """Give the most likely name of the property."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


@functools.cache
def _data() -> Mapping[str, Any]:
    data: dict[str, Any] = orjson.loads(files("buttress.sources.terraform.mapping").joinpath("awscc.json").read_bytes())
    return data


@functools.cache
def _types() -> Mapping[str, str]:
    """Give the types of CloudFormation by those of the provider."""
    found: dict[str, str] = {}
    for name in _data()["types"]:
        organization, service, resource = (*name.split("::"), "")[:3]
        if organization == "AWS" and resource:
            found[f"{PREFIX}{service.lower()}_{snake_case(resource)}"] = name
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """Gives the canonical names of one type's properties; below `free` ones keys are what people chose."""

    own: Mapping[str, str]
    common: Mapping[str, str]
    free: frozenset[str]

    def canonical(self, name: str) -> str:
        """Give the property's name; what is no name in snake case stays."""
        return self.own.get(name) or self.common.get(name) or (camel_case(name) if name == name.lower() else name)

    def members(self, node: Node, scope: Scope, worlds: Worlds, level: int = 0) -> dict[str, Node]:
        """Give the members of a map under their canonical names."""
        found: dict[str, Node] = {}
        for name, member in node.value.items():
            canonical = self.canonical(name)
            if not is_empty(member):
                free = canonical in self.free
                found[canonical] = member if free else self._renamed(member, scope, worlds, level)
        return found

    def _renamed(self, node: Node, scope: Scope, worlds: Worlds, level: int) -> Node:
        if level > MOST_LEVELS:
            return node
        if node.kind == CALL:
            return later(lambda: self._later(node, scope, worlds, level + 1), worlds, node)
        if node.kind == MAP:
            return mapping(self.members(node, scope, worlds, level + 1), node, node.open)
        if node.kind == LIST:
            return sequence([self._renamed(item, scope, worlds, level + 1) for item in node.value], node, node.open)
        return node

    def _later(self, node: Node, scope: Scope, worlds: Worlds, level: int) -> Step:
        found = reduced(node, scope)
        if found is None or is_empty(found[0]):
            return None
        return self._renamed(found[0], found[1], worlds, level), mapped(found[1])


@functools.cache
def names_of(canonical_type: str) -> Names:
    """Give the names of a type's properties."""
    data = _data()
    return Names(data["own"].get(canonical_type, {}), data["names"], frozenset(data["free"].get(canonical_type, ())))


def awscc_entry(terraform_type: str) -> Entry | None:
    """Give what is known about a type of the provider, None where CloudFormation has no such type."""
    canonical = _types().get(terraform_type)
    if canonical is None:
        return None
    exports = {"id": "Ref", "arn": "Arn"}
    if canonical in NAME_PROPERTIES:
        exports[snake_case(NAME_PROPERTIES[canonical])] = "Ref"
    return Entry((Kind(canonical, Branch(), Branch(), generic=True),), exports=exports)
