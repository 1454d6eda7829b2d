"""The files of a workplace as Terraform's functions and modules see them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from buttress.graph.values import NotKnown
from buttress.sources.cloudformation.text import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FOUND = 20_000
"""How many files beneath a folder are listed."""


def tree_of(base: Path) -> Path:
    """Give the folder that configuration may reach into: the git work tree around `base`, else the parent of `base`."""
    here = base.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here.parent)


@dataclass(slots=True)
class TreeFiles:
    """Reads files of the tree around `base`; paths are relative to `folder`, that of the root."""

    base: Path
    folder: str
    _kept: dict[str, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """Give a file's content, None where there is none; raises `NotKnown` for one out of the tree, or too large."""
        if path not in self._kept:
            self._kept[path] = self._read(path)
        return self._kept[path]

    def _read(self, path: str) -> bytes | None:
        file = self._inside(path)
        try:
            if not file.is_file():
                return None
            if file.stat().st_size > MOST_BYTES:
                raise NotKnown(f"{path} has more than {MOST_BYTES:,} bytes")
            return file.read_bytes()
        except OSError as error:
            raise NotKnown(f"{path} cannot be read: {error.strerror}") from error

    def beneath(self, folder: str) -> Sequence[str] | None:
        """Give the files beneath a folder relative to it, in order; None where there is no such folder."""
        top = self._inside(folder)
        if not top.is_dir():
            return None
        found: list[str] = []
        for here, folders, names in os.walk(top):
            folders.sort()
            found += [(Path(here) / name).relative_to(top).as_posix() for name in names]
            if len(found) > MOST_FOUND:
                raise NotKnown(f"{folder} has more than {MOST_FOUND:,} files")
        return sorted(found)

    def shown(self, path: str) -> str:
        """Give how messages show a path."""
        return normal(f"{self.folder}/{path}")

    def _inside(self, path: str) -> Path:
        base = self.base.resolve()
        try:
            file = (base / self.folder / path).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise NotKnown(f"{path} is no path") from error
        if not file.is_relative_to(tree_of(base)):
            raise NotKnown(f"{path} is out of the tree that is read")
        return file


def normal(path: str) -> str:
    """Give a path without `.` and `..` where they can be taken away; empty for the folder itself."""
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)
