"""The expression language: expectations follow the Terraform language documentation, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.terraform.evaluating import value

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, Any] = {
    # Types and values
    '"hello"': "hello",
    "15": 15,
    "6.283185": 6.283185,
    "1.5e3": 1500,
    "true": True,
    "null": None,
    '["us-west-1a", "us-west-1c",]': ["us-west-1a", "us-west-1c"],
    '{name = "John", age = 52}': {"name": "John", "age": 52},
    '{"a" : 1, (join("", ["b"])) = 2}': {"a": 1, "b": 2},
    "{1 = 2}": {"1": 2},
    '{ "${local.one}x" = 1 }': {"1x": 1},
    '["a", "b"][1]': "b",
    '{a = {b = "c"}}.a["b"]': "c",
    '{a = 1}["a"]': 1,
    "[1, 2].1": 2,
    # Strings and templates
    r'"a\n\"b\"\\ \u00e9\U0001F600\t"': 'a\n"b"\\ \u00e9\U0001f600\t',
    '"$${a} %%{b} $ %"': "${a} %{b} $ %",
    '"Hello, ${"Juan"}!"': "Hello, Juan!",
    '"${5}"': 5,
    '"${true}-${1.50}"': "true-1.5",
    '"${local.one}"': 1,
    '"a${" b "}c"': "a b c",
    '"Hello, %{ if "x" != "" }x%{ else }unnamed%{ endif }!"': "Hello, x!",
    '"%{ if false }x%{ else }unnamed%{ endif }"': "unnamed",
    '"%{ if false }x%{ endif }"': "",
    '"%{ for i, x in ["a", "b"] }${i}${x};%{ endfor }"': "0a;1b;",
    '"%{ for k, v in {b = 2, a = 1} }${k}=${v} %{ endfor }"': "a=1 b=2 ",
    '"a  ${~ "b" ~}  c"': "abc",
    '"%{ for x in [1, 2] ~}  ${x}  %{~ endfor }"': "12",
    # Operators
    "1 + 2 * 3 - 4": 3,
    "(1 + 2) * 3": 9,
    "7 % 4 + 9 / 2": 7.5,
    "-local.one + 3": 2,
    "0.1 + 0.2": 0.3,
    "1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3": True,
    "1 == 1.0": True,
    '1 == "1"': False,
    '"a" == "a" || false': True,
    "!true || !!true": True,
    "[1, 2] == [1, 2]": True,
    "{a = 1} != {a = 2}": True,
    "null == null": True,
    '"a" != null': True,
    "[] == null": False,
    "true == (1 < 2)": True,
    "10 - 2 - 3": 5,
    "false && true || true": True,
    # Conditionals
    '"" != "" ? "a" : "default"': "default",
    "true ? false ? 1 : 2 : 3": 2,
    # For
    '[for s in ["a", "b"] : upper(s)]': ["A", "B"],
    '[for i, v in ["a", "b"] : "${i} is ${v}"]': ["0 is a", "1 is b"],
    "[for k, v in {b = 1, a = 2} : k]": ["a", "b"],
    '[for s in ["a", ""] : s if s != ""]': ["a"],
    '{for s in ["a", "b"] : s => upper(s)}': {"a": "A", "b": "B"},
    '{for u in [{n = "x", r = "admin"}, {n = "y", r = "admin"}] : u.r => u.n...}': {"admin": ["x", "y"]},
    "[for x in [1, 2] : [for y in [3] : x * y]]": [[3], [6]],
    "{for k, v in {a = 1} : v => k}": {"1": "a"},
    # Splats
    '[{id = "a", n = [{m = 1}]}, {id = "b", n = [{m = 2}]}][*].id': ["a", "b"],
    "[{n = [{m = 1}]}, {n = [{m = 2}]}][*].n[0].m": [1, 2],
    "[{n = [{m = 1}]}, {n = [{m = 2}]}].*.n[0]": [{"m": 1}],
    '"single"[*]': ["single"],
    "null[*]": [],
    "{a = 1}[*].a": [1],
    "[[1], [2]][*][0]": [1, 2],
    "[{a = [{b = 1}]}][*].a[*].b": [[1]],
    # Functions
    "max([5, 12, 9]...)": 12,
    "core::max(5, 12,)": 12,
    "length([1, 2])": 2,
    'upper(\n  "a",\n)': "A",
    'try({}.a, "fallback")': "fallback",
    "can([][0])": False,
    'lookup({a = "b"}, "a", "c")': "b",
    'try({}.on ? "x" : "y", "last")': "last",
    '"true" ? 1 : 2': 1,
    "[\n  1, # one\n  2, // two\n  /* three */ 3\n]": [1, 2, 3],
    '{\n  a = 1 # one\n\n  b = 2,\n  "c" = 3\n}': {"a": 1, "b": 2, "c": 3},
    '(\n  true\n  ? "a"\n  : "b"\n)': "a",
    "path.module": ".",
    "path.root": ".",
    "terraform.workspace": "${terraform.workspace}",
}


@pytest.mark.parametrize("expression", CASES)
def test_an_expression_has_its_documented_value(expression: str, tmp_path: Path) -> None:
    assert value(tmp_path, expression, "locals {\n  one = 1\n}\n") == CASES[expression]


HEREDOCS: dict[str, str] = {
    "<<EOT\nhello\n  world\nEOT\n": "hello\n  world\n",
    "<<-EOT\n    hello\n      world\n\n    EOT\n": "hello\n  world\n\n",
    '<<EOT\nHello, ${"Juan"}!\nEOT\n': "Hello, Juan!\n",
    "<<EOT\n\\n is kept, $${a} too\nEOT\n": "\\n is kept, ${a} too\n",
    "<<-EOT\n  ${1}\n    b\n  EOT\n": "1\n  b\n",
    "<<EOT\n%{ for x in [1, 2] ~}\nserver ${x}\n%{ endfor ~}\nEOT\n": "server 1\nserver 2\n",
    '<<EOT\n{"a": "b"} "quoted" EOT\nEOT\n': '{"a": "b"} "quoted" EOT\n',
    "<<EOT\nEOT\n": "",
    "<<EOT\n%{ if true }a%{ else }b%{ endif }\nEOT\n": "a\n",
}


@pytest.mark.parametrize("expression", HEREDOCS)
def test_a_heredoc_has_its_documented_value(expression: str, tmp_path: Path) -> None:
    assert value(tmp_path, expression) == HEREDOCS[expression]


REFUSED: dict[str, str] = {
    "local.nobody": "?no local is called nobody in this module",
    "var.nobody": "?no variable is called nobody in this module",
    "[1][4]": "?the list has no element 4",
    "{a = 1}.b": "?there is no b among its attributes",
    "null.a": "?null has no attributes",
    '"a".b': "?a single value has no attributes",
    "[1].a": "?a list has no attribute a",
    "1 / 0": "?1 / 0 is no number",
    "nonsense(1)": "?nonsense is a function that is not computed here",
    '{for s in ["a", "a"] : s => s}': "?two elements have the key a",
    "each.key": "?each.key is not declared in this module",
    "x.nobody.id": "?x.nobody is not declared in this module",
    "module.nobody.id": "?module.nobody is not declared in this module",
    "data.a.b.c": "?data.a.b is not declared in this module",
    "nobody": "?nobody is not known by that name here",
    '"a${[]}"': "?[] is a collection inside of a text",
    '"a${null}"': "?null is null inside of a text",
    "path.cwd": "?path.cwd is known only where it is deployed",
    "[for x in 5 : x]": "?a collection is wanted here",
    "[1][true]": "?true is no key",
    "null ? 1 : 2": "?the condition null is neither true nor false",
    "local.none ? 1 : 2": "?the condition local.none is neither true nor false",
    '"x" ? 1 : 2': '?the condition "x" is neither true nor false',
    "[] ? 1 : 2": "?the condition [] is neither true nor false",
    "[[1][3], 2][0] ? 1 : 2": "?the list has no element 3",
    "x.y.it": "?this value refers to itself",
}


@pytest.mark.parametrize("expression", REFUSED)
def test_what_has_no_value_says_why(expression: str, tmp_path: Path) -> None:
    assert value(tmp_path, expression, "locals {\n  none = null\n}\n") == REFUSED[expression]


def test_locals_that_refer_to_each_other_are_named(tmp_path: Path) -> None:
    more = "locals {\n  a = local.b\n  b = [local.a]\n  c = local.c\n}\n"
    assert value(tmp_path, "local.a", more) == "?local.a and local.b refer to each other"
    assert value(tmp_path, "local.c", more) == "?local.c refer to each other"


def test_try_goes_on_where_an_attribute_lacks_and_not_where_it_is_unknown(tmp_path: Path) -> None:
    more = 'variable "open" {\n  type = map(string)\n}\n'
    assert value(tmp_path, 'try({}.a.b, [][0], "last")') == "last"
    assert str(value(tmp_path, 'try(var.open.a, "last")', more)).startswith("?")


def test_an_unknown_part_is_a_hole_in_a_text(tmp_path: Path) -> None:
    more = 'variable "name" {\n  type = string\n}\ndata "aws_thing" "it" {}\n'
    assert value(tmp_path, '"a-${var.name}-z"', more) == "a-${name}-z"
    assert value(tmp_path, '"a-${data.aws_thing.it.stuff}"', more) == "a-${data.aws_thing.it.stuff}"
