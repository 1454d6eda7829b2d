"""Real services, damaged at random: nothing that stands in the wrong place may stop the reading."""

from __future__ import annotations

import functools
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from buttress.graph.node import Node, call, mapping, scalar
from buttress.graph.unread import Unread
from buttress.sources.cloudformation.reader import graph_of
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.serverless.service import service_of
from tests.corpus import judged
from tests.reading import DAY
from tests.sources.test_mutated_templates import KEYS, damage, nodes, rebuilt

VARIABLES = (
    *(
        "${self:custom}",
        "${self:}",
        "${self:provider.stage}",
        "${opt:stage}",
        "${opt:a, '${self:service}'}",
        "${file(.)}",
    ),
    *("${sls:stage}", "${env:A}", "${param:a}", "${ssm:/a~true}", "${cf:a.b}", "${", "${a:${b:${c:d}}}", "x${opt:b}y"),
    *(
        "${self:custom.${opt:stage}.x}",
        "${file(serverless.yml)}",
        "${strToBool(${opt:c})}",
        "${aws:region}",
        "${AWS::Region}",
    ),
)


@functools.cache
def services(shared: Path) -> tuple[tuple[Node, tuple[Node, ...], str], ...]:
    """Give the roots of the real services, all nodes of each, and their texts."""
    found = []
    for file in sorted((shared / "architectures").rglob("serverless.yml")):
        text = file.read_text(encoding="utf-8")
        root, _ = nodes_of(text, "serverless.yml")
        found.append((root, tuple(nodes(root)), text))
    return tuple(found)


def change(node: Node, chance: random.Random, pool: tuple[Node, ...]) -> Node | None:
    """Put a variable in the place of a node, or damage it as templates are damaged."""
    if chance.random() < 0.4:
        return scalar(chance.choice(VARIABLES), node)
    if chance.random() < 0.1:
        return mapping({chance.choice(KEYS): node}, node)
    return call("Fn::If", node, node) if chance.random() < 0.05 else damage(node, chance, pool)


@settings(max_examples=120)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_service_is_read_and_judged(shared: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    root, all_nodes, text = chance.choice(services(shared))
    share = chance.choice((0.01, 0.05, 0.2, 0.5))
    hit = {id(node) for node in chance.sample(all_nodes[1:], max(1, int(len(all_nodes) * share)))}
    made = rebuilt(root, lambda node: change(node, chance, all_nodes) if id(node) in hit else node)
    service = service_of(made or root, "serverless.yml", text, Path("/nowhere"), {})
    assert all(isinstance(one, Unread) for one in service.unread)
    for template in [service.template] if service.template is not None else []:
        graph = graph_of([template], DAY)
        assert {one.state for one in judged(graph)} <= {"met", "gap", "unknown", "not_applicable"}
