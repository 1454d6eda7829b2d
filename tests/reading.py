"""What tests read architectures with: the real reader, on a day that does not move."""

from __future__ import annotations

import datetime
import textwrap
from typing import TYPE_CHECKING

from buttress.graph.worlds import explore
from buttress.sources.cloudformation.reader import read_templates, read_text
from buttress.sources.discovery import discover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

DAY = datetime.date(2026, 11, 23)


def read(text: str, **given: str) -> Graph:
    """Read one template."""
    return read_text(textwrap.dedent(text), DAY, {name.replace("__", "::"): value for name, value in given.items()})


def read_folder(folder: Path, files: dict[str, str], **given: str) -> Graph:
    """Write files into a folder and read it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return read_templates(discover([folder]), DAY, given)


def resource(graph: Graph, name: str) -> Resource:
    """Give the one resource whose id ends in a name."""
    (found,) = [one for one in graph.resources if one.id.endswith(("#" + name, "/" + name))]
    return found


def in_worlds(graph: Graph, question: Callable[[], object]) -> dict[str, object]:
    """Ask a question in every world; the keys say the world: `Env=prod`."""
    return {
        " ".join(f"{graph.worlds.label(key)}={choice}" for key, choice in outcome.world): outcome.result
        for outcome in explore(graph.worlds, question)
    }
