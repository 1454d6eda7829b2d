"""Finds the assemblies of CDK apps: beside a `cdk.json`, at the paths that were named, or among the files.

`cdk.out` is a build product that git usually ignores, so it is looked for where the app says that it is.
Source: "Configure the AWS CDK CLI" and "AWS CDK app" of the CDK developer guide: `app` is the command that makes the
assembly, or the folder of one; `output` names the folder, `cdk.out` where it is absent.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.records import dataclass
from buttress.sources.cloudformation.sam.shape import member, text
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from buttress.graph.node import Node
    from buttress.sources.discovery import Found, Workplace

MANIFEST: Final = "manifest.json"
SETTINGS: Final = "cdk.json"
OUTPUT: Final = "cdk.out"
"""The folder of the assembly, and the name of the file that marks each folder of one."""
_NODE: Final = re.compile(r"(?:^|[\s/&;])(?:npx|npm|node|ts-node|tsx|yarn|pnpm|bun|deno)(?:\s|$)")


@dataclass(slots=True)
class Apps:
    """Collects the folders of assemblies, with how they are shown; `settings` are the `cdk.json` that were read."""

    workplace: Workplace
    assemblies: dict[str, Path] = field(default_factory=dict)
    settings: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def find(self, paths: Iterable[Path]) -> None:
        """Look at the paths that were named, at the marks among the files, then at each `cdk.json`."""
        for path in paths:
            for folder in (path, path / OUTPUT) if path.is_dir() else (path.parent,) if path.name == MANIFEST else ():
                if is_assembly(folder):
                    self.take(folder)
        marks = [found for found in self.workplace.files if found.path.name == OUTPUT]
        for found in sorted(marks, key=lambda mark: mark.shown.count("/")):
            if not self.holds(found.shown) and is_assembly(found.path.parent):
                self.take(found.path.parent)
        for found in self.workplace.files:
            if found.path.name == SETTINGS and not self.holds(found.shown):
                self._app(found)

    def take(self, folder: Path) -> bool:
        """Add an assembly, unless it is in one that was found; say whether it is among what is reviewed."""
        real, base = folder.resolve(), self.workplace.base.resolve()
        if not real.is_relative_to(base):
            return False
        shown = real.relative_to(base).as_posix()
        if not self.holds(f"{shown}/{MANIFEST}"):
            self.assemblies[shown] = folder
        return True

    def holds(self, shown: str) -> bool:
        """Say whether a file is in an assembly that was found."""
        return any(name == "." or shown.startswith(f"{name}/") for name in self.assemblies)

    def _app(self, found: Found) -> None:
        """Find the assembly of an app, or say what makes one."""
        try:
            settings, _ = nodes_of(text_of_file(found.path, found.shown), found.shown)
        except SourceError as error:
            self.problems.append(replace(error.problem, stops=True))
            return
        self.settings.add(found.shown)
        app, output = member(settings, "app"), text(member(settings, "output")) or OUTPUT
        command = text(app) or ""
        for name in (output, command):
            folder = found.path.parent / name
            if name and "\0" not in name and (folder / MANIFEST).is_file():
                if not self.take(folder):
                    self._outside(found, app or settings, name)
                return
        if app is not None:
            self._missing(found, app, command, output)

    def _missing(self, found: Found, app: Node, command: str, output: str) -> None:
        folder = found.shown.rpartition("/")[0]
        synth = "npx cdk synth" if _NODE.search(command) else "cdk synth"
        run = f"(cd {folder} && {synth})" if folder else synth
        self.problems.append(
            Problem(
                found.shown,
                app.line,
                app.column,
                f"this CDK app has no {output} yet: its templates are made by its own code, which is not run here.",
                f"Run `{run}`, then `buttress review .`",
                stops=True,
            )
        )

    def _outside(self, found: Found, node: Node, name: str) -> None:
        message = f"the assembly of this CDK app is in {name!r}, outside of what is reviewed."
        hint = "Review a folder that both are in."
        self.problems.append(Problem(found.shown, node.line, node.column, message, hint, stops=True))


def is_assembly(folder: Path) -> bool:
    """Say whether a folder holds an assembly: a manifest, and the file that marks it."""
    return (folder / MANIFEST).is_file() and (folder / OUTPUT).is_file()
