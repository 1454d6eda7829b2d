"""Evidence means what it says: what is cited decides, and what is hidden is not known."""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING

import pytest

from buttress.graph.node import LIST, MAP, Node, call, mapping, scalar
from buttress.sources.cloudformation.template import template_of
from tests.corpus import Entry, changed, entries, graph_of_nodes, graph_of_text, judged, text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from buttress.evidence.record import Evidence

PARTS = 8
EACH = 4
"""How many verdicts of a check on a template are tried."""
HIDDEN = "HiddenFromTheReview"
REST_ON_MORE = {
    "elasticloadbalancingv2-zones": "AWS refuses a load balancer in fewer than two zones, whatever the list says"
}
"""Checks that cite a list and are met whatever stands in it, with the reason."""


def with_hidden_parameter(root: Node) -> Node:
    """Declare a parameter without default, compared with nothing."""
    parameters = root.value.get("Parameters")
    members = dict(parameters.value) if parameters is not None else {}
    members[HIDDEN] = mapping({"Type": scalar("String", root)}, root)
    return mapping({**root.value, "Parameters": mapping(members, root)}, root)


def chosen(evidence: tuple[Evidence, ...], chance: random.Random) -> Iterator[Evidence]:
    """Give some verdicts of each check that cite a property."""
    by_check: dict[str, list[Evidence]] = {}
    for found in evidence:
        if found.state in ("met", "gap") and found.location.path and found.resource != "workload":
            by_check.setdefault(found.check.id, []).append(found)
    for check in sorted(by_check):
        yield from chance.sample(by_check[check], min(EACH, len(by_check[check])))


def cited_node(root: Node, found: Evidence) -> Node | None:
    """Give the node at the cited place, None where two stand there or none."""
    nodes: list[Node] = []

    def keep(node: Node) -> Node:
        nodes.append(node)
        return node

    changed(root, found.location.line, found.location.column, keep)
    return nodes[0] if len(nodes) == 1 else None


def verdict(root: Node, found: Evidence) -> Evidence | None:
    """Judge again: the same check on the same resource."""
    graph = graph_of_nodes(root)
    from buttress.evidence.engine import examine  # noqa: PLC0415 - only here

    again = [one for one in examine(graph, [found.check]) if one.resource == found.resource]
    return again[0] if again else None


@functools.cache
def trees(shared: Path, part: int) -> tuple[tuple[Entry, Node, tuple[Evidence, ...]], ...]:
    """Read and judge a part of the corpus, once for all laws."""
    found = []
    for entry in entries(shared)[part::PARTS]:
        text = text_at(shared, entry)
        template = template_of(text, "template.yaml")
        assert template is not None
        found.append((entry, template.root, judged(graph_of_text(text))))
    return tuple(found)


def without_the_node_that_a_met_cites_the_verdict_changes(shared: Path, part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - a test's dice
    wrong, tried = [], 0
    for entry, root, evidence in trees(shared, part):
        for found in chosen(evidence, chance):
            if found.state != "met":
                continue
            node = cited_node(root, found)
            if node is None or node.kind == LIST:
                continue
            without, _ = changed(root, found.location.line, found.location.column, lambda _: None)
            again = verdict(without, found)
            tried += 1
            if again is not None and (again.state, again.reason, again.location) == (
                found.state,
                found.reason,
                found.location,
            ):
                wrong.append(f"{entry.path}:{found.location.line} {found.check.id}: {found.reason}")
    assert wrong == []
    assert tried > 20


def a_hidden_value_makes_a_verdict_unknown_or_leaves_it(shared: Path, part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - a test's dice
    wrong, tried = [], 0
    for entry, root, evidence in trees(shared, part):
        for found in chosen(evidence, chance):
            node = cited_node(root, found)
            if node is None or node.kind in (MAP, LIST):
                continue
            hidden, _ = changed(
                root, found.location.line, found.location.column, lambda old: call("Ref", scalar(HIDDEN, old), old)
            )
            again = verdict(with_hidden_parameter(hidden), found)
            tried += 1
            if again is not None and again.state not in ("unknown", found.state):
                wrong.append(f"{entry.path}:{found.location.line} {found.check.id}: {found.state} became {again.state}")
    assert wrong == []
    assert tried > 20


def a_hidden_member_makes_a_met_by_absence_unknown(shared: Path, part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - a test's dice
    wrong, tried = [], 0
    for entry, root, evidence in trees(shared, part):
        for found in chosen(evidence, chance):
            node = cited_node(root, found)
            if (
                found.state != "met"
                or found.check.id in REST_ON_MORE
                or node is None
                or node.kind != LIST
                or not node.value
            ):
                continue
            open_list, _ = changed(root, found.location.line, found.location.column, opened)
            empty, _ = changed(root, found.location.line, found.location.column, emptied)
            without = verdict(empty, found)
            by_absence = without is not None and without.state == "met"
            again = verdict(with_hidden_parameter(open_list), found)
            tried += 1
            if again is not None and again.state not in (("unknown",) if by_absence else ("met", "unknown")):
                wrong.append(f"{entry.path}:{found.location.line} {found.check.id}: became {again.state}")
    assert wrong == []
    assert tried > 0


def opened(node: Node) -> Node:
    """Add a member to a list of which nothing is known."""
    last = node.value[-1]
    return Node(LIST, [*node.value, call("Ref", scalar(HIDDEN, last), last)], node.file, node.line, node.column)


def emptied(node: Node) -> Node:
    """Leave nothing of a list."""
    return Node(LIST, [], node.file, node.line, node.column)


@pytest.mark.parametrize("part", range(PARTS), scope="module")
@pytest.mark.parametrize(
    "law",
    [
        without_the_node_that_a_met_cites_the_verdict_changes,
        a_hidden_value_makes_a_verdict_unknown_or_leaves_it,
        a_hidden_member_makes_a_met_by_absence_unknown,
    ],
    ids=lambda law: law.__name__.replace("_", "-"),
)
def test_evidence_on_real_templates_keeps_the_law(shared: Path, part: int, law: Callable[[Path, int], None]) -> None:
    law(shared, part)
