"""What holds for every text: what is set is set, nothing else changes, and a second time nothing does."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from buttress.evidence.fix import Setting
from buttress.sources.editing.edit import RefusedError, applied, planted
from buttress.sources.editing.hcl_bodies import Bodies
from buttress.sources.editing.hcl_outline import outline_of
from buttress.sources.editing.members import document_of
from buttress.sources.terraform.syntax.bodies import read_hcl

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.node import Node
    from buttress.sources.editing.edit import Tree

NAMES = st.sampled_from(["Aa", "Bb", "Cc", "Dd"])
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-5, 10**6),
    st.sampled_from(["", "yes", "a b", "1.0", "x: y", "# no", "é\U0001f600", "null"]),
)
VALUES = st.recursive(SCALARS, lambda inner: st.dictionaries(NAMES, inner, max_size=3) | st.lists(inner, max_size=2))
MAPS = st.dictionaries(NAMES, VALUES, max_size=4)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(".".join)
NEWLINES = st.sampled_from(["\n", "\r\n"])
WANTED = st.lists(st.tuples(PATHS, SCALARS.filter(bool)), min_size=1, max_size=4)


def dumped(indent: int, *, flow: bool | None) -> Callable[[object], str]:
    return lambda value: yaml.safe_dump(value, indent=indent, default_flow_style=flow, sort_keys=False, width=40)


STYLES = st.sampled_from(
    [dumped(2, flow=False), dumped(4, flow=False), dumped(2, flow=None), dumped(3, flow=True)]
    + [lambda value, indent=indent: json.dumps(value, indent=indent) for indent in (None, 1, 4, "\t")]
)


def tree_of(wanted: list[tuple[str, Any]]) -> Tree:
    """Give what is wanted as a tree, each path unless another leads through it or says otherwise."""
    tree: Tree = {}
    for path, value in wanted:
        trial = copy.deepcopy(tree)
        try:
            planted(trial, Setting(path, value).steps, value)
        except RefusedError:
            continue
        tree = trial
    return tree


def set_in(value: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """Give a map with what is wanted set; raises RefusedError where something else stands in its way."""
    found = dict(value)
    for step, inner in tree.items():
        old = value.get(step.name)
        if isinstance(inner, dict):
            if not isinstance(old, dict) and old is not None:
                raise RefusedError
            found[step.name] = set_in(old or {}, inner)
        elif isinstance(old, dict | list):
            raise RefusedError
        else:
            found[step.name] = inner
    return found


def words(value: object) -> object:
    """Give what somebody means: a value in quotes stays in them, and CloudFormation reads it as the same."""
    if isinstance(value, dict):
        return {name: words(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [words(inner) for inner in value]
    return value if isinstance(value, str) else json.dumps(value)


def loaded(text: str) -> object:
    """Read JSON or YAML."""
    return json.loads(text) if text.removeprefix("{").lstrip().startswith('"') else yaml.safe_load(text)


def outcome(make: Callable[[], object]) -> object:
    """Give what is made, or that it is refused."""
    try:
        return make()
    except RefusedError:
        return "refused"


def edited(text: str, tree: Tree) -> str:
    document = document_of(text)
    return applied(text, document.edits(document.top.members[0][1], tree))


@given(MAPS, WANTED, STYLES, NEWLINES)
def test_what_is_set_in_a_template_is_set_and_nothing_else(
    value: dict[str, Any], wanted: list[tuple[str, Any]], style: Callable[[object], str], newline: str
) -> None:
    tree = tree_of(wanted)
    text = style({"Resources": value}).replace("\n", newline)
    after = outcome(lambda: edited(text, tree))
    expected = outcome(lambda: {"Resources": set_in(value, tree)})
    assert (after if after == "refused" else words(loaded(str(after)))) == words(expected)
    assert after == "refused" or edited(str(after), tree) == after


LITERALS = st.sampled_from(["true", "12", '"a # b"', "[1, 2]", "{\n    x = 1\n  }", "<<EOT\n  }\nEOT", "var.x"])
ITEMS = st.one_of(
    st.tuples(NAMES, LITERALS).map(lambda pair: (pair[0], f"  {pair[0]} = {pair[1]}")),
    st.tuples(NAMES, LITERALS).map(lambda pair: (pair[0], f"  {pair[0]}   = {pair[1]}")),
    NAMES.map(lambda name: (name, f"  {name} {{\n    Aa = true\n  }}")),
    st.sampled_from([("#", "  # { not a block"), ("", ""), ("/", "  /* } */")]),
)
HCL_VALUES = st.one_of(st.booleans(), st.integers(0, 99), st.sampled_from(["a", 'b"c', "#"]))


def plain(node: Node) -> object:
    """Give what a node holds, without places."""
    if isinstance(node.value, dict):
        return {name: plain(inner) for name, inner in node.value.items()}
    if isinstance(node.value, list):
        return [plain(inner) for inner in node.value]
    return (node.value[0], plain(node.value[1])) if isinstance(node.value, tuple) else node.value


def edited_hcl(text: str, tree: Tree) -> str:
    newline = "\r\n" if "\r" in text else "\n"
    return applied(text, Bodies(text, newline).edits(outline_of(text).resources[0], tree))


def said(text: str) -> list[dict[str, Any]]:
    document = read_hcl(text, "main.tf")
    assert not document.problems
    return [{name: plain(node) for name, node in block.body.value.items()} for block in document.blocks]


@given(st.lists(ITEMS, max_size=6), st.dictionaries(NAMES, HCL_VALUES, min_size=1, max_size=3), NEWLINES)
def test_what_is_set_in_a_configuration_is_set_and_nothing_else(
    items: list[tuple[str, str]], wanted: dict[str, Any], newline: str
) -> None:
    unique = dict(items)
    text = 'resource "a" "b" {\n' + "".join(f"{line}\n" for line in unique.values()) + "}\nlocals {\n  x = 1\n}\n"
    text = text.replace("\n", newline)
    tree = tree_of(list(wanted.items()))
    after = outcome(lambda: edited_hcl(text, tree))
    stands = [unique[name] for name in wanted if name in unique]
    refused = any(line.endswith(("}", "EOT", "]", "var.x")) for line in stands)
    assert (after == "refused") == refused
    if refused:
        return
    before, rest = said(text)
    assert said(str(after)) == [{**before, **wanted}, rest]
    assert edited_hcl(str(after), tree) == after
