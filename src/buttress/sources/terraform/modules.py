"""Finds the modules of a workplace, reads each folder once, and tells which folders are roots.

Source: "Module Sources" of the Terraform language documentation; `.terraform/modules/modules.json` is where
`terraform init` writes down which folder it put a module into.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.terraform.evaluation.instance_of_module import Found
from buttress.sources.terraform.evaluation.module import Module, literal, module_of
from buttress.sources.terraform.files import normal, tree_of
from buttress.sources.terraform.syntax.bodies import read_hcl
from buttress.sources.terraform.syntax.document import Document
from buttress.sources.terraform.syntax.json_syntax import read_json_document
from buttress.sources.terraform.syntax.suppressions import with_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from buttress.graph.node import Node
    from buttress.sources.discovery import Workplace
    from buttress.sources.terraform.evaluation.instance_of_module import ModuleInstance

ENDINGS: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")
LOCAL: Final = ("./", "../")


def is_configuration(name: str) -> bool:
    """Say whether a file of this name holds configuration; hidden files and those of editors do not."""
    return name.endswith(ENDINGS) and not name.startswith((".", "#")) and not name.endswith("~")


@dataclass(slots=True)
class Modules:
    """Gives the module of a folder; folders are shown relative to the base, empty for the base itself."""

    workplace: Workplace
    _files: dict[str, list[tuple[Path, str]]] = field(default_factory=dict)
    _kept: dict[str, Module | None] = field(default_factory=dict)
    _vendored: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the configuration files by their folders."""
        for found in self.workplace.files:
            if is_configuration(found.path.name):
                self._files.setdefault(folder_of(found.shown), []).append((found.path, found.shown))

    @property
    def folders(self) -> list[str]:
        """Give the folders that hold configuration, in order."""
        return sorted(self._files)

    def module(self, folder: str) -> Module | None:
        """Read the module of a folder, None where there is none."""
        if folder not in self._kept:
            files = self._files.get(folder) or self._on_disk(folder)
            self._kept[folder] = module_of(folder, _chosen(files)) if files else None
        return self._kept[folder]

    def read(self) -> Iterable[Module]:
        """Give the modules that were read, in the order of their folders."""
        return [module for _, module in sorted(self._kept.items()) if module is not None]

    def _on_disk(self, folder: str) -> list[tuple[Path, str]]:
        """Look into a folder that discovery skips, or that is not below the given paths: no link leaves the tree."""
        base = self.workplace.base.resolve()
        tree = base if ".terraform/" in f"{folder}/" else tree_of(base)
        try:
            top = (base / folder).resolve()
            if not top.is_relative_to(tree) or not top.is_dir():
                return []
            files = [path for path in sorted(top.iterdir()) if is_configuration(path.name)]
            return [(path, f"{folder}/{path.name}") for path in files if path.resolve().is_relative_to(tree)]
        except (OSError, RuntimeError, ValueError):
            return []

    def roots(self) -> list[Module]:
        """Give the modules that no other folder calls, and that declare or call something."""
        modules = [module for folder in self.folders if (module := self.module(folder)) is not None]
        called = {
            normal(f"{module.folder}/{source}")
            for module in modules
            for source in (literal(block.body, "source") for block in module.calls.values())
            if isinstance(source, str) and source.startswith(LOCAL)
        }
        return [one for one in modules if one.folder not in called and (one.resources or one.calls or one.data)]

    def find(self, caller: ModuleInstance, name: str, body: Node) -> Found:
        """Give the module that a call means."""
        root = caller
        while root.parent is not None:
            root = root.parent
        return self.called(root.source.folder, caller.source, caller.address, name, body)

    def called(self, root: str, caller: Module, address: str, name: str, body: Node) -> Found:
        """Give the module that a call means; the address of the calling instance leads to what is vendored."""
        source = literal(body, "source")
        if not isinstance(source, str) or not source:
            return Found(None, reason="its source is no literal")
        if source.startswith(LOCAL) or source in (".", ".."):
            folder = normal(f"{caller.folder}/{source}")
            reason = "there is no such folder with configuration in the tree that is read"
        else:
            key = ".".join([*_names(address), name])
            vendored = self._vendored_of(root).get(key)
            folder = "" if vendored is None else normal(f"{root}/{vendored}")
            reason = "it is not in .terraform/modules: run `terraform init`"
            if vendored is None:
                return Found(None, source=source, reason=reason)
        module = self.module(folder)
        return Found(module, relative(folder, root), source, "" if module is not None else reason)

    def _vendored_of(self, root: str) -> dict[str, str]:
        """Read where `terraform init` put the modules of a root; what cannot be read has none."""
        kept = self._vendored.get(root)
        if kept is None:
            kept = self._vendored[root] = _manifest(
                self.workplace.base / root / ".terraform" / "modules" / "modules.json"
            )
        return kept


def folder_of(shown: str) -> str:
    """Give the folder of a file as shown, empty for the base."""
    parent = PurePosixPath(shown).parent.as_posix()
    return "" if parent == "." else parent


def relative(folder: str, root: str) -> str:
    """Give the path of a module's folder from that of the root, as `path.module` says it."""
    mine, theirs = PurePosixPath(folder).parts, PurePosixPath(root).parts
    shared = 0
    while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
        shared += 1
    return "/".join([".."] * (len(theirs) - shared) + list(mine[shared:])) or "."


def _names(address: str) -> list[str]:
    """Give the names of the calls in an address, without keys of instances."""
    names: list[str] = []
    rest = address
    while rest.startswith("module."):
        rest = rest.removeprefix("module.")
        end = min((place for place in (rest.find("."), rest.find("[")) if place >= 0), default=len(rest))
        names.append(rest[:end])
        rest = rest[end:]
        if rest.startswith('["'):
            rest = rest.partition('"]')[2]
        elif rest.startswith("["):
            rest = rest.partition("]")[2]
        rest = rest.removeprefix(".")
    return names


def _manifest(file: Path) -> dict[str, str]:
    try:
        listed: Any = json.loads(file.read_bytes())["Modules"]
        return {str(one["Key"]): str(one["Dir"]) for one in listed if one.get("Key")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _chosen(files: Iterable[tuple[Path, str]]) -> list[Document]:
    """Read files; of two that differ in `.tf` and `.tofu` OpenTofu reads the latter alone."""
    listed = list(files)
    names = {shown for _, shown in listed}
    return [
        _document(path, shown) for path, shown in listed if _as_tofu(shown) not in names or shown == _as_tofu(shown)
    ]


def _as_tofu(shown: str) -> str:
    if shown.endswith(".tf.json"):
        return f"{shown[:-8]}.tofu.json"
    return f"{shown[:-3]}.tofu" if shown.endswith(".tf") else shown


def _document(path: Path, shown: str) -> Document:
    try:
        text = text_of_file(path, shown)
        return (
            read_json_document(text, shown)
            if shown.endswith(".json")
            else with_suppressions(read_hcl(text, shown), text)
        )
    except SourceError as error:
        return Document(shown, (), (replace(error.problem, stops=True),))


__all__ = ["Modules", "folder_of", "is_configuration", "relative"]
