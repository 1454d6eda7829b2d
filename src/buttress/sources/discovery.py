"""Finds the files of a workload below the paths that were given."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.records import dataclass
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pathspec import GitIgnoreSpec

SKIPPED: Final = frozenset(
    [
        ".aws-sam",
        ".cache",
        ".eggs",
        ".git",
        ".gradle",
        ".hg",
        ".idea",
        ".mypy_cache",
        ".next",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".serverless",
        ".svn",
        ".terraform",
        ".tox",
        ".venv",
        ".vscode",
        "__pycache__",
        "bower_components",
        "node_modules",
        "site-packages",
        "venv",
    ]
)
"""Folders that hold what tools made or fetched."""
TEMPLATE_ENDINGS: Final = frozenset({".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ".txt"})
OTHER_ENDINGS: Final = frozenset(
    {".drawio", ".hcl", ".markdown", ".md", ".mermaid", ".mmd", ".tf", ".tfstate", ".tfvars", ".tofu", ".xml"}
)
"""How files of other languages end: they are no templates even where they are named."""
MOST_FILES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Found:
    """Names a file: where it is, how it is shown (relative to the common parent), and whether a person named it."""

    path: Path
    shown: str
    named: bool


@dataclass(frozen=True, slots=True)
class Workplace:
    """Holds the files below the given paths, in order of how they are shown; `base` is what `shown` is relative to."""

    base: Path
    files: tuple[Found, ...]

    def without(self, claimed: Collection[str]) -> Workplace:
        """Give the workplace without the files that were read as something else, by their shown names."""
        return Workplace(self.base, tuple(found for found in self.files if found.shown not in claimed))

    def templates(self) -> Iterator[Found]:
        """Give the files that could be templates by their ending, and those that were named."""
        for found in self.files:
            ending = found.path.suffix.lower()
            if ending in TEMPLATE_ENDINGS or (found.named and ending not in OTHER_ENDINGS):
                yield found

    def with_files(self, instead: Mapping[str, Path]) -> Workplace:
        """Give the workplace with other files in the place of some, which are still shown as those are."""
        return replace(
            self, files=tuple(replace(found, path=instead.get(found.shown, found.path)) for found in self.files)
        )


def discover(paths: Iterable[Path], base: Path | None = None) -> Workplace:
    """Walk the given files and folders; raises `SourceError` for a path that does not exist.

    Files are shown relative to `base`, or to the common parent of the paths.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise SourceError(
                Problem(
                    str(path), 0, 0, "there is no such file or folder.", "Look at the path, or run from another folder."
                )
            )
    base = base.resolve() if base is not None else common_parent(given)
    files: dict[Path, Found] = {}
    for path in given:
        if path.is_dir():
            for below in _walk(path):
                files.setdefault(below.resolve(), Found(below, _shown(below, base), named=False))
        else:
            files[path.resolve()] = Found(path, _shown(path, base), named=True)
    return Workplace(base, tuple(sorted(files.values(), key=lambda found: found.shown)))


def common_parent(paths: Sequence[Path]) -> Path:
    """Give the folder that all paths are below: that of a file is its parent's."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    return Path(os.path.commonpath(folders))


def _shown(path: Path, base: Path) -> str:
    """Give the path relative to the base; bytes of a name that are no text are shown as the sign for that."""
    relative = Path(os.path.relpath(path.absolute(), base)) if path.is_symlink() else path.resolve().relative_to(base)
    return os.fsencode(relative.as_posix()).decode("utf-8", "replace")


def _walk(top: Path) -> Iterator[Path]:
    """Give the files below a folder in sorted order, without what git ignores and what others' tools put there."""
    count = 0
    ignoring: list[tuple[Path, GitIgnoreSpec]] = list(_above(top))
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        ignoring = [(owner, spec) for owner, spec in ignoring if owner == here or owner in here.parents or here == top]
        if ".gitignore" in names:
            ignoring.append((here.resolve(), _spec(here / ".gitignore")))
        folders[:] = sorted(
            name for name in folders if name not in SKIPPED and not _ignored(here / name, ignoring, slash="/")
        )
        for name in sorted(names):
            path = here / name
            if not _ignored(path, ignoring) and path.is_file():
                count += 1
                if count > MOST_FILES:
                    raise SourceError(
                        Problem(
                            str(top),
                            0,
                            0,
                            f"there are more than {MOST_FILES:,} files below.",
                            "Name the folder of one workload.",
                        )
                    )
                yield path


def _above(top: Path) -> Iterator[tuple[Path, GitIgnoreSpec]]:
    """Give the ignore files of the folders above, up to the top of the git work tree."""
    here = top.resolve()
    if not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return
    while not (here / ".git").exists():
        here = here.parent
        if (here / ".gitignore").is_file():
            yield here, _spec(here / ".gitignore")


def _spec(file: Path) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - a sixth of the start-up of a review without ignore files

    return GitIgnoreSpec.from_lines(file.read_text(encoding="utf-8", errors="replace").splitlines())


def _ignored(path: Path, ignoring: list[tuple[Path, GitIgnoreSpec]], slash: str = "") -> bool:
    if not ignoring:
        return False
    whole = path.parent.resolve() / path.name
    return any(
        owner in whole.parents and spec.match_file(whole.relative_to(owner).as_posix() + slash)
        for owner, spec in ignoring
    )
