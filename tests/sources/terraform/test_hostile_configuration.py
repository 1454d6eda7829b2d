"""Configuration that nobody should write is answered in bounded time, with a problem or as not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.terraform.evaluating import read, value

if TYPE_CHECKING:
    from pathlib import Path


def test_a_huge_count_counts_as_one(tmp_path: Path) -> None:
    text = 'resource "x" "a" {\n  count = 1000000\n}\n'
    text += 'resource "x" "b" {\n  for_each = toset([for n in range(20000) : "${n}"])\n}\n'
    found = read(tmp_path, {"main.tf": text})
    assert found.addresses() == [".#x.a[*]", ".#x.b[*]"]
    assert found.reading.problems[0].message == (
        "count is 1,000,000; at most 10,000 instances are evaluated. x.a counts as one."
    )


def test_a_huge_range_is_not_known(tmp_path: Path) -> None:
    assert str(value(tmp_path, "[for n in range(100000000) : n]")).startswith("?")


def test_more_instances_than_are_read_are_a_problem(tmp_path: Path) -> None:
    blocks = "".join(f'resource "x" "r{number}" {{\n  count = 4000\n}}\n' for number in range(4))
    found = read(tmp_path, {"main.tf": blocks})
    assert len(found.instances) == 10_000
    assert [problem.message for problem in found.reading.problems] == [
        "the root has more than 10,000 resources; the rest is not read."
    ]


def test_modules_that_multiply_are_a_problem(tmp_path: Path) -> None:
    files = {"main.tf": 'module "m" {\n  source = "./m0"\n  count = 30\n}\n'}
    for level in range(4):
        files[f"m{level}/main.tf"] = f'module "m" {{\n  source = "../m{level + 1}"\n  count = 30\n}}\n'
    files["m4/main.tf"] = 'resource "x" "y" {}\n'
    found = read(tmp_path, files)
    assert "instances of modules" in found.reading.problems[0].message


def test_resources_that_refer_to_each_other_are_not_known(tmp_path: Path) -> None:
    text = 'resource "x" "a" {\n  it = "${x.b.it}!"\n}\nresource "x" "b" {\n  it = "${x.a.it}!"\n}\n'
    found = read(tmp_path, {"main.tf": text})
    assert str(found.values("x.a")["it"]).startswith("${x.a.it}")


def test_counts_that_depend_on_each_other_are_not_known(tmp_path: Path) -> None:
    text = 'resource "x" "a" {\n  count = length(x.b)\n}\nresource "x" "b" {\n  count = length(x.a)\n}\n'
    assert read(tmp_path, {"main.tf": text}).addresses() == [".#x.a[*]", ".#x.b[*]"]


def test_values_that_double_are_not_known_beyond_a_limit(tmp_path: Path) -> None:
    doubling = "".join(f'  a{n + 1} = "${{local.a{n}}}${{local.a{n}}}"\n' for n in range(40))
    found = str(value(tmp_path, "local.a40", f'locals {{\n  a0 = "x"\n{doubling}}}\n'))
    assert found == "?this text has more than 1,000,000 letters"


def test_a_long_chain_of_locals_is_followed_or_not_known(tmp_path: Path) -> None:
    chain = "".join(f"  a{n + 1} = local.a{n}\n" for n in range(5000))
    assert value(tmp_path, "local.a5000", f"locals {{\n  a0 = 1\n{chain}}}\n") == "?this value refers to itself"
    assert value(tmp_path, "local.a50", f"locals {{\n  a0 = 1\n{chain}}}\n") == 1


def test_many_open_conditions_leave_the_count_unknown(tmp_path: Path) -> None:
    variables = "".join(f'variable "v{n}" {{\n  type = bool\n}}\n' for n in range(12))
    condition = " && ".join(f"(var.v{n} || var.v{n + 1})" for n in range(0, 12, 2))
    found = read(tmp_path, {"main.tf": f'{variables}resource "x" "y" {{\n  count = {condition} ? 1 : 0\n}}\n'})
    assert found.addresses() == [".#x.y[*]"]


def test_conditions_in_a_row_are_decided_or_left_to_worlds(tmp_path: Path) -> None:
    expression = "".join("false ? 1 : " for _ in range(50)) + "2"
    assert value(tmp_path, expression) == 2
    signs = " && ".join(["true"] * 3000)
    assert str(value(tmp_path, signs)).startswith("?this value")


def test_a_reference_to_an_unreadable_index_is_not_known(tmp_path: Path) -> None:
    text = (
        'resource "x" "a" {\n  for_each = {p = 1}\n}\nresource "x" "b" {\n  count = 1\n}\nvariable "k" {\n'
        "  type = string\n}\n"
        'variable "n" {\n  type = number\n}\nresource "x" "c" {\n  count = var.n\n  name = "c"\n}\n'
    )
    assert value(tmp_path, "x.a[var.k].id", text) == "?var.k is not known here"
    assert value(tmp_path, "x.c[var.n].name", text) == "c"
    assert value(tmp_path, "x.b[3].id", text) == "?there is no x.b[3]"
    assert value(tmp_path, 'x.a["q"].id', text) == '?there is no x.a["q"]'
    assert value(tmp_path, "x.a.p.id", text) == '${x.a["p"].id}'
