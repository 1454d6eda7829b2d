"""A commit's files, written into a temporary folder to be read as a work tree is."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.sources.discovery import TEMPLATE_ENDINGS, common_parent
from buttress.sources.git import REGULAR, SUBMODULE, SYMLINK, GitError, Held, Repository, repository_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES: Final = 10 * 1024 * 1024
"""A larger file is written as a hole of its size unless it may be a template: nothing would read it."""
BATCH: Final = 64 * 1024 * 1024
"""About how many bytes are asked of git at once."""
POINTER: Final = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
"""What stands in a commit for a file that Git LFS keeps elsewhere.

Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
"""


@dataclass(frozen=True, slots=True)
class Checkout:
    """Holds where the files of a commit were written.

    `paths` are those of the given paths that the commit has, `base` is what they are relative to, so that files are
    named as in the work tree; `problems` name what the commit does not hold itself.
    """

    commit: str
    base: Path
    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


@contextmanager
def checked_out(ref: str, paths: Sequence[Path]) -> Iterator[Checkout]:
    """Write what a ref has at some paths of a work tree into a folder that is removed again, whatever happens.

    Neither the work tree nor the index is touched, and no attribute or filter is applied. Raises `GitError`.
    """
    repository = repository_of(paths[0])
    commit = repository.commit(ref)
    inside = tuple(_inside(path, repository) for path in paths)
    with tempfile.TemporaryDirectory(prefix="buttress-") as folder:
        # The name is the work tree's, and `.git` ends the search for ignore files, as it does there.
        top = Path(folder).resolve() / (repository.top.name or "work-tree")
        (top / ".git").mkdir(parents=True)
        problems = list(_write(repository, commit, (*inside, *_ignore_files(inside)), top))
        base = PurePosixPath(common_parent(paths).relative_to(repository.top).as_posix())
        yield Checkout(
            commit,
            top / base,
            tuple(top / path for path in inside if (top / path).exists()),
            tuple(_shown(problem, base) for problem in problems),
        )


def _inside(path: Path, repository: Repository) -> str:
    """Give a path relative to the top of the work tree."""
    whole = path.resolve()
    if not whole.is_relative_to(repository.top):
        raise GitError(f"{path} is not inside {repository.top}. Name paths of one repository.")
    return whole.relative_to(repository.top).as_posix()


def _ignore_files(inside: Sequence[str]) -> tuple[str, ...]:
    """Give the ignore files of the folders above some paths: they hold there as well."""
    parents = {str(parent / ".gitignore") for path in inside for parent in PurePosixPath(path).parents}
    return () if "." in inside else tuple(sorted(parents))


def _write(repository: Repository, commit: str, paths: tuple[str, ...], top: Path) -> Iterator[Problem]:
    held = [found for found in repository.held(commit, paths) if _harmless(found.path)]
    files = [found for found in held if found.mode.startswith(REGULAR)]
    links = [found for found in held if found.mode == SYMLINK]
    for batch in _batches([found for found in files if not _is_hole(found)]):
        for found, content in zip(batch, repository.contents([found.object for found in batch]), strict=True):
            yield from _file(repository, found, content, top)
    for found in files:
        if _is_hole(found):
            _place(top, found.path).touch()
            os.truncate(top / found.path, found.size)
    # Links come last, so that no file is ever written through one.
    for found, target in zip(links, repository.contents([found.object for found in links]), strict=True):
        _link(found, os.fsdecode(target), top)
    for found in held:
        if found.mode == SUBMODULE:
            yield from _submodule(repository, found, top)


def _harmless(path: str) -> bool:
    """Leave out paths that git itself refuses to check out."""
    return not any(part in ("..", ".") or part.lower() == ".git" for part in path.split("/"))


def _is_hole(found: Held) -> bool:
    return found.size > MOST_BYTES and PurePosixPath(found.path).suffix.lower() not in TEMPLATE_ENDINGS


def _batches(files: Sequence[Held]) -> Iterator[list[Held]]:
    """Group files so that git is not asked for too much at once."""
    groups: dict[int, list[Held]] = {}
    for found, total in zip(files, accumulate(found.size for found in files), strict=True):
        groups.setdefault(total // BATCH, []).append(found)
    yield from groups.values()


def _file(repository: Repository, found: Held, content: bytes, top: Path) -> Iterator[Problem]:
    pointer = POINTER.match(content)
    if pointer is not None and PurePosixPath(found.path).suffix.lower() in TEMPLATE_ENDINGS:
        kept = _kept_by_lfs(repository, pointer[1].decode())
        if kept is None:
            yield Problem(
                found.path,
                0,
                0,
                "Git LFS keeps the file, and its content is not here.",
                "Run `git lfs fetch`.",
                stops=True,
            )
            return
        content = kept
    _place(top, found.path).write_bytes(content)


def _kept_by_lfs(repository: Repository, name: str) -> bytes | None:
    folder = repository.knows("rev-parse", "--git-common-dir") or ".git"
    path = repository.top / folder / "lfs" / "objects" / name[:2] / name[2:4] / name
    return path.read_bytes() if path.is_file() else None


def _place(top: Path, path: str) -> Path:
    place = top / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _link(found: Held, target: str, top: Path) -> None:
    """Make a symbolic link, unless it leads out of the tree."""
    place = _place(top, found.path)
    if (place.parent / target).resolve().is_relative_to(top):
        place.symlink_to(target)


def _submodule(repository: Repository, found: Held, top: Path) -> Iterator[Problem]:
    """Write the commit of a submodule from its own clone, where there is one beside the work tree."""
    place = repository.top / found.path
    if not (place / ".git").exists():
        yield Problem(
            found.path,
            0,
            0,
            "the submodule is not here, and is not read.",
            "Run `git submodule update --init`.",
            stops=True,
        )
        return
    inner = Repository(place)
    if inner.knows("cat-file", "-e", f"{found.object}^{{commit}}") is None:
        raise GitError(
            f"the submodule {found.path} has no commit {found.object[:10]} here. Run `git -C {found.path} fetch --all`."
        )
    target = top / found.path
    target.mkdir(parents=True, exist_ok=True)
    for problem in _write(inner, found.object, (".",), target):
        yield replace(problem, file=f"{found.path}/{problem.file}")


def _shown(problem: Problem, base: PurePosixPath) -> Problem:
    """Name a file as the review does: relative to the base."""
    return replace(problem, file=os.path.relpath(problem.file, base))
