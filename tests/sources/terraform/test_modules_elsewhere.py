"""Local modules that lie outside of the given paths are read, and nothing outside of the tree is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.terraform.evaluating import read

if TYPE_CHECKING:
    from pathlib import Path

CALL = 'module "q" {\n  source = "../../modules/queue"\n  name   = "a"\n}\n'
QUEUE = (
    'variable "name" {}\nresource "x" "this" {\n  name = var.name\n  note = file("${path.module}/note.txt")\n'
    "  path = path.module\n}\n"
)


def module_beside(tree: Path) -> None:
    folder = tree / "modules" / "queue"
    folder.mkdir(parents=True)
    (folder / "main.tf").write_text(QUEUE)
    (folder / "note.txt").write_text("noted")


def test_a_module_elsewhere_in_the_work_tree_is_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    module_beside(tmp_path)
    found = read(tmp_path / "infra" / "prod", {"main.tf": CALL})
    assert found.values("module.q.x.this") == {"name": "a", "note": "noted", "path": "../../modules/queue"}
    assert found.instances[".#module.q.x.this"].location.file == "../../modules/queue/main.tf"
    assert found.reading.roots[0].files == ("../../modules/queue/main.tf", "main.tf")
    assert not found.reading.unread


def test_without_a_work_tree_the_parent_of_the_given_path_is_the_tree(tmp_path: Path) -> None:
    module_beside(tmp_path / "near")
    module_beside(tmp_path)
    near = read(tmp_path / "near" / "prod", {"main.tf": CALL.replace("../../", "../")})
    far = read(tmp_path / "far" / "infra" / "prod", {"main.tf": CALL.replace("../../", "../../../")})
    assert near.values("module.q.x.this")["name"] == "a"
    assert far.addresses() == []
    assert "no such folder" in far.reading.unread[0].what or far.reading.unread


def test_links_do_not_leave_the_tree(tmp_path: Path) -> None:
    tree = tmp_path / "deep" / "tree"
    (tree / ".git").mkdir(parents=True)
    module_beside(tmp_path)
    (tree / "modules").symlink_to(tmp_path / "modules")
    found = read(tree / "infra" / "prod", {"main.tf": CALL})
    assert found.addresses() == []
    assert len(found.reading.unread) == 1


def test_a_file_that_links_out_of_the_tree_is_not_read(tmp_path: Path) -> None:
    tree = tmp_path / "deep" / "tree"
    (tree / ".git").mkdir(parents=True)
    module_beside(tmp_path)
    module_beside(tree)
    (tree / "modules" / "queue" / "more.tf").symlink_to(tmp_path / "modules" / "queue" / "main.tf")
    found = read(tree / "infra" / "prod", {"main.tf": CALL})
    assert found.instances[".#module.q.x.this"].location.file == "../../modules/queue/main.tf"
    assert not found.reading.problems


def test_unknown_parts_of_two_instances_are_not_known_to_be_equal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = {a = 1, b = 2}\n'
            "  it       = x.far[each.key].stuff\n}\n"
            'resource "x" "far" {\n  for_each = {a = 1, b = 2}\n}\n',
            "m/main.tf": 'variable "it" {}\nlocals {\n  list = var.it.names\n}\n'
            'resource "x" "y" {\n  name = "n-${join(".", local.list)}"\n  same = "n-${local.list[0]}"\n'
            '  like = "n-${local.list[0]}"\n}\n',
        },
    )
    a, b = (found.instances[f'.#module.m["{key}"].x.y'] for key in "ab")
    mine, again, theirs = (
        one.scope.evaluate(one.attributes.value[name])[0].value  # type: ignore[index] # a template is never left out
        for one, name in ((a, "same"), (a, "like"), (b, "same"))
    )
    assert mine.holes == again.holes
    assert mine.holes != theirs.holes


def test_what_a_data_source_is_not_told_the_provider_tells(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "main.tf": 'variable "region" {\n  type = string\n  default = null\n}\n'
            'data "aws_region" "current" {\n  region = var.region\n}\n'
            'data "aws_thing" "it" {\n  name = null\n}\n'
            'resource "x" "y" {\n  a = "in ${try(data.aws_region.current.region, "")}"\n'
            '  b = "of ${data.aws_thing.it.name}"\n}\n',
        },
    )
    assert found.values("x.y") == {"a": "in ${AWS::Region}", "b": "of ${data.aws_thing.it.name}"}


def test_a_lookup_in_an_empty_map_needs_no_key(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"main.tf": 'variable "key" {}\nresource "x" "y" {\n  a = lookup({}, var.key, "default")\n}\n'}
    )
    assert found.values("x.y") == {"a": "default"}
