"""What is ignored is what git ignores, which is asked here."""

from __future__ import annotations

import shutil
import subprocess
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies

from buttress.sources.ignoring import ignoring

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "a", "b.yaml", "build", "x/a", "x/b.yaml", "x/build/a", "x/y/a", "x/y/b.yaml", "build/a", "build/keep", "x/#a",
    "#a", "!a", "a b", "a ", "x/y/z/build/a", "foo", "fob", "f]o", "f*o", "f-o", "F1o", "logs/x/a", "logs/a", ".env",
    "x/.env",
]  # fmt: skip
IGNORED = [
    "a", "/a", "x/a", "**/a", "a/", "build", "build/", "/build/", "x/**", "x/**/a", "**/build/", "x/", "x/y", "x/*/a",
    "*", "*.yaml", "/*.yaml", "x/*.yaml", "f?o", "f[ao]o", "f[!o]o", "f[^o]o", "f[]x]o", "f[a-z]o", "f[[:digit:]]o",
    "[[:upper:]]*", "f\\*o", "\\#a", "\\!a", "# a", "#a", "a\\ ", "a ", "a b", "", "   ", "/", "**", "**/", "x/y/**/a",
    "logs/**/a", ".*", "f[", "f\\", "a**", "x/**y/a", "//a", "x//a",
]  # fmt: skip
LISTS = [
    ["build/", "!build/keep"],
    ["build/*", "!build/keep"],
    ["*", "!*.yaml"],
    ["*", "!*/", "!*.yaml"],
    ["a", "!x/a", "x/y/a"],
    ["/x/*", "!/x/y", "/x/y/*", "!/x/y/a"],
    ["# all", "", "*.yaml", "!b.yaml", "x/b.yaml"],
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a work tree of git; what is in it does not matter, as git is asked for paths."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    top: Path = tmp_path_factory.mktemp("tree")
    subprocess.run([git, "init", "--quiet", top], check=True)
    return top


def by_git(tree: Path, lines: list[str]) -> set[str]:
    (tree / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = "\0".join(FILES)
    command = ["git", "-C", str(tree), "check-ignore", "--no-index", "--stdin", "-z"]
    said = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    assert said.returncode in (0, 1), said.stderr
    return set(said.stdout.split("\0")) - {""}


def by_us(lines: list[str]) -> set[str]:
    rules = ignoring(lines)
    return {file for file in FILES if rules.ignores(file, folder=False)}


@pytest.mark.parametrize("lines", [*([line] for line in IGNORED), *LISTS], ids=" ".join)
def test_what_is_ignored_is_what_git_ignores(tree: Path, lines: list[str]) -> None:
    assert by_us(lines) == by_git(tree, lines)


segments = strategies.sampled_from(["**", "*", "a", "x", "y", "build", "*.yaml", "?", "[a-f]*", "b*l"])
patterns = strategies.builds(
    lambda sign, start, inside, end: f"{sign}{start}{'/'.join(inside)}{end}",
    strategies.sampled_from(["", "!"]),
    strategies.sampled_from(["", "/"]),
    strategies.lists(segments, min_size=1, max_size=4),
    strategies.sampled_from(["", "/"]),
)


@settings(max_examples=40)
@given(strategies.lists(patterns, min_size=1, max_size=4))
def test_any_lines_ignore_what_git_ignores(tree: Path, lines: list[str]) -> None:
    assert by_us(lines) == by_git(tree, lines)


@pytest.mark.parametrize(("line", "folder"), list(product(["x/", "x"], [True, False])))
def test_a_line_that_ends_in_a_slash_speaks_of_folders(line: str, *, folder: bool) -> None:
    assert ignoring([line]).ignores("x", folder=folder) == (folder or line == "x")


def test_a_line_that_is_no_pattern_says_nothing() -> None:
    assert by_us(["[z-a]"]) == set()
