"""Real templates, damaged at random: no check, reader or report may stumble over what stands in the wrong place."""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from buttress.graph.node import CALL, LIST, MAP, Node, call, mapping, scalar, sequence
from buttress.sources.cloudformation.functions import FUNCTIONS
from buttress.sources.cloudformation.template import template_from, template_of
from tests.corpus import Entry, entries, graph_of_template, judged, text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

EXAMPLES = 250
SHARES = (0.002, 0.01, 0.05, 0.15)
"""How much of a template is damaged."""
CALLS = (*FUNCTIONS, "Fn::Odd")
KEYS = ("a", "Condition", "Statement", "Type", "Fn::If", "Name", "Properties")
SCALARS = (
    *(None, True, False, 0, 1, -1, 1.5, 10**299, "", "a", "true", "*", "nan", "-5", "1e400", "x" * 300),
    *("arn:", "arn:aws:s3:::x", "AWS::Region", "AWS::NoValue", "{{resolve:ssm:x}}", "${A}", "https://x"),
    *("{", "{}", '{"a": 1}', '{"Statement": 3}', '{"a": NaN}', "[1]", "rate(x)", "cron(a b c d e f)"),
    *("::", ":", ".", "/", "10.0.0.0/99", "::/0", "0.0.0.0/0"),
)


@functools.cache
def tree(shared: Path, entry: Entry) -> tuple[Node, tuple[Node, ...]]:
    """Give the root of a template, and all its nodes."""
    template = template_of(text_at(shared, entry), "template.yaml")
    assert template is not None
    return template.root, tuple(nodes(template.root))


def nodes(node: Node) -> list[Node]:
    """Give a node and all below it."""
    return [node, *(found for child in children(node) for found in nodes(child))]


def children(node: Node) -> list[Node]:
    """Give what stands directly below a node."""
    if node.kind == CALL:
        return [node.value[1]]
    return [*node.value.values()] if node.kind == MAP else [*node.value] if node.kind == LIST else []


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node | None:
    """Copy a tree with some of its nodes changed, or left out."""
    made = change(node)
    if made is not node:
        return made
    below = [rebuilt(child, change) for child in children(node)]
    kept = [child for child in below if child is not None]
    where = (node.file, node.line, node.column, node.end_line, node.open)
    if node.kind == CALL:
        return Node(CALL, (node.value[0], below[0] or scalar(None, node)), *where)
    if node.kind == MAP:
        pairs = zip(node.value, below, strict=True)
        return Node(MAP, {key: child for key, child in pairs if child is not None}, *where)
    return Node(LIST, kept, *where) if node.kind == LIST else node


def damage(node: Node, chance: random.Random, pool: Sequence[Node]) -> Node | None:
    """Replace, leave out or double a node."""
    kind = chance.random()
    if kind < 0.75:
        return junk(node, chance, pool)
    return None if kind < 0.9 else sequence([node, node], node)


def junk(cause: Node, chance: random.Random, pool: Sequence[Node], level: int = 0) -> Node:
    """Make something that does not belong there: a scalar, list, map, call, or another part of the template."""
    kind = chance.random()
    inner = [junk(cause, chance, pool, level + 1) for _ in range(chance.randint(0, 3))] if level < 3 else []
    if kind < 0.4 or not inner:
        return scalar(chance.choice(SCALARS), cause)
    if kind < 0.55:
        return sequence(inner, cause)
    if kind < 0.7:
        return mapping({chance.choice(KEYS): member for member in inner}, cause)
    return call(chance.choice(CALLS), inner[0], cause) if kind < 0.9 else chance.choice(pool)


@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_template_is_judged_by_every_check(shared: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    root, all_nodes = tree(shared, chance.choice(entries(shared)))
    count = max(1, int(len(all_nodes) * chance.choice(SHARES)))
    hit = {id(node) for node in chance.sample(all_nodes[1:], min(count, len(all_nodes) - 1))}
    made = rebuilt(root, lambda node: damage(node, chance, all_nodes) if id(node) in hit else node)
    template = template_from(made or root, (), "template.yaml")
    for readable in [template] if template is not None else []:
        graph = graph_of_template(readable)
        assert {one.state for one in judged(graph)} <= {"met", "gap", "unknown", "not_applicable"}
