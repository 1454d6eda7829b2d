"""Fixes templates and configurations as `buttress fix` does, in a folder of the test's own."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress import wiring
from buttress.application.fixing import Chosen

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.plan.patch import Fixing


@dataclass(frozen=True)
class Fixed:
    """The text of one file after the fixes of some checks, and what was said of them."""

    text: str
    found: Fixing

    @property
    def why(self) -> list[str]:
        """Give why gaps are left, in order."""
        return [left.why for left in self.found.left]


def fixed(folder: Path, text: str, *checks: str, name: str = "template.yaml", unsafe: bool = True) -> Fixed:
    """Write a text to a file, and give what the fixes of some checks make of it; nothing else is written."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode())
    return again(path, *checks, unsafe=unsafe)


def again(path: Path, *checks: str, unsafe: bool = True) -> Fixed:
    """Give what the fixes of some checks make of a file."""
    found = fixes_of(path, *checks, unsafe=unsafe)
    before = path.read_bytes().decode()
    after = next((change.after for change in found.files if change.file == path.name), before)
    return Fixed(after, found)


def fixes_of(path: Path, *checks: str, unsafe: bool = True) -> Fixing:
    """Give what the fixes of some checks (all when none is named) make of a file or folder."""
    found, _ = wiring.fixes([path], Chosen(checks, (), unsafe), wiring.Settings())
    return found


def lines(text: str) -> str:
    """Take the indentation of a test off a text."""
    return textwrap.dedent(text).lstrip("\n")
