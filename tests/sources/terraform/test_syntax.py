"""Places, broken text and the JSON syntax of files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from buttress.graph.node import CALL, SCALAR, Node
from buttress.sources.terraform.evaluation.spelling import spelled
from buttress.sources.terraform.syntax.bodies import read_expression, read_hcl
from tests.sources.terraform.evaluating import read

if TYPE_CHECKING:
    from pathlib import Path


def test_a_member_has_the_place_of_its_name_and_a_block_that_of_its_header() -> None:
    text = '# first\n\nresource "x" "y" {\n  a = [\n    1,\n  ]\n'
    text += "  rule {\n    b = {\n      c = 1\n    }\n  }\n  rule {\n  }\n}\n"
    (block,) = read_hcl(text, "main.tf").blocks
    body = block.body.value
    rule = body["rule"].value[0]
    places = {
        "block": block.body,
        "a": body["a"],
        "element": body["a"].value[0],
        "rules": body["rule"],
        "rule": rule,
        "c": rule.value["b"].value["c"],
    }
    assert {name: (one.line, one.column, one.end_line) for name, one in places.items()} == {
        "block": (3, 1, 14),
        "a": (4, 3, 6),
        "element": (5, 5, 5),
        "rules": (7, 3, 13),
        "rule": (7, 3, 11),
        "c": (9, 7, 9),
    }


BROKEN = {
    "  a = = 1": (2, 7, "a value is expected here, not '='."),
    '  a = "open': (2, 7, "this text has no end."),
    "  a = [1": (3, 1, "`]` is expected here, not '}'."),
    "  a = 1 2": (2, 9, "the end of the line is expected here, not '2'."),
    "  a": (2, 4, "`{` or `=` is expected here, not the end of the line."),
    '  a = "\\q"': (2, 8, "\\q is no escape of HCL."),
    '  a = "\\uzzzz"': (2, 8, "\\uzzzz is no character."),
    "  a = x.": (2, 9, "the name of an attribute is expected here, not the end of the line."),
    "  a = {b}": (2, 9, "`=` is expected here, not '}'."),
    "  a = {b = 1 c = 2}": (2, 14, "a new line, `,` or `}` is expected here, not 'c'."),
    "  a = [for x y]": (2, 14, "`in` is expected here, not 'y'."),
    "  a = [for x in y z]": (2, 19, "`:` is expected here, not 'z'."),
    "  a = {for x in y : z}": (2, 22, "`=>` is expected here, not '}'."),
    "  a = [for 1 in y : z]": (2, 12, "a name is expected here, not '1'."),
    '  a = "%{ nonsense }"': (2, 11, "`if`, `else`, `endif`, `for` or `endfor` is expected here, not 'nonsense'."),
    '  a = "%{ if true }x"': (2, 20, "`%{ endif }` is missing."),
    '  a = "%{ if true }"': (2, 8, "`%{ endif }` is missing."),
    '  a = "%{ endif }"': (2, 8, "`%{ endif }` closes nothing."),
    '  a = "${1 2}"': (2, 12, "`}` is expected here, not '2'."),
    "  a = true ? 1": (2, 15, "`:` is expected here, not the end of the line."),
    "  b {} c = 1": (2, 8, "a new line is expected here, not 'c'."),
    "  a = \u00a7": (2, 7, "'\u00a7' is not expected here."),
    "  1 = 2": (2, 3, "the name of a block or attribute is expected here, not '1'."),
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_block_is_a_problem_and_the_others_are_read(line: str) -> None:
    text = f'resource "x" "bad" {{\n{line}\n}}\nvar = 1\nresource "x" "good" {{\n  a = 1\n}}\n'
    found = read_hcl(text, "main.tf")
    assert "x.good" in [block.name for block in found.blocks]
    assert "x.bad" not in [block.name for block in found.blocks]
    problem = found.problems[0]
    assert (problem.line, problem.column, problem.message.removesuffix(" The block around it is not read.")) == BROKEN[
        line
    ]
    assert problem.stops
    assert problem.hint


def test_a_file_full_of_errors_tells_the_first_of_them() -> None:
    assert len(read_hcl("a {\n b = =\n}\n" * 1000, "main.tf").problems) == 20


def test_text_that_is_no_configuration_at_all_is_a_problem() -> None:
    assert [str(problem).partition(" The")[0] for problem in read_hcl("Dear reader,\n", "main.tf").problems] == [
        "main.tf:1:12: `{` or `=` is expected here, not ','."
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n// comments\n/* here */", "\ufeff# mark", "/* open", "a = 1 #}"])
def test_an_empty_file_says_nothing(text: str) -> None:
    assert not read_hcl(text, "main.tf").blocks


DEEP = {
    "lists": "[" * 3000 + "]" * 3000,
    "parentheses": "(" * 3000 + "1" + ")" * 3000,
    "objects": "{a = " * 3000 + "1" + "}" * 3000,
    "calls": "f(" * 3000 + ")" * 3000,
    "signs": "!" * 3000 + "true",
    "conditionals": "true ? 1 : " * 3000 + "1",
    "templates": '"${' * 3000 + "1" + '}"' * 3000,
    "directives": '"' + "%{ if true }" * 3000 + '"',
    "indices": "a[" * 3000 + "0" + "]" * 3000,
}


@pytest.mark.parametrize("form", DEEP)
def test_what_nests_too_deeply_is_a_problem(form: str) -> None:
    found = read_hcl(f"a {{\n  b = {DEEP[form]}\n}}\nc {{\n}}\n", "main.tf")
    assert "nests more than 64 levels deep" in found.problems[0].message
    assert [block.type for block in found.blocks] == ["c"]


def test_blocks_that_nest_too_deeply_are_a_problem() -> None:
    assert "64 levels" in read_hcl("a {\n" * 3000 + "}\n" * 3000, "main.tf").problems[0].message


LONG = {
    "sums": "1 + " * 20000 + "1",
    "steps": "a" + ".b" * 20000,
    "splats": "a" + "[*]" * 200,
    "elements": "[" + "1," * 100000 + "]",
    "spaces": " " * 1_000_000 + "1",
    "digits": "1" * 100_000,
    "quotes": '"' + "$" * 100_000 + '"',
    "dollars": '"' + "$${" * 50_000 + '"',
}


@pytest.mark.parametrize("form", LONG)
def test_what_is_only_long_is_read(form: str, tmp_path: Path) -> None:
    found = read(tmp_path, {"main.tf": f'resource "x" "y" {{\n  it = {LONG[form]}\n}}\n'})
    assert not found.reading.problems
    assert found.values("x.y")["it"]


def test_a_file_that_is_too_large_or_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "big.tf").write_bytes(b" " * (10 * 1024 * 1024 + 1))
    (tmp_path / "odd.tf").write_bytes(b"a\xff")
    found = read(tmp_path, {"main.tf": 'resource "x" "y" {}\n', "bad.tf.json": "{", "list.tf.json": "[]"})
    assert [(one.file, one.stops) for one in found.reading.problems] == [
        (name, True) for name in ("bad.tf.json", "big.tf", "list.tf.json", "odd.tf")
    ]
    assert found.addresses() == [".#x.y"]


def test_the_json_syntax_says_the_same(tmp_path: Path) -> None:
    content = {
        "//": "a comment",
        "variable": {"name": {"type": "string", "default": "a${b}"}, "list": {"type": "list(string)", "default": []}},
        "locals": {"//": "none", "two": "${1 + 1}", "Ref": {"Fn::Sub": "x"}},
        "provider": {"aws": [{"default_tags": {"tags": {"a": "b"}}}, {"alias": "east", "region": "us-east-1"}]},
        "resource": {
            "aws_x": {
                "y": {
                    "name": "n-${var.name}",
                    "two": "${local.two}",
                    "number": 5,
                    "flag": True,
                    "nothing": None,
                    "map": {"${local.two}x": "v", "plain": ["$${a}"]},
                    "ref": "${local.Ref}",
                    "rule": [{"n": 1}],
                    "part": {
                        "dynamic": {"inner": {"for_each": [1, 2], "iterator": "it", "content": {"v": "${it.value}"}}}
                    },
                },
                "z": [
                    {
                        "provider": "aws.east",
                        "dynamic": [{"rule": {"for_each": "${[3]}", "content": {"n": "${rule.value}"}}}],
                    }
                ],
            }
        },
        "terraform": {"required_version": ">= 1"},
        "output": None,
    }
    found = read(tmp_path, {"main.tf.json": json.dumps(content, indent=1)})
    assert not found.reading.problems
    values = found.values("aws_x.y")
    assert values == {
        "name": "n-a${b}",
        "two": 2,
        "number": 5,
        "flag": True,
        "nothing": None,
        "map": {"2x": "v", "plain": ["${a}"]},
        "ref": {"Fn::Sub": "x"},
        "rule": [{"n": 1}],
        "part": {"inner": [{"v": 1}, {"v": 2}]},
        "tags": {"a": "b"},
    }
    assert found.values("aws_x.z") == {"rule": [{"n": 3}]}
    assert found.instances[".#aws_x.y"].attributes.value["name"].line == 38


def test_a_broken_expression_in_json_is_a_problem_of_its_block(tmp_path: Path) -> None:
    text = '{"resource": {"x": {"bad": {"a": "${1 +}"}, "good": {"a": 1}}}, "variable": {"v": {"type": "list("}}}'
    found = read(tmp_path, {"main.tf.json": text})
    assert [problem.line for problem in found.reading.problems] == [1, 1]
    assert found.addresses() == [".#x.good"]


SPELLED = {
    "a.b[0].c": "a.b[0].c",
    'a["k"]': "a.k",
    "a[var.x]": "a[var.x]",
    "!a.b || 1 < -c.d": "!a.b || 1 < -c.d",
    "a.b ? 1 : null": "a.b ? 1 : null",
    'f(a.b, "x", [1]...)': 'f(a.b, "x", [1]...)',
    '"a${b.c}d"': "a${b.c}d",
    "f(x.y)[0]": "f(x.y)[0]",
    "f(x.y).z": "f(x.y).z",
    "a.b[*].c": "a.b[*].c",
    "a.b[*]": "a.b[*]",
    "{a = true}": "{a = true}",
    "[for x in y.z : x]": "[for x in y.z : x]",
    "{for k, v in y.z : k => v.a if v.b}": "{for k, v in y.z : k => v.a if v.b}",
    "{(x.y) = 1}": "object at main.tf:1:1",
}


@pytest.mark.parametrize("expression", SPELLED)
def test_an_expression_is_spelled_as_people_write_it(expression: str) -> None:
    assert spelled(read_expression(expression, Node(SCALAR, "", "main.tf", 1))) == SPELLED[expression]


def test_a_long_expression_is_spelled_in_part() -> None:
    deep = read_expression("f(" * 30 + "a.b" + ")" * 30, Node(SCALAR, "", "main.tf", 1))
    assert "…1:1" in spelled(deep)
    assert len(spelled(read_expression("[" + "a.b, " * 200 + "]", Node(SCALAR, "", "main.tf", 1)))) < 210


def test_a_call_knows_where_it_ends() -> None:
    (block,) = read_hcl("a {\n  b = f(\n    1,\n  )\n}\n", "main.tf").blocks
    node = block.body.value["b"]
    assert (node.kind, node.line, node.end_line) == (CALL, 2, 4)
