from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.cloudformation.files import Files
from buttress.sources.cloudformation.sam import expand
from buttress.sources.cloudformation.template import template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.cloudformation.template import Template

OWN = sorted((Path(__file__).parent / "templates").glob("*.yaml"))
NOTHING: Final = Node(CALL, ("Ref", Node(SCALAR, "AWS::NoValue", "", 1)), "", 1)
FORMS: Final[tuple[tuple[int, Any], ...]] = (
    (SCALAR, None),
    (SCALAR, "text"),
    (SCALAR, 3),
    (SCALAR, False),
    (LIST, []),
    (LIST, [NOTHING]),
    (MAP, {}),
    (MAP, {"Key": NOTHING}),
    (CALL, NOTHING.value),
    (CALL, ("Fn::GetAtt", Node(LIST, [], "", 1))),
    (CALL, ("Fn::If", Node(LIST, [Node(SCALAR, "First", "", 1), NOTHING, Node(MAP, {}, "", 1)], "", 1))),
)
"""What may stand where something else should."""


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from nodes(child)


def children(node: Node) -> list[Node]:
    if node.kind == CALL:
        return [node.value[1]]
    if node.kind == MAP:
        return list(node.value.values())
    return list(node.value) if node.kind == LIST else []


def expand_broken(template: Template, node: Node, form: tuple[int, object]) -> Template:
    """Expand a template in which one node has another form; the node is as before afterwards."""
    kept = node.kind, node.value
    node.kind, node.value = form
    try:
        return expand(template, Files(None), [])
    finally:
        node.kind, node.value = kept


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_whatever_stands_at_a_place_the_expansion_ends_with_resources(path: Path) -> None:
    template = template_of(path.read_text(encoding="utf-8"), "template.yaml")
    assert template is not None
    declared = [*template.section("Globals").values(), *template.section("Resources").values()]
    places = [node for one in declared for node in nodes(one)][::2]

    broken = [expand_broken(template, node, FORMS[index % len(FORMS)]) for index, node in enumerate(places)]

    assert all(one.section("Resources") for one in broken)
