"""Modules: their files, calls, instances, providers, and which folders are roots."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.sources.terraform.evaluating import read, value

if TYPE_CHECKING:
    from pathlib import Path


DECLARED = "is already declared at main.tf:1; this one is not read. Give it a name of its own."


def test_count_makes_instances_and_a_splat_lists_them(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "a" {\n  count = 2\n  n = count.index\n}\n'
            'resource "x" "b" {\n  all = x.a[*].n\n  one = x.a[1].n\n  many = length(x.a)\n'
            '  none = try(x.a[5].n, "no")\n}\n'
        },
    )
    assert found.addresses() == [".#x.a[0]", ".#x.a[1]", ".#x.b"]
    assert found.values("x.a[1]") == {"n": 1}
    assert found.values("x.b") == {"all": [0, 1], "one": 1, "many": 2, "none": "no"}


def test_for_each_makes_instances_of_maps_and_sets(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "m" {\n  for_each = {a = 1, b = 2}\n  it = "${each.key}=${each.value}"\n}\n'
            'resource "x" "s" {\n  for_each = toset(["p", "q"])\n  it = "${each.key}${each.value}"\n}\n'
            'resource "x" "all" {\n  it = {for k, v in x.m : k => v.it}\n  p = x.s["p"].it\n'
            "  v = values(x.m)[*].it\n}\n"
        },
    )
    assert found.addresses() == [".#x.all", '.#x.m["a"]', '.#x.m["b"]', '.#x.s["p"]', '.#x.s["q"]']
    assert found.values('x.m["b"]') == {"it": "b=2"}
    assert found.values('x.s["p"]') == {"it": "pp"}
    assert found.values("x.all") == {"it": {"a": "a=1", "b": "b=2"}, "p": "pp", "v": ["a=1", "b=2"]}


def test_an_instance_exists_in_the_worlds_of_its_count(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "on" {\n  type = bool\n  default = true\n}\n'
            'resource "x" "a" {\n  count = var.on ? 1 : 0\n  it = 1\n}\n'
            'resource "x" "b" {\n  it = x.a[*].it\n  one = try(x.a[0].it, "none")\n}\n'
        },
    )
    assert found.in_worlds("x.a[0]") == [({"on": True}, {"it": 1}), ({"on": False}, None)]
    assert found.in_worlds("x.b") == [
        ({"on": True}, {"it": [1], "one": 1}),
        ({"on": False}, {"it": [], "one": "none"}),
    ]


def test_what_is_never_made_has_no_instance(tmp_path: Path) -> None:
    text = 'resource "x" "a" {\n  count = 0\n}\nmodule "m" {\n  source = "./m"\n  count = false ? 1 : 0\n}\n'
    found = read(tmp_path, {"main.tf": text, "m/main.tf": 'resource "x" "y" {}\n'})
    assert found.addresses() == []
    assert not found.reading.problems


def test_an_unknown_count_is_one_instance_that_may_exist(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "n" {\n  type = number\n  default = 3\n}\nvariable "m" {\n  type = map(string)\n}\n'
            'resource "x" "a" {\n  count = var.n\n  it = "${count.index}"\n}\n'
            'resource "x" "b" {\n  for_each = var.m\n  it = each.key\n  v = each.value\n}\n'
            'resource "x" "c" {\n  for_each = merge({p = 1}, var.m)\n}\n'
        },
    )
    assert found.addresses() == [".#x.a[*]", ".#x.b[*]", '.#x.c["p"]', ".#x.c[*]"]
    label = "whether there are any of var.n"
    assert found.in_worlds("x.a[*]") == [({label: True}, {"it": "${count.index}"}), ({label: False}, None)]
    assert found.in_worlds("x.b[*]")[0][1] == {
        "it": "${each.key}",
        "v": "?the elements of var.m are not known",
    }


def test_a_module_gets_inputs_and_gives_outputs(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  for_each = {a = 1}\n  it = each.value + 1\n}\n'
            'resource "x" "y" {\n  it = module.m["a"].out\n  all = module.m\n  lacks = module.m["a"].nothing\n}\n',
            "m/main.tf": 'variable "it" {}\nresource "x" "z" {\n  it = var.it\n  at = path.module\n}\n'
            'output "out" {\n  value = x.z.it\n}\n',
        },
    )
    assert found.values('module.m["a"].x.z') == {"it": 2, "at": "m"}
    assert found.values("x.y") == {
        "it": 2,
        "all": {"a": {"out": 2}},
        "lacks": '?module.m["a"] has no output nothing',
    }
    instance = found.instances['.#module.m["a"].x.z']
    assert str(instance.location) == "m/main.tf:2"
    assert [str(place) for place in instance.chain] == ["main.tf:1"]
    assert str(instance.attributes.value["it"].location) == "m/main.tf:3"


def test_folders_that_others_call_are_no_roots(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "y" {}\n',
            "examples/one/main.tf": 'module "m" {\n  source = "../.."\n}\n',
            "values/variables.tf": 'variable "a" {}\noutput "b" {\n  value = 1\n}\n',
            "alone/main.tofu": 'resource "x" "y" {}\n',
        },
    )
    assert [(root.path, root.kind) for root in found.reading.roots] == [
        ("alone", "OpenTofu"),
        ("examples/one", "Terraform"),
    ]
    assert found.addresses() == ["alone#x.y", "examples/one#module.m.x.y"]
    assert found.reading.roots[1].files == ("examples/one/main.tf", "main.tf")
    assert found.reading.claimed == {"main.tf", "examples/one/main.tf", "values/variables.tf", "alone/main.tofu"}


def test_a_module_that_is_not_vendored_is_counted_and_its_outputs_are_unknown(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "gone" {\n'
            '  source = "./gone"\n}\n'
            'module "odd" {\n  source = "${"a"}b"\n}\n'
            'resource "x" "y" {\n  id = module.vpc.vpc_id\n  ids = module.vpc.private_subnets\n  all = module.vpc\n}\n'
        },
    )
    assert [(one.kind, one.location.line) for one in found.reading.unread] == [
        ("module", 1),
        ("module", 4),
        ("module", 7),
    ]
    assert "terraform init" in found.reading.unread[0].what
    assert found.values("x.y") == {
        "id": "${module.vpc.vpc_id}",
        "ids": "?module.vpc.private_subnets is looked up at deployment",
        "all": "?module.vpc is not read, so its outputs are not known",
    }


def test_a_vendored_module_is_read(tmp_path: Path) -> None:
    listed = [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "q", "Source": "registry/q", "Dir": ".terraform/modules/q"},
        {"Key": "q.inner", "Source": "registry/inner", "Dir": ".terraform/modules/q.inner"},
    ]
    found = read(
        tmp_path,
        {
            "env/main.tf": 'module "q" {\n  source = "registry/q"\n  count = 1\n}\n',
            "env/.terraform/modules/modules.json": json.dumps({"Modules": listed}),
            "env/.terraform/modules/q/main.tf": 'module "inner" {\n  source = "registry/inner"\n}\n',
            "env/.terraform/modules/q.inner/main.tf": 'resource "x" "y" {\n  at = path.module\n}\n',
        },
    )
    assert found.addresses() == ["env#module.q[0].module.inner.x.y"]
    assert found.values("module.q[0].module.inner.x.y", "env") == {"at": ".terraform/modules/q.inner"}
    assert not found.reading.unread


def test_a_broken_list_of_vendored_modules_vendors_nothing(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "q" {\n  source = "registry/q"\n}\n',
        ".terraform/modules/modules.json": '{"Modules": 3}',
    }
    assert len(read(tmp_path, files).reading.unread) == 1


def test_modules_that_call_each_other_are_a_problem(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "a" {\n  source = "./a"\n}\n',
            "a/main.tf": 'module "b" {\n  source = "../b"\n}\nresource "x" "y" {}\n',
            "b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
        },
    )
    assert [str(problem).partition(",")[0] for problem in found.reading.problems] == [
        "b/main.tf:1:1: module.a calls the module that it stands in"
    ]
    assert found.addresses() == [".#module.a.x.y"]


def test_override_files_change_what_others_declare(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "y" {\n  a = 1\n  b = 1\n  rule {\n    n = 1\n  }\n  rule {\n    n = 2\n  }\n'
            '  lifecycle {\n    prevent_destroy = true\n  }\n}\nlocals {\n  c = 1\n}\nvariable "v" {\n'
            "  default = 1\n}\n",
            "a_override.tf": 'resource "x" "y" {\n  b = 2\n  c = local.c\n  lifecycle {\n'
            "    create_before_destroy = true\n  }\n}\n",
            "override.tf": 'resource "x" "y" {\n  b = 3\n  rule {\n    n = 3\n  }\n}\nlocals {\n  c = 2\n}\n',
        },
    )
    assert found.values("x.y") == {"a": 1, "b": 3, "c": 2, "rule": [{"n": 3}]}
    lifecycle = found.instances[".#x.y"].body.value["lifecycle"].value[0].value
    assert set(lifecycle) == {"prevent_destroy", "create_before_destroy"}


def test_what_is_declared_twice_is_a_problem(tmp_path: Path) -> None:
    text = 'resource "x" "y" {\n  a = 1\n}\nresource "x" "y" {\n  a = 2\n}\nresource "x" {}\nnonsense {}\n'
    found = read(tmp_path, {"main.tf": text})
    assert [str(problem) for problem in found.reading.problems] == [
        f"main.tf:4:1: `resource x.y` {DECLARED}",
        "main.tf:7:1: `resource` takes 2 labels. Name what it declares.",
        "main.tf:8:1: `nonsense` is no block of Terraform. Look at how it is written.",
    ]
    assert found.values("x.y") == {"a": 1}


def test_blocks_that_declare_nothing_are_tolerated(tmp_path: Path) -> None:
    blocks = (
        'terraform {\n  required_version = ">= 1"\n}\nmoved {\n  from = x.a\n  to = x.b\n}\nimport {\n  to = x.b\n'
        '  id = "i"\n}\ncheck "c" {\n  assert {\n    condition = true\n  }\n}\nremoved {\n  from = x.c\n}\n'
        'ephemeral "e" "f" {}\nresource "x" "b" {}\n'
    )
    found = read(tmp_path, {"main.tf": blocks})
    assert not found.reading.problems
    assert found.addresses() == [".#x.b"]


def test_dynamic_blocks_are_made_among_others(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "y" {\n  rule {\n    n = 0\n  }\n  dynamic "rule" {\n'
            "    for_each = {a = 1, b = 2}\n"
            '    content {\n      n = rule.value\n      k = rule.key\n      dynamic "part" {\n'
            "        for_each = [rule.value]\n"
            "        iterator = it\n        content {\n          p = it.value + rule.value\n        }\n      }\n"
            "    }\n  }\n}\n"
        },
    )
    assert found.values("x.y") == {
        "rule": [
            {"n": 0},
            {"n": 1, "k": "a", "part": [{"p": 2}]},
            {"n": 2, "k": "b", "part": [{"p": 4}]},
        ]
    }


def test_dynamic_blocks_over_something_unknown_leave_the_list_open(tmp_path: Path) -> None:
    text = (
        'variable "l" {\n  type = list(string)\n}\nresource "x" "y" {\n  dynamic "rule" {\n'
        "    for_each = var.l\n    content {}\n  }\n"
    )
    found = read(tmp_path, {"main.tf": text + '  dynamic "odd" {\n    for_each = data.a.b.c\n    content {}\n  }\n}\n'})
    assert found.values("x.y") == {"rule": ["?"], "odd": ["?"]}


def test_default_tags_are_merged_into_the_tags_of_the_provider_used(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'provider "aws" {\n  default_tags {\n    tags = {team = "a", env = "dev"}\n  }\n}\n'
            'provider "aws" {\n  alias = "east"\n  default_tags {\n    tags = {team = "b"}\n  }\n}\n'
            'resource "aws_x" "a" {\n  tags = {env = "prod"}\n}\nresource "aws_x" "b" {\n  provider = aws.east\n}\n'
            'resource "google_x" "c" {}\nmodule "m" {\n  source = "./m"\n}\n'
            'module "n" {\n  source = "./m"\n  providers = {\n    aws = aws.east\n  }\n}\n'
            'variable "t" {\n  type = map(string)\n}\nresource "aws_x" "d" {\n  tags = var.t\n}\n',
            "m/main.tf": 'resource "aws_x" "y" {}\n',
        },
    )
    assert found.values("aws_x.a") == {"tags": {"team": "a", "env": "prod"}}
    assert found.values("aws_x.b") == {"tags": {"team": "b"}}
    assert found.values("google_x.c") == {}
    assert found.values("module.m.aws_x.y") == {"tags": {"team": "a", "env": "dev"}}
    assert found.values("module.n.aws_x.y") == {"tags": {"team": "b"}}
    assert set(found.values("aws_x.d")["tags"]) == {"team", "env", "?"}
    assert str(found.instances[".#aws_x.b"].attributes.value["tags"].location) == "main.tf:9"


def test_data_sources_say_what_needs_no_account(tmp_path: Path) -> None:
    text = (
        'data "aws_caller_identity" "me" {}\ndata "aws_region" "here" {}\ndata "aws_partition" "p" {}\n'
        'data "aws_availability_zones" "z" {}\ndata "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n'
        'data "aws_subnets" "s" {\n  filter {\n    name = "a"\n  }\n}\n'
        'data "aws_iam_policy_document" "d" {\n  count = 1\n  statement {\n    actions = ["s3:Get*"]\n'
        '    resources = ["*"]\n  }\n}\n'
    )
    expected = {
        "data.aws_caller_identity.me.account_id": "${AWS::AccountId}",
        "data.aws_region.here.name": "${AWS::Region}",
        "data.aws_partition.p.dns_suffix": "${AWS::URLSuffix}",
        '"arn:${data.aws_partition.p.partition}:x"': "arn:${AWS::Partition}:x",
        "data.aws_availability_zones.z.names[1]": "${zone 1 of AWS::Region}",
        "data.aws_s3_bucket.b.bucket": "logs",
        "data.aws_s3_bucket.b.arn": "${data.aws_s3_bucket.b.arn}",
        "data.aws_subnets.s.ids": "?data.aws_subnets.s.ids is looked up at deployment",
        "data.aws_subnets.s.filter": "?data.aws_subnets.s.filter is looked up at deployment",
        "[for d in data.aws_iam_policy_document.d : d.json][0]": {
            "encodes": {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}],
            }
        },
    }
    assert {expression: value(tmp_path, expression, text) for expression in expected} == expected


def test_files_inside_the_tree_are_read_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    found = read(
        tmp_path / "tree" / "in",
        {
            "main.tf": 'resource "x" "y" {\n  a = file("${path.module}/a.txt")\n  b = file("../../outside.txt")\n'
            '  c = templatefile("t.tpl", {who = "you"})\n  d = templatefile("t.tpl", {})\n'
            '  e = fileexists("none.txt")\n'
            '  f = templatefile("broken.tpl", {})\n}\n',
            "a.txt": "text",
            "t.tpl": 'hello ${who}%{ if who == "you" }!%{ endif }',
            "broken.tpl": "${",
        },
    )
    values = found.values("x.y")
    assert values["a"] == "text"
    assert str(values["b"]).startswith("?")
    assert values["c"] == "hello you!"
    assert str(values["d"]).startswith("?")
    assert values["e"] == "?fileexists: none.txt is not in this tree"
    assert str(values["f"]).startswith("?")


def test_a_whole_resource_can_be_passed_to_a_module(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'resource "x" "q" {\n  name = "a"\n}\nmodule "m" {\n  source = "./m"\n  it = x.q\n}\n',
            "m/main.tf": 'variable "it" {}\nresource "x" "y" {\n  name = var.it.name\n  id = var.it.id\n'
            "  has = keys(var.it)\n}\n",
        },
    )
    assert found.values("module.m.x.y") == {
        "name": "a",
        "id": "${x.q.id}",
        "has": ["arn", "id", "name", "?"],
    }
