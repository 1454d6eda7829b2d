"""A place in a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Names a place in a file; lines and columns count from 1, `end_line` is inclusive."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    path: str = field(default="", compare=False)
    """The property path that was asked for, empty for a resource's own line."""

    def __str__(self) -> str:
        """Give `file:line`, the form that editors and terminals open."""
        return f"{self.file}:{self.line}"
