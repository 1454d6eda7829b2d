"""Finds the configuration that a plan was made of, where it is among the files of the review."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from buttress.graph.node import SCALAR
from buttress.sources.terraform.files import normal
from buttress.sources.terraform.modules import LOCAL, Modules
from buttress.sources.terraform.shown.references import MODULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.node import Node
    from buttress.sources.discovery import Found, Workplace
    from buttress.sources.terraform.evaluation.module import Module
    from buttress.sources.terraform.shown.references import ModuleConfiguration


@dataclass(slots=True, eq=False)
class Configuration:
    """Holds the root module's folder as shown (`.` for the base), and gives the blocks of resources."""

    modules: Modules
    root: Module
    _found: dict[str, Module | None] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Give the folder as the roots of a review name it."""
        return self.root.folder or "."

    @property
    def files(self) -> tuple[str, ...]:
        """Give the files of the root module."""
        return self.root.files

    def block(self, module_address: str, name: str) -> Node | None:
        """Give the body of the block `TYPE.NAME` in a module, None where its files are not here."""
        module = self._module(module_address)
        block = module.resources.get(name) if module is not None else None
        return block.body if block is not None else None

    def _module(self, address: str) -> Module | None:
        if address not in self._found:
            here: Module | None = self.root
            for name, _ in MODULE.findall(address):
                here = self._called(here, name) if here is not None else None
            self._found[address] = here
        return self._found[address]

    def _called(self, module: Module, name: str) -> Module | None:
        call = module.calls.get(name)
        source = call.body.value.get("source") if call is not None else None
        if source is None or source.kind != SCALAR or not str(source.value).startswith(LOCAL):
            return None
        return self.modules.module(normal(f"{module.folder}/{source.value}"))


def configuration_of(found: Found, workplace: Workplace, planned: ModuleConfiguration) -> Configuration | None:
    """Give the configuration that a plan was made of: the nearest folder, that of the plan or one above, that declares
    all resources and module calls of the plan's root module.
    """
    resources = {str(one.get("address")) for one in _managed(planned.content)}
    calls = planned.content.get("module_calls")
    called = set(calls) if isinstance(calls, dict) else set()
    if not resources and not called:
        return None
    modules = Modules(workplace)
    for folder in _upwards(found.shown):
        module = modules.module(folder) if folder in modules.folders else None
        if module is not None and resources <= set(module.resources) and called <= set(module.calls):
            return Configuration(modules, module)
    return None


def _managed(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    resources = content.get("resources")
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, dict) and one.get("mode") == "managed":
            yield one


def _upwards(shown: str) -> Iterator[str]:
    """Give the folder of a file and those above, as modules name them: the base is empty."""
    for parent in PurePosixPath(shown).parents:
        yield "" if str(parent) == "." else str(parent)
