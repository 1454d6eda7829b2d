"""What a name stands for, and what two names are compared by."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress import wiring
from buttress.application.comparing import ComparisonError, compare, gate, named
from buttress.application.snapshotting import snapshot_of
from buttress.plan.shift import Side
from tests.repository import GUARDED, QUEUE, repository

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.comparing import Tools


def tools(kept: dict[str, Side] | None = None) -> Tools:
    """Give what a comparison needs, with some milestones that are kept."""
    return replace(wiring.tools_of(wiring.Settings()), kept=(kept or {}).get)


def test_a_milestone_is_handed_in_by_its_name(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.write(t_yaml=GUARDED)
    design = Side(snapshot_of(wiring.review([tmp_path])), {})
    work.write(t_yaml=QUEUE)
    with_design = tools({"orders@design": design})
    change = compare("orders@design", str(tmp_path), (), with_design).change
    assert [entry.finding.check for entry in change.of("opened")] == ["sqs-dead-letter-queue"]
    assert gate((tmp_path,), "orders@design", None, with_design).gate.failing != ()


def test_what_git_names_with_an_at_is_no_milestone(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(t_yaml=QUEUE)
    work.commit(t_yaml=GUARDED)
    assert named("HEAD@{1}", (tmp_path,), tools()).name.startswith("HEAD@{1} (")


def test_a_path_comes_before_a_ref_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = repository(tmp_path)
    work.commit(main__t_yaml=QUEUE)
    monkeypatch.chdir(tmp_path)
    assert named("main", (tmp_path,), tools()).name == "main"
    assert named("refs/heads/main", (tmp_path,), tools()).name.startswith("refs/heads/main (")


def test_a_template_in_json_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}}')
    (tmp_path / "half.json").write_text('{"Resources": {"A": {"Type": "AWS::SQS::Queue"}')
    (tmp_path / "t.yaml").write_text("{Resources: {A: {Type: AWS::SQS::Queue}}}")
    for name in ("t.json", "half.json", "t.yaml"):
        assert named(str(tmp_path / name), (), tools()).name.endswith(name)


def test_a_commit_that_does_not_hold_everything_is_not_complete(tmp_path: Path) -> None:
    work = repository(tmp_path)
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 12\n"
    work.commit(t_yaml=QUEUE, big_yaml=pointer)
    snapshot = named("HEAD", (tmp_path,), tools()).side.snapshot
    assert not snapshot.complete
    assert "big.yaml: Git LFS keeps the file, and its content is not here. Run `git lfs fetch`." in snapshot.problems


def test_both_sides_have_the_same_ids_and_files_wherever_they_are_read(tmp_path: Path) -> None:
    work = repository(tmp_path / "shop")
    work.commit(a__one_yaml=QUEUE, a__b__two_yaml=GUARDED, c__three_yaml=QUEUE)
    for paths in ([work.top], [work.top / "a"], [work.top / "a" / "one.yaml"], [work.top / "a", work.top / "c"]):
        here = snapshot_of(wiring.review(paths))
        there = named("HEAD", paths, tools()).side.snapshot
        assert there == here


def test_paths_that_neither_side_has_are_refused(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(t_yaml=QUEUE)
    with pytest.raises(ComparisonError, match=r"neither HEAD .* has it. Look at the path"):
        compare("HEAD", "main", (tmp_path / "nowhere",), tools())


def test_a_hook_of_git_compares_the_repository_that_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, work = repository(tmp_path / "other"), repository(tmp_path / "work")
    other.commit(t_yaml=GUARDED)
    work.commit(t_yaml=QUEUE)
    monkeypatch.setenv("GIT_DIR", os.fspath(other.top / ".git"))
    assert compare("HEAD", str(work.top), (), tools()).change.empty
