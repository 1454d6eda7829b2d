"""Lists the checks by their files, and reads the templates of their pages as a workload would be read."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import buttress.checks
from buttress.evidence import Check
from buttress.evidence.page import read_page
from buttress.evidence.prose import PageError
from buttress.facts.dates import AS_OF
from buttress.graph.worlds import Worlds
from buttress.sources.cloudformation.reader import read_text
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.signs import signs_of
from buttress.sources.terraform.reader import terraform_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.page import Fence, Page
    from buttress.graph.graph import Graph, Sign

FOLDER: Final = Path(buttress.checks.__path__[0])
MODULES: Final = tuple(path for path in sorted(FOLDER.glob("*/*.py")) if path.stem != "__init__")


def name_of(module: Path) -> str:
    """Gives the id that the check of a module has by its place."""
    return f"{module.parent.name}-{module.stem}".replace("_", "-")


def check_of(module: Path) -> Check:
    """Imports a module and gives its one check."""
    found = importlib.import_module(f"{buttress.checks.__name__}.{module.parent.name}.{module.stem}")
    (check,) = (value for value in vars(found).values() if isinstance(value, Check))
    return check


@functools.cache
def page_of(module: Path) -> Page:
    """Reads the page beside a module; raises PageError."""
    path = module.with_suffix(".md")
    return read_page(path, path.relative_to(FOLDER.parent).as_posix())


def fences() -> Iterator[tuple[Path, int]]:
    """Gives each module with the number of each fence of its page; one not readable counts, to show its error."""
    for module in MODULES:
        try:
            count = len(page_of(module).fences)
        except PageError:
            count = 1
        yield from ((module, number) for number in range(count))


@functools.cache
def graph_of(fence: Fence) -> Graph:
    """Reads a fence, with the signs that the files listed before it give."""
    graph = read_text(fence.template, AS_OF) if fence.language == "yaml" else terraform(fence.text)
    if fence.files is not None:
        graph.signs = signs_in(fence.files)
    return graph


def terraform(text: str) -> Graph:
    """Reads a text as the one file of a Terraform root; what is wrong with it raises AssertionError."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "main.tf").write_text(text, encoding="utf-8")
        worlds = Worlds()
        graph = graph_from([terraform_reading(discover([Path(folder)]), worlds, {})], worlds, AS_OF)
    assert not graph.problems, [str(problem) for problem in graph.problems]
    unmapped = [unread.what for unread in graph.unread if unread.kind == "resource type"]
    assert not unmapped, unmapped
    return graph


def signs_in(files: tuple[str, ...]) -> tuple[Sign, ...]:
    """Gives the signs of a repository with the listed files; `path: text` is a file with that text."""
    with TemporaryDirectory() as folder:
        top = Path(folder)
        for line in files:
            path, _, text = line.partition(": ")
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text.replace("\\n", "\n") + "\n", encoding="utf-8")
        return signs_of(discover([top]))
