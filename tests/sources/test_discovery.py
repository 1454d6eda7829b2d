from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.sources.cloudformation.given import from_samconfig, given_in
from buttress.sources.discovery import discover
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def shown(folder: Path) -> list[str]:
    return [found.shown for found in discover([folder]).files]


def test_what_tools_made_or_fetched_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "node_modules/b.yaml", ".aws-sam/build/template.yaml", "deep/er/c.json")
    assert shown(tmp_path) == ["a.yaml", "deep/er/c.json"]


def test_ignore_files_are_respected_from_the_top_of_the_work_tree_down(tmp_path: Path) -> None:
    write(
        tmp_path, ".git/HEAD", "app/a.yaml", "app/build/b.yaml", "app/kept.yaml", "app/sub/x.gen.yaml", "app/sub/y.yaml"
    )
    (tmp_path / ".gitignore").write_text("build/\n*.gen.yaml\n")
    (tmp_path / "app" / ".gitignore").write_text("kept.yaml\n!never\n")
    assert shown(tmp_path / "app") == [".gitignore", "a.yaml", "sub/y.yaml"]


def test_a_named_file_is_read_even_if_it_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, ".git/HEAD", "a.yaml")
    (tmp_path / ".gitignore").write_text("*.yaml\n")
    (found,) = discover([tmp_path / "a.yaml"]).files
    assert (found.shown, found.named) == ("a.yaml", True)


def test_files_are_shown_relative_to_what_the_paths_have_in_common(tmp_path: Path) -> None:
    write(tmp_path, "one/a.yaml", "two/b.yaml", "two/notes.md")
    workplace = discover([tmp_path / "one", tmp_path / "two"])
    assert [found.shown for found in workplace.files] == ["one/a.yaml", "two/b.yaml", "two/notes.md"]
    assert [found.shown for found in workplace.templates()] == ["one/a.yaml", "two/b.yaml"]


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such file or folder"):
        discover([tmp_path / "nowhere"])


def test_a_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    (tmp_path / "again").symlink_to(tmp_path)
    assert shown(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "p.json",
            '[{"ParameterKey": "Env", "ParameterValue": "prod"}, {"ParameterKey": "Old", "UsePreviousValue": true}]',
        ),
        ("p.json", '{"Parameters": {"Env": "prod"}}'),
        ("p.json", '{"Env": "prod"}'),
        ("p.json", '["Env=prod"]'),
        ("p.txt", "Env=prod"),
        ("p.txt", "ParameterKey=Env,ParameterValue=prod"),
        ("samconfig.toml", '[default.deploy.parameters]\nparameter_overrides = "Env=prod"'),
        ("samconfig.toml", '[default.global.parameters]\nparameter_overrides = ["Env=prod"]'),
    ],
)
def test_parameter_files_of_every_form_are_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert given_in(tmp_path / name) == {"Env": "prod"}


def test_lists_and_flags_in_parameter_files_are_texts(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"Ids": ["a", "b"], "On": true, "Size": 5}')
    assert given_in(tmp_path / "p.json") == {"Ids": "a,b", "On": "true", "Size": "5"}


def test_the_region_of_a_samconfig_is_given_too() -> None:
    text = '[default.deploy.parameters]\nregion = "eu-west-1"\n[prod.deploy.parameters]\nregion = "us-east-1"\n'
    assert from_samconfig(text, "samconfig.toml", "default") == {"AWS::Region": "eu-west-1"}
    assert from_samconfig(text, "samconfig.toml", "prod") == {"AWS::Region": "us-east-1"}
    assert from_samconfig("default = 5", "samconfig.toml", "default") == {}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("p.json", "[1]", "1 is no parameter"),
        ("p.json", "{", "the parameter file is not JSON"),
        ("p.json", '{"Parameters": 5}', "the parameter file holds no parameters"),
        ("p.txt", "Env", "'Env' is not of the form Key=Value"),
        ("s.toml", "a = ", "this is not TOML"),
    ],
)
def test_a_parameter_file_that_is_none_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match=message):
        given_in(tmp_path / name)
    with pytest.raises(SourceError, match="cannot be read"):
        given_in(tmp_path / "missing.json")
