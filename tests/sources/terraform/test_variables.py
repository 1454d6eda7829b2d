"""Variables, conditions on them, and the worlds that they make."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.sources.terraform.evaluating import read, value

if TYPE_CHECKING:
    from pathlib import Path

import pytest


def test_a_default_is_read_and_rested_on_and_decides_no_condition(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "env" {\n  default = "dev"\n}\nresource "x" "y" {\n  name = var.env\n'
            '  size = var.env == "prod" ? 2 : 1\n}\n'
        },
    )
    assert found.in_worlds("x.y") == [
        ({"env": "prod"}, {"name": "prod", "size": 2}),
        ({"env": "any other"}, {"name": "dev", "size": 1}),
    ]


def test_a_value_that_is_given_decides(tmp_path: Path) -> None:
    text = 'variable "env" {\n  default = "dev"\n}\n'
    assert value(tmp_path, 'var.env == "prod" ? 2 : 1', text, {"env": "prod"}) == 2


def test_a_variable_without_a_value_is_a_hole_of_its_type(tmp_path: Path) -> None:
    text = (
        'variable "a" {\n  type = string\n}\nvariable "b" {\n  type = list(string)\n}\n'
        'variable "c" {\n  type = object({x = string})\n}\nvariable "d" {}\nvariable "e" {\n  type = bool\n}\n'
    )
    assert value(tmp_path, "var.a", text) == "${a}"
    assert value(tmp_path, "var.b", text) == ["?"]
    assert value(tmp_path, "var.c", text) == {"?": "?"}
    assert value(tmp_path, "var.d", text) == "?variable d has no value here"
    assert value(tmp_path, "var.e", text) == "${e}"


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    text = 'variable "it" {\n  default = "swordfish"\n  sensitive = true\n}\n'
    assert value(tmp_path, '"a-${var.it}"', text, {"it": "swordfish"}) == "a-${it}"
    found = read(tmp_path, {"main.tf": text + 'resource "x" "y" {}\n'})
    assert [(one.name, one.default, one.hidden) for one in found.reading.parameters] == [("it", "", True)]


def test_validation_lists_the_values_that_a_variable_may_have(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "env" {\n  type = string\n  validation {\n'
            '    condition = contains(["dev", "test", "prod"], var.env)\n    error_message = "No."\n  }\n}\n'
            'resource "x" "y" {\n  prod = var.env == "prod"\n  size = var.env == "prod" ? 2 : 1\n}\n'
        },
    )
    assert [one.allowed for one in found.reading.parameters] == [("dev", "test", "prod")]
    assert [result and result["size"] for _, result in found.in_worlds("x.y")] == [1, 1, 2]


def test_validation_by_equalities_lists_values_too(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "env" {\n  validation {\n    condition = var.env == "a" || "b" == var.env\n  }\n}\n'
            'variable "free" {\n  validation {\n    condition = length(var.free) > 2 || var.free == "x"\n  }\n}\n'
            'resource "x" "y" {}\n'
        },
    )
    assert {one.name: one.allowed for one in found.reading.parameters} == {"env": ("a", "b"), "free": ()}


def test_a_bool_forks_over_both(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "on" {\n  type = bool\n  default = true\n}\nresource "x" "y" {\n'
            "  it = var.on ? 1 : 2\n}\n"
        },
    )
    assert found.in_worlds("x.y") == [({"on": True}, {"it": 1}), ({"on": False}, {"it": 2})]


def test_a_number_forks_over_what_it_is_compared_with(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "n" {\n  type = number\n  default = 2\n}\n'
            'resource "x" "y" {\n  it = var.n == 3 ? var.n : 0\n}\n'
        },
    )
    assert found.in_worlds("x.y") == [({"n": "3"}, {"it": 3}), ({"n": "any other"}, {"it": 0})]


def test_a_comparison_with_null_forks_over_null(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "s" {\n  type = string\n  default = null\n}\n'
            'resource "x" "y" {\n  it = var.s != null ? var.s : "none"\n}\n'
        },
    )
    assert found.in_worlds("x.y") == [({"s": "null"}, {"it": "none"}), ({"s": "any other"}, {"it": "${s}"})]


def test_equal_conditions_that_cannot_be_computed_hold_alike(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "l" {\n  type = list(string)\n}\n'
            'resource "x" "y" {\n  a = length(var.l) > 0 ? 1 : 2\n  b = length(var.l) > 0 ? 1 : 2\n}\n'
        },
    )
    assert found.in_worlds("x.y") == [
        ({"condition length(var.l) > 0": True}, {"a": 1, "b": 1}),
        ({"condition length(var.l) > 0": False}, {"a": 2, "b": 2}),
    ]


def test_a_literal_compared_in_a_child_module_forks_the_root(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "env" {\n  default = "dev"\n}\nlocals {\n  env = var.env\n}\n'
            'module "m" {\n  source = "./m"\n  stage = local.env\n}\n',
            "m/main.tf": 'variable "stage" {}\nresource "x" "y" {\n  it = var.stage == "prod" ? 1 : 2\n}\n',
        },
    )
    assert found.in_worlds("module.m.x.y") == [({"env": "prod"}, {"it": 1}), ({"env": "any other"}, {"it": 2})]


def test_the_default_of_a_called_module_decides(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": 'variable "on" {\n  default = false\n}\nresource "x" "y" {\n  it = var.on ? 1 : 2\n}\n',
        },
    )
    assert found.in_worlds("module.m.x.y") == [({}, {"it": 2})]


def test_values_come_in_the_order_of_precedence(tmp_path: Path) -> None:
    declared = "".join(f'variable "{name}" {{}}\n' for name in "abcdef")
    further = tmp_path / "further" / "more.tfvars"
    files = {
        "main.tf": declared + 'resource "x" "y" {\n  it = [var.a, var.b, var.c, var.d, var.e, var.f]\n}\n',
        "terraform.tfvars": 'a = "1"\nb = "1"\nc = "1"\nd = "1"\ne = "1"\nf = "1"\nnobody = 1\n',
        "terraform.tfvars.json": '{"b": "2", "c": "2", "d": "2", "e": "2", "f": "2"}',
        "a.auto.tfvars": 'c = "3"\nd = "3"\ne = "3"\nf = "3"\n',
        "b.auto.tfvars.json": '{"d": "4", "e": "4", "f": "4"}',
        "other.tfvars": 'a = "9"\n',
        "further/more.tfvars": 'e = "5"\nf = "5"\n',
    }
    found = read(tmp_path, files, {"f": "6", "elsewhere": "x"}, (further,))
    assert found.values("x.y") == {"it": ["1", "2", "3", "4", "5", "6"]}


def test_values_of_the_command_line_are_expressions_but_for_strings(tmp_path: Path) -> None:
    text = (
        'variable "s" {\n  type = string\n}\nvariable "l" {\n  type = list(string)\n}\n'
        'variable "n" {\n  type = number\n}\nvariable "b" {\n  type = bool\n}\n'
    )
    given = {"s": '["a"]', "l": '["a", "b"]', "n": "3", "b": "true"}
    assert value(tmp_path, "[var.s, var.l, var.n, var.b]", text, given) == ['["a"]', ["a", "b"], 3, True]


def test_a_value_that_is_no_expression_is_a_problem(tmp_path: Path) -> None:
    text = 'variable "l" {\n  type = list(string)\n}\nresource "x" "y" {}\n'
    found = read(tmp_path, {"main.tf": text, "terraform.tfvars.json": "["}, {"l": "[1"}, (tmp_path / "gone.tfvars",))
    assert [problem.message.partition(":")[0] for problem in found.reading.problems] == [
        "this is not JSON",
        "the file cannot be read",
        "the value given for l is no list",
    ]


TYPES = {
    ("string", "5"): "5",
    ("string", "true"): "true",
    ("number", '"5"'): 5,
    ("bool", '"true"'): True,
    ("bool", "false"): False,
    ("list(string)", "[1, true]"): ["1", "true"],
    ("set(number)", '["1"]'): [1],
    ("map(string)", "{a = 1}"): {"a": "1"},
    ("tuple([string, number])", '[1, "2"]'): ["1", 2],
    ("any", "[1]"): [1],
    ("list(any)", "[1]"): [1],
    ("object({a = string})", "{a = 1, b = 2}"): {"a": "1"},
    ('object({a = optional(string, "x"), b = optional(number)})', "{}"): {"a": "x", "b": None},
    ('object({a = optional(string, "x")})', "{a = null}"): {"a": "x"},
    ("list(object({a = optional(object({b = optional(number, 3)}), {})}))", "[{}]"): [{"a": {"b": 3}}],
    ("number", '"x"'): "?the value is no number",
    ("bool", '"x"'): "?the value is no bool",
    ("list(string)", '"x"'): "?the value is no list",
    ("map(string)", "[]"): "?the value is no map",
    ("list(string)", "{}"): "?the value is no list",
    ("object({a = string})", "{}"): "?attribute a is not given",
    ("string", "[]"): "?the value is no string",
    ("string", "null"): None,
}


@pytest.mark.parametrize("case", TYPES)
def test_a_value_is_converted_to_the_type_of_its_variable(case: tuple[str, str], tmp_path: Path) -> None:
    constraint, passed = case
    found = read(
        tmp_path,
        {
            "main.tf": f'module "m" {{\n  source = "./m"\n  it = {passed}\n}}\n',
            "m/main.tf": f'variable "it" {{\n  type = {constraint}\n}}\nresource "x" "y" {{\n  it = var.it\n}}\n',
        },
    )
    assert found.values("module.m.x.y").get("it") == TYPES[case]


def test_null_passed_to_a_variable_that_is_not_nullable_is_its_default(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  a = null\n  b = null\n}\n',
            "m/main.tf": 'variable "a" {\n  default = 1\n  nullable = false\n}\nvariable "b" {\n  default = 1\n}\n'
            'variable "c" {}\nresource "x" "y" {\n  it = [var.a, var.b, var.c]\n}\n',
        },
    )
    assert found.values("module.m.x.y") == {"it": [1, None, "?variable c of module.m has no value here"]}


def test_a_literal_compared_in_a_vendored_module_within_another_forks_the_root(tmp_path: Path) -> None:
    listed = [{"Key": key, "Dir": f".terraform/modules/{key}"} for key in ("q", "q.inner")]
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "env" {}\nmodule "q" {\n  source = "a/q"\n  env = var.env\n}\n',
            ".terraform/modules/modules.json": json.dumps({"Modules": listed}),
            ".terraform/modules/q/main.tf": 'variable "env" {}\nmodule "inner" {\n  source = "a/i"\n  e = var.env\n}\n',
            ".terraform/modules/q.inner/main.tf": 'variable "e" {}\n'
            'resource "x" "y" {\n  it = var.e == "p" ? 1 : 2\n}\n',
        },
    )
    assert [world for world, _ in found.in_worlds("module.q.module.inner.x.y")] == [{"env": "p"}, {"env": "any other"}]
