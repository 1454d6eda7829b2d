"""The files beside a service that its variables may read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.node import SCALAR, Node
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.text import text_of_file

if TYPE_CHECKING:
    from buttress.graph.graph import Problem

DATA: Final = frozenset({".yml", ".yaml", ".json"})
CODE: Final = frozenset({".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"})
MOST_NAMES: Final = 500
"""How many names of a folder are looked at for a path with an open part."""


@dataclass(slots=True)
class Tree:
    """Reads files by paths relative to the folder of a service, inside the base of the review; each once."""

    base: Path
    folder: str
    problems: list[Problem] = field(default_factory=list)
    read: dict[str, Node] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    """The shown names of the files whose whole content was put in somewhere."""

    def find(self, relative: str) -> str | None:
        """Give how a file is shown; None where it is not in the tree."""
        if relative.startswith(("~", "/")) or "\0" in relative:
            return None
        base = self.base.resolve()
        try:
            path = (base / self.folder / relative).resolve()
            inside = path.is_relative_to(base) and path.is_file()
        except OSError:
            return None
        return path.relative_to(base).as_posix() if inside else None

    def content(self, shown: str) -> Node:
        """Read a file: YAML and JSON as they mean, others as a text; raises `SourceError`."""
        if shown not in self.read:
            text = text_of_file(self.base / shown, shown)
            if PurePosixPath(shown).suffix.lower() in DATA:
                self.read[shown], problems = nodes_of(text, shown)
                self.problems += problems
            else:
                self.read[shown] = Node(SCALAR, text, shown, 1, 1, text.count("\n") + 1)
        return self.read[shown]

    def alike(self, before: str, after: str) -> list[str]:
        """Give what may stand between two parts of a path, in the folder that the first part leads to."""
        folder, _, begin = before.rpartition("/")
        end, slash, _ = after.partition("/")
        base = self.base.resolve()
        try:
            path = (base / self.folder / folder).resolve()
            names = sorted(entry.name for entry in path.iterdir()) if path.is_relative_to(base) else []
        except OSError:
            return []
        pattern = re.compile(re.escape(begin) + "(.+)" + re.escape(end) + r"\Z")
        found = [match[1] for name in names[:MOST_NAMES] if (match := pattern.match(name))]
        return found if not slash else [name for name in found if (path / f"{begin}{name}{end}").is_dir()]
