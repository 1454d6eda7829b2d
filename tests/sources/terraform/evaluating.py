"""Evaluates configuration without a mapping: instances in Terraform's own words, and values as Python has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from buttress.graph.node import LIST, MAP, Node, scalar
from buttress.graph.values import Hole, Text, Unresolved
from buttress.graph.worlds import Worlds, explore
from buttress.sources.discovery import discover
from buttress.sources.terraform.evaluation.closure import reduced
from buttress.sources.terraform.functions.marks import Encoded
from buttress.sources.terraform.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource
    from buttress.sources.reading import Reading
    from buttress.sources.terraform.instance import Instance


@dataclass
class Plain:
    """A register that keeps instances and answers references with what is declared, else with a hole."""

    instances: dict[str, Instance] = field(default_factory=dict)

    @property
    def attributes(self) -> Plain:
        """Answer references itself."""
        return self

    def add(self, root: str, instance: Instance) -> None:
        """Keep an instance under its root and address."""
        self.instances[f"{root}#{instance.address}"] = instance

    def resources(self) -> list[Resource]:
        """Make nothing."""
        return []

    def attribute(self, address: str, name: str, node: Node) -> tuple[Node, Scope] | None:
        """Give a declared attribute, else a hole with the address."""
        for key, instance in self.instances.items():
            if key.endswith(f"#{address}") and name in instance.attributes.value:
                return instance.attributes.value[name], instance.scope
        instance = next(iter(self.instances.values()))
        return scalar(Text((Hole("attribute", f"{address}.{name}"),)), node), instance.scope


@dataclass
class Read:
    """What was read of a folder."""

    reading: Reading
    worlds: Worlds
    instances: dict[str, Instance]

    def values(self, address: str, root: str = ".") -> dict[str, Any]:
        """Give the attributes of an instance in each world, those of the first where there is one world only."""
        return dict(self.in_worlds(address, root)[0][1] or {})

    def in_worlds(self, address: str, root: str = ".") -> list[tuple[dict[str, object], dict[str, Any] | None]]:
        """Give the attributes of an instance in each world; None where it does not exist."""
        instance = self.instances[f"{root}#{address}"]

        def run() -> dict[str, Any] | None:
            if instance.exists is not None and not instance.exists():
                return None
            return dict(plain(instance.attributes, instance.scope))

        return [
            ({self.worlds.label(key): shown(choice) for key, choice in outcome.world}, outcome.result)
            for outcome in explore(self.worlds, run)
        ]

    def addresses(self) -> list[str]:
        """Give the addresses of all instances with their roots, in order."""
        return sorted(self.instances)


def shown(choice: object) -> object:
    """Give a choice of a world as tests compare it."""
    return choice if isinstance(choice, str | bool) else str(choice)


def plain(node: Node, scope: Scope) -> Any:  # noqa: ANN401 - a value of Python
    """Give a value as Python has it; what is not known as the text `?reason`, an open end as the member `?`."""
    found, owner = reduced(node, scope)
    value: Any = found.value
    if isinstance(found, Encoded):
        return {"encodes": plain(Node(found.kind, value, "", 1, open=found.open), owner)}
    if found.kind == LIST:
        return [plain(member, owner) for member in value] + (["?"] if found.open else [])
    if found.kind == MAP:
        members = {key: plain(member, owner) for key, member in value.items()}
        return {**members, "?": "?"} if found.open else members
    if isinstance(value, Unresolved):
        return f"?{value.reason}"
    return str(value) if isinstance(value, Text) else value


def read(
    folder: Path,
    files: Mapping[str, str],
    variables: Mapping[str, str] | None = None,
    variable_files: tuple[Path, ...] = (),
) -> Read:
    """Write files into a folder and read it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    worlds = Worlds()
    instances: dict[str, Instance] = {}
    reading = Reader(discover([folder]), worlds, variables or {}, variable_files, lambda _: Plain(instances)).read()
    return Read(reading, worlds, instances)


def value(folder: Path, expression: str, more: str = "", variables: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - a value of Python
    """Evaluate one expression as the attribute of a resource."""
    found = read(folder, {"main.tf": f'resource "x" "y" {{\n  it = {expression}\n}}\n{more}'}, variables)
    assert not found.reading.problems
    return found.values("x.y").get("it")
