"""Local files that a template points at."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.text import text_of_file

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.discovery import Workplace


@dataclass(slots=True)
class Files:
    """Reads files inside the workplace by a path relative to a template; each once."""

    workplace: Workplace | None
    _kept: dict[str, Node] = field(default_factory=dict)

    def find(self, relative: str, beside: str) -> str | None:
        """Give how the file is shown that `relative` names beside a template; None where it is not in the workplace."""
        if self.workplace is None or "://" in relative or relative.startswith("{"):
            return None
        base = self.workplace.base.resolve()
        path = (base / Path(beside).parent / relative).resolve()
        if not path.is_relative_to(base) or not path.is_file():
            return None
        return path.relative_to(base).as_posix()

    def read(self, relative: str, beside: str) -> Node | None:
        """Read YAML or JSON beside a template; None where there is no such file; raises `SourceError` for a broken
        one.
        """
        shown = self.find(relative, beside)
        if shown is None or self.workplace is None:
            return None
        if shown not in self._kept:
            self._kept[shown], _ = nodes_of(text_of_file(self.workplace.base / shown, shown), shown)
        return self._kept[shown]
