"""A place in a file."""

from __future__ import annotations

from dataclasses import field

from buttress.records import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Names a place in a file; lines and columns count from 1, `end_line` is inclusive."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    path: str = field(default="", compare=False)
    """The property path that was asked for, empty for a resource's own line."""

    def __lt__(self, other: Location) -> bool:
        """Say whether it comes before another, by file, line and column."""
        mine, its = (
            (self.file, self.line, self.column, self.end_line),
            (other.file, other.line, other.column, other.end_line),
        )
        return mine < its

    def __str__(self) -> str:
        """Give `file:line`, the form that editors and terminals open."""
        return f"{self.file}:{self.line}"
