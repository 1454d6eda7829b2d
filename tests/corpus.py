"""The real templates that nobody here wrote, and what the tests do with them."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress import checks
from buttress.evidence.catalogue import checks_of
from buttress.evidence.engine import examine
from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.sources.cloudformation.reader import graph_of
from buttress.sources.cloudformation.template import Template, template_from, template_of
from tests.reading import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph

KINDS = ("cfn", "sam", "cdk")

Change = Callable[[Node], Node | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Names a template of the corpus."""

    path: str
    kind: str


@functools.cache
def entries(shared: Path) -> tuple[Entry, ...]:
    """Give the CloudFormation, SAM and CDK templates of the manifest."""
    with (shared / "architectures" / "manifest.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(Entry(row["path"], row["kind"]) for row in rows if row["kind"].split("-")[0] in KINDS)


def judged(graph: Graph) -> tuple[Evidence, ...]:
    """Run every check there is over a graph."""
    return examine(graph, checks_of(checks, graph.by_type))


def text_at(shared: Path, entry: Entry) -> str:
    """Give the text of one template of the corpus."""
    return (shared / "architectures" / entry.path).read_text(encoding="utf-8-sig")


def graph_of_text(text: str) -> Graph:
    """Read one text alone, with no file beside it."""
    template = template_of(text, "template.yaml")
    assert template is not None
    return graph_of_template(template)


def graph_of_template(template: Template) -> Graph:
    """Make the graph of one template alone."""
    return graph_of([template], DAY)


def graph_of_nodes(root: Node) -> Graph:
    """Make the graph of a tree that a test has changed."""
    template = template_from(root, (), "template.yaml")
    assert template is not None
    return graph_of_template(template)


def changed(node: Node, line: int, column: int, change: Change) -> tuple[Node, int]:
    """Give a copy of a tree in which what stands at a place is replaced; a change that gives None leaves it out.

    The second result counts the replacements.
    """
    where = (node.file, node.line, node.column, node.end_line, node.open)
    if node.kind == CALL:
        name, argument = node.value
        inner, count = changed(argument, line, column, change)
        return Node(CALL, (name, inner), *where), count
    if node.kind == MAP:
        members: dict[str, Node] = {}
        total = 0
        for name, member in node.value.items():
            made, count = _member(member, line, column, change)
            total += count
            if made is not None:
                members[name] = made
        return Node(MAP, members, *where), total
    if node.kind == LIST:
        items: list[Node] = []
        total = 0
        for item in node.value:
            made, count = _member(item, line, column, change)
            total += count
            if made is not None:
                items.append(made)
        return Node(LIST, items, *where), total
    return node, 0


def _member(member: Node, line: int, column: int, change: Change) -> tuple[Node | None, int]:
    if (member.line, member.column) == (line, column):
        return change(member), 1
    return changed(member, line, column, change)
