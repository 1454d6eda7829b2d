"""Asks git about a repository, through its executable; nothing here changes the work tree or the index."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from buttress.sources.discovery import common_parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REGULAR, SYMLINK, SUBMODULE = "100", "120000", "160000"
"""How the modes of what a tree holds begin: files, symbolic links, the commits of submodules."""
QUIET: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
ELSEWHERE: Final = frozenset({"GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"})
"""What a hook of git sets: it speaks of the hook's repository, and we name the one that we mean."""


class GitError(Exception):
    """Says why git cannot give what was asked for, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Names something that a tree holds: its mode, its object, its size in bytes (0 for a submodule) and its path."""

    mode: str
    object: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Repository:
    """Names a repository by the top folder of its work tree."""

    top: Path

    def ask(self, *words: str, given: bytes | None = None) -> bytes:
        """Run git and give what it prints; raises `GitError` with what it complains about."""
        done = _run(self.top, *words, given=given)
        if done.returncode:
            raise GitError(f"git {words[0]} says: {_complaint(done)}")
        return done.stdout

    def knows(self, *words: str) -> str | None:
        """Run git and give what it prints in one line, None where it fails."""
        done = _run(self.top, *words)
        return None if done.returncode else os.fsdecode(done.stdout).rstrip("\n")

    def commit(self, ref: str) -> str:
        """Give the commit that a branch, tag or commit names; raises `GitError`."""
        if ref.startswith("-"):
            raise GitError(f"{ref} is no git ref: none begins with a dash.")
        found = self.knows("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if found is None:
            raise GitError(self._why_not(ref))
        return found

    def fork_point(self, one: str, other: str) -> str:
        """Give the commit that two refs come from; raises `GitError`."""
        found = self.knows("merge-base", self.commit(one), self.commit(other))
        if found is None:
            raise GitError(f"{one} and {other} have no commit in common here.{self._shallow()}")
        return found

    def held(self, tree: str, paths: tuple[str, ...]) -> Iterator[Held]:
        """Give what a commit holds at some paths and below them; the whole of it where a path is `.`."""
        below = () if "." in paths else paths
        listed = self.ask("--literal-pathspecs", "ls-tree", "-r", "-l", "-z", "--full-tree", tree, "--", *below)
        for line in listed.split(b"\0")[:-1]:
            mode, _, name, size_and_path = line.split(None, 3)
            size, path = size_and_path.split(b"\t", 1)
            yield Held(mode.decode(), name.decode(), int(size) if size.isdigit() else 0, os.fsdecode(path))

    def contents(self, names: list[str]) -> Iterator[bytes]:
        """Give the contents of some objects, in their order."""
        data = self.ask("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode()) if names else b""
        start = 0
        for name in names:
            header_end = data.index(b"\n", start)
            _, kind, *size = data[start:header_end].split()
            if kind != b"blob":
                raise GitError(f"git has no object {name} here.{self._shallow()}")
            start = header_end + 1
            yield data[start : start + int(size[0])]
            start += int(size[0]) + 1

    def _why_not(self, ref: str) -> str:
        if self.knows("rev-parse", "--verify", "--quiet", "HEAD") is None:
            return f"{self.top} has no commits yet, so there is no {ref}. Commit something first."
        remote = self.knows("rev-parse", "--verify", "--quiet", "--end-of-options", f"origin/{ref}^{{commit}}")
        hint = f" Did you mean origin/{ref}?" if remote is not None else ""
        return f"{ref} is no branch, tag or commit of {self.top}.{hint}{self._shallow()}"

    def _shallow(self) -> str:
        """Say what to do where the clone is shallow, nothing where it is not."""
        if self.knows("rev-parse", "--is-shallow-repository") != "true":
            return ""
        return (
            " This clone is shallow: `git fetch --unshallow` brings the rest (in a pipeline: set its fetch depth to 0)."
        )


def prefix_of(paths: Sequence[Path]) -> str:
    """Give the folder that a review of some paths stands in, relative to the top of its work tree.

    It is empty at the top, and where there is no work tree. Git is not asked: the tree has its `.git` at the top.
    """
    base = common_parent(paths)
    top = next((folder for folder in (base, *base.parents) if (folder / ".git").exists()), base)
    inside = base.relative_to(top).as_posix()
    return "" if inside == "." else inside


def repository_of(path: Path) -> Repository:
    """Give the repository whose work tree a path lies in; raises `GitError` where there is none."""
    here = path.resolve()
    folder = next(folder for folder in (here, *here.parents) if folder.is_dir())
    done = _run(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        complaint = _complaint(done)
        if "not a git repository" in complaint:
            raise GitError(f"{path} is in no git repository. Run from a clone, or name one with --path.")
        raise GitError(f"git does not read {path}: {complaint}")
    return Repository(Path(os.fsdecode(done.stdout).rstrip("\n")).resolve())


def _run(folder: Path, *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = ("git", "-C", os.fspath(folder), *words)
    around = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, refs are checked, paths stand behind `--`
            command, input=given, capture_output=True, check=False, env={**around, **QUIET}
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed here, and comparing commits needs it.") from error


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
