"""Fixes as patches: what is changed, what is left and why, and the files before and after."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.evidence.fix import Fix
    from buttress.evidence.record import Evidence


@dataclass(frozen=True, slots=True)
class Patch:
    """Holds a fix for one gap: what is set, and the files that say so."""

    evidence: Evidence
    fix: Fix
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Holds a gap that has a fix and keeps it, with the reason."""

    evidence: Evidence
    fix: Fix
    why: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """Holds a file as it was read and as the patches leave it; `file` is relative to the base of the review."""

    file: str
    before: str
    after: str

    def diff(self, folder: str = "") -> str:
        """Give the change as a unified diff that `git apply` and `patch -p1` take; `folder` is where the files are from
        where it is applied.
        """
        before, after, name = _lines(self.before), _lines(self.after), (PurePosixPath(folder) / self.file).as_posix()
        told = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(_told(told))


@dataclass(frozen=True, slots=True)
class Fixing:
    """Holds all that fixes make of a review: patches, the gaps that are left, and the files that change."""

    patches: tuple[Patch, ...]
    left: tuple[Left, ...]
    files: tuple[FileChange, ...]
    people: int = 0
    """How many gaps need a decision of people, and have no fix."""

    def diff(self, folder: str = "") -> str:
        """Give all changes as one unified diff; see `FileChange.diff`."""
        return "".join(change.diff(folder) for change in self.files)


def _lines(text: str) -> Sequence[str]:
    r"""Give the lines with what ends them: `\n` alone ends one, as in git."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _told(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n"
