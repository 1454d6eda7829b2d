"""Laws of the language that hold for any value."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from buttress.graph.node import LIST, MAP, SCALAR, Node
from buttress.sources.terraform.syntax.bodies import read_expression, read_hcl
from tests.sources.terraform.evaluating import read

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
KEYWORDS = {"for", "if", "in", "true", "false", "null"}


def hcl(value: object) -> str:
    """Write a value in the language."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, list):
        return "[" + ", ".join(hcl(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{hcl(key)} = {hcl(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)


def literal(node: Node) -> Any:  # noqa: ANN401 - a value of Python
    """Give the value of a literal."""
    match node.kind:
        case 1:
            assert node.kind == LIST
            return [literal(one) for one in node.value]
        case 2:
            assert node.kind == MAP
            return {key: literal(one) for key, one in node.value.items()}
    assert node.kind == SCALAR
    return node.value


def values_of(files: dict[str, str], address: str) -> dict[str, Any]:
    """Read files in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), files).values(address)


@given(VALUES)
def test_a_value_that_is_written_is_read_back(value: object) -> None:
    assert literal(read_expression(hcl(value), Node(SCALAR, "", "main.tf", 1))) == value


@given(VALUES)
def test_the_json_syntax_gives_the_same_value(value: object) -> None:
    escaped = json.loads(json.dumps(value).replace("${", "$${").replace("%{", "%%{"))
    text = json.dumps({"resource": {"x": {"y": {"it": [escaped]}}}})
    assert values_of({"main.tf.json": text}, "x.y") == {"it": [value]}


@given(VALUES)
def test_a_local_may_be_put_in_place_and_taken_out(value: object) -> None:
    direct = f'resource "x" "y" {{\n  it = [{hcl(value)}]\n}}\n'
    by_local = f'locals {{\n  v = {hcl(value)}\n}}\nresource "x" "y" {{\n  it = [local.v]\n}}\n'
    assert values_of({"main.tf": direct}, "x.y") == values_of({"main.tf": by_local}, "x.y")


@given(VALUES)
def test_a_module_with_constant_inputs_may_be_put_in_place(value: object) -> None:
    files = {
        "main.tf": f'module "m" {{\n  source = "./m"\n  v = {hcl(value)}\n}}\n',
        "m/main.tf": 'variable "v" {}\nresource "x" "y" {\n  it = [var.v]\n}\n',
    }
    direct = f'resource "x" "y" {{\n  it = [{hcl(value)}]\n}}\n'
    assert values_of({"main.tf": direct}, "x.y") == values_of(files, "module.m.x.y")


@settings(max_examples=30)
@given(st.dictionaries(NAMES.filter(lambda name: name not in KEYWORDS), VALUES, min_size=1, max_size=5), st.randoms())
def test_the_order_of_files_does_not_matter(values: dict[str, object], chance: Any) -> None:  # noqa: ANN401 - a random
    blocks = [f"locals {{\n  {name} = {hcl(value)}\n}}\n" for name, value in values.items()]
    blocks.append('resource "x" "y" {\n' + "".join(f"  {name} = local.{name}\n" for name in values) + "}\n")
    first = {f"f{place}.tf": block for place, block in enumerate(blocks)}
    chance.shuffle(blocks)
    second = {f"f{place}.tf": block for place, block in enumerate(blocks)}
    assert values_of(first, "x.y") == values_of(second, "x.y")


@given(st.text(max_size=200))
def test_any_text_is_read_or_is_a_problem(text: str) -> None:
    found = read_hcl(text, "main.tf")
    assert (
        found.blocks
        or found.attributes
        or found.problems
        or not text.strip("\ufeff \t\r\n")
        or "#" in text
        or "/" in text
    )


@given(st.text('abx={}[]()"$%~\n .,:?!<>-+*/&|#', max_size=60))
def test_signs_in_any_order_are_read_or_are_a_problem(text: str) -> None:
    found = read_hcl(f"a {{\n  b = {text}\n}}\n", "main.tf")
    assert found.blocks or found.problems
