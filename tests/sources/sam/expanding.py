"""What the tests of the expansion read templates with."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.sources.cloudformation.files import Files
from buttress.sources.cloudformation.sam import expand
from buttress.sources.cloudformation.template import template_of
from buttress.sources.discovery import discover
from tests.sources.sam.oracle import content

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Problem
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.template import Template


@dataclass(frozen=True, slots=True)
class Expanded:
    """Holds a template's text, what it became, and the problems on the way."""

    text: str
    template: Template
    problems: tuple[Problem, ...]

    @property
    def types(self) -> dict[str, str]:
        return {name: str(node.value["Type"].value) for name, node in self.template.section("Resources").items()}

    def node(self, name: str, *path: str | int) -> Node:
        node = self.template.section("Resources")[name]
        for step in path:
            node = node.value[step]
        return node

    def content(self, name: str, *path: str | int) -> object:
        return content(self.node(name, *path))

    def line(self, mark: str) -> int:
        """Give the number of the one line that holds a text."""
        (found,) = [number for number, line in enumerate(self.text.splitlines(), 1) if mark in line]
        return found


def expanded(text: str, folder: Path | None = None) -> Expanded:
    """Expand a template, with the files of a folder beside it."""
    text = textwrap.dedent(text)
    template = template_of(text, "template.yaml")
    assert template is not None
    problems: list[Problem] = []
    files = Files(discover([folder]) if folder is not None else None)
    return Expanded(text, expand(template, files, problems), tuple(problems))
