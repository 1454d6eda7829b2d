"""What is not known stays not known, and as much of a value as is known is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import NotKnown
from buttress.sources.terraform.files import TreeFiles
from tests.sources.terraform.evaluating import read, value

if TYPE_CHECKING:
    from pathlib import Path

DECLARED = """
variable "s" {
  type = string
}
variable "l" {
  type = list(string)
}
variable "m" {
  type = map(string)
}
variable "n" {
  type = number
}
variable "b" {
  type = bool
}
resource "x" "other" {
  name = "o"
}
resource "x" "some" {
  count = var.n
  name  = "s"
}
resource "x" "keyed" {
  for_each = merge({p = 1}, var.m)
  name     = each.key
}
resource "x" "odd" {
  for_each = "text"
}
resource "x" "parts" {
  for_each = toset(["p", var.s])
}
data "aws_thing" "it" {}
"""

NOT_KNOWN: dict[str, Any] = {
    "[for x in var.l : upper(x)]": ["?"],
    "{for k, v in var.m : k => v}": {"?": "?"},
    "{for k, v in var.m : v => k...}": {"?": "?"},
    '[for x in ["a"] : x if x == var.s]': ["?"],
    '{for x in ["a", var.s] : x => 1}': {"a": 1, "?": "?"},
    '{for x in ["a"] : x => 1 if {}.y}': "?there is no y among its attributes",
    "{for x in [[]] : x => 1}": "?text: a single value is wanted where there is a collection",
    "[for x in [].y : x]": "?a list has no attribute y",
    "[for x in var.s : x]": "?parameter s has no value here",
    "[for x in x.other.id : x]": "?x.other.id is known only after deployment",
    "[for x in data.aws_thing.it.stuff : x]": "?data.aws_thing.it.stuff is looked up at deployment",
    "var.s[*]": ["?"],
    "var.l[*]": ["?"],
    "{}.y[*]": "?there is no y among its attributes",
    "data.aws_thing.it.stuff[*]": "?data.aws_thing.it.stuff is looked up at deployment",
    "{(var.s) = 1, a = 2}": {"a": 2, "?": "?"},
    "{([]) = 1}": "?text: a single value is wanted where there is a collection",
    "[1, 2][var.n]": "?var.n is not known here",
    "[1][data.aws_thing.it.stuff]": "?data.aws_thing.it.stuff is looked up at deployment",
    "[1][{}.y]": "?there is no y among its attributes",
    "{a = 1}[1.5]": "?1.5 is no whole number",
    "var.m.a": "?variable m has no value here",
    "var.l[0]": "?variable l has no value here",
    "x.other.id.y": "?${x.other.id} is known only after deployment",
    "data.aws_thing.it.stuff.y": "?data.aws_thing.it.stuff is looked up at deployment",
    "x.other[data.aws_thing.it.stuff]": "?data.aws_thing.it.stuff is looked up at deployment",
    "var.s == null": "?parameter s has no value here",
    "var.l == null": "?variable l has no value here",
    "x.other == null": False,
    "data.aws_thing.it.stuff == null": "?data.aws_thing.it.stuff is looked up at deployment",
    "var.n + 1": "?parameter n has no value here",
    "false && var.b": False,
    "true || var.b": True,
    "true && var.b": "?parameter b has no value here",
    "var.b && [].y": "?a list has no attribute y",
    "!var.b": "?parameter b has no value here",
    "-var.n": "?parameter n has no value here",
    "5 - -[1][0]": 6,
    '"%{ for x in var.l }${x}%{ endfor }"': "${[for x in var.l : ${x}]}",
    '"%{ for x in [[]] }${x}%{ endfor }"': "?x is a collection inside of a text",
    '"${{}.y}"': "?there is no y among its attributes",
    "x.some[*].name": ["s", "?"],
    'x.keyed["p"].name': "p",
    'x.keyed["q"].name': "${each.key}",
    "keys(x.keyed)": ["p", "?"],
    "x.odd": {"?": "?"},
    "values(x.parts)[*].id": ['${x.parts["p"].id}', "?"],
    'sort([var.s, "a"])[0]': "?the order of this list is not known",
    "length(var.l...)": "?variable l has no value here",
    "x.keyed[*].none": ["?which keys x.keyed has is not known"],
}


@pytest.mark.parametrize("expression", NOT_KNOWN)
def test_as_much_as_is_known_is_kept(expression: str, tmp_path: Path) -> None:
    found = read(tmp_path, {"main.tf": f'{DECLARED}resource "x" "y" {{\n  it = {expression}\n}}\n'})
    assert not found.reading.problems
    assert (found.in_worlds("x.y")[0][1] or {})["it"] == NOT_KNOWN[expression]


def test_tags_of_an_unknown_provider_leave_the_tags_open(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "t" {\n  type = any\n}\nprovider "aws" {\n  default_tags {\n    tags = var.t\n  }\n}\n'
            'resource "aws_x" "a" {\n  tags = {a = 1}\n}\nresource "aws_autoscaling_group" "g" {}\n'
            'provider "other" {\n  default_tags {}\n}\nresource "other_x" "b" {\n  tags = {b = 1}\n}\n'
            'provider "none" {\n  default_tags {\n    tags = null\n  }\n}\n'
            'resource "none_x" "b" {\n  tags = {b = 1}\n}\n'
        },
    )
    assert found.values("aws_x.a") == {"tags": {"a": 1, "?": "?"}}
    assert found.values("aws_autoscaling_group.g") == {}
    assert found.values("other_x.b") == {"tags": {"b": 1}}
    assert found.values("none_x.b") == {"tags": {"b": 1}}


def test_files_are_read_inside_the_tree_only(tmp_path: Path) -> None:
    inside = tmp_path / "tree" / "in"
    (inside / "root" / "sub").mkdir(parents=True)
    (inside / "root" / "sub" / "b.txt").write_bytes(b"b")
    (inside / "root" / "a.txt").write_bytes(b"a")
    (inside / "big.txt").write_bytes(b" " * (10 * 1024 * 1024 + 1))
    files = TreeFiles(inside, "root")
    assert files.read("sub/../a.txt") == b"a"
    assert files.read("none.txt") is None
    assert files.beneath(".") == ["a.txt", "sub/b.txt"]
    assert files.beneath("none") is None
    assert files.shown("./sub/../a.txt") == "root/a.txt"
    for path in ("../../../x.txt", "/etc/passwd", "../big.txt", "a\0b"):
        with pytest.raises(NotKnown):
            files.read(path)


def test_a_variable_without_type_is_what_is_given(tmp_path: Path) -> None:
    assert value(tmp_path, "var.v", 'variable "v" {}\n', {"v": "[1]"}) == "[1]"


def test_odd_constraints_count_as_any(tmp_path: Path) -> None:
    for constraint in ("5", "tuple", "object(5)", "nonsense(string)", "list", "map", '"string"', "f(x)[0]"):
        text = f'variable "v" {{\n  type = {constraint}\n  default = null\n}}\n'
        assert value(tmp_path, "var.v", text) is None
