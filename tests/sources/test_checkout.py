"""What a commit has, read without touching the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.sources.checkout import MOST_BYTES, checked_out
from buttress.sources.git import GitError, repository_of
from tests.repository import GUARDED, QUEUE, repository

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_the_files_of_a_commit_are_written_and_removed_again(tmp_path: Path) -> None:
    work = repository(tmp_path / "shop")
    first = work.commit(api__template_yaml=QUEUE, README="hello")
    work.write(api__template_yaml=GUARDED, api__new_yaml=QUEUE)
    before = work.git("status", "--porcelain"), (work.top / ".git" / "index").read_bytes()
    with checked_out("main", [work.top / "api"]) as checkout:
        assert checkout.commit == first
        assert checkout.base.name == "api"
        assert checkout.base.parent.name == "shop"
        assert checkout.paths == (checkout.base,)
        assert names(checkout.base) == ["template.yaml"]
        assert "RedrivePolicy" not in (checkout.base / "template.yaml").read_text()
    assert not checkout.base.exists()
    assert (work.git("status", "--porcelain"), (work.top / ".git" / "index").read_bytes()) == before


def test_the_folder_is_removed_when_reading_is_interrupted(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(template_yaml=QUEUE)
    kept: list[Path] = []

    def interrupted() -> None:
        with checked_out("HEAD", [work.top]) as checkout:
            kept.append(checkout.base)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not kept[0].exists()


def test_a_file_keeps_the_name_that_it_has_in_the_work_tree(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(a__one_yaml=QUEUE, a__b__two_yaml=QUEUE)
    with checked_out("HEAD", [work.top / "a" / "one.yaml", work.top / "a" / "b"]) as checkout:
        assert [path.relative_to(checkout.base).as_posix() for path in checkout.paths] == ["one.yaml", "b"]


def test_what_a_commit_does_not_have_is_left_out_and_the_base_stays(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(a__one_yaml=QUEUE)
    work.write(b__two_yaml=QUEUE)
    with checked_out("HEAD", [work.top / "a", work.top / "b"]) as checkout:
        assert [path.relative_to(checkout.base).as_posix() for path in checkout.paths] == ["a"]
    with checked_out("HEAD", [work.top / "b"]) as checkout:
        assert checkout.paths == ()


def test_ignore_files_above_a_path_hold_as_they_do_in_the_work_tree(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(api__template_yaml=QUEUE)
    (work.top / ".gitignore").write_text("build\n")
    work.commit()
    with checked_out("HEAD", [work.top / "api"]) as checkout:
        assert names(checkout.base.parent) == [".gitignore", "api/template.yaml"]
        assert (checkout.base.parent / ".git").is_dir()


def test_attributes_and_odd_names_change_nothing(tmp_path: Path) -> None:
    work = repository(tmp_path)
    (work.top / ".gitattributes").write_text("*.yaml export-ignore text eol=crlf\n")
    (work.top / "with space\tand tab.yaml").write_text("Resources: {}\n")
    work.commit()
    with checked_out("HEAD", [work.top]) as checkout:
        assert names(checkout.base) == [".gitattributes", "with space\tand tab.yaml"]
        assert (checkout.base / "with space\tand tab.yaml").read_bytes() == b"Resources: {}\n"


def test_links_are_made_unless_they_lead_out_of_the_tree(tmp_path: Path) -> None:
    work = repository(tmp_path / "work")
    work.write(api__template_yaml=QUEUE)
    (work.top / "inside.yaml").symlink_to("api/template.yaml")
    (work.top / "outside.yaml").symlink_to("../../secret.yaml")
    work.commit()
    with checked_out("HEAD", [work.top]) as checkout:
        assert names(checkout.base) == ["api/template.yaml", "inside.yaml"]
        assert (checkout.base / "inside.yaml").read_text().startswith("Resources")


def test_a_large_file_that_is_no_template_is_a_hole_of_its_size(tmp_path: Path) -> None:
    work = repository(tmp_path)
    (work.top / "film.bin").write_bytes(b"x" * (MOST_BYTES + 1))
    work.commit(template_yaml=QUEUE)
    with checked_out("HEAD", [work.top]) as checkout:
        assert (checkout.base / "film.bin").stat().st_size == MOST_BYTES + 1
        assert (checkout.base / "film.bin").read_bytes()[:1] == b"\0"


def test_a_submodule_is_read_from_its_own_clone_where_it_is_there(tmp_path: Path) -> None:
    inner, work = repository(tmp_path / "inner"), repository(tmp_path / "outer")
    inner.commit(queue_yaml=QUEUE)
    work.commit(template_yaml=QUEUE)
    work.git("submodule", "--quiet", "add", inner.top, "parts")
    work.commit()
    with checked_out("HEAD", [work.top]) as checkout:
        assert checkout.problems == ()
        assert names(checkout.base) == [".gitmodules", "parts/queue.yaml", "template.yaml"]
    bare = repository(tmp_path / "clone")
    bare.git("pull", "-q", work.top, "main")
    with checked_out("HEAD", [bare.top]) as checkout:
        (problem,) = checkout.problems
    assert str(problem) == "parts: the submodule is not here, and is not read. Run `git submodule update --init`."
    assert problem.stops


def test_a_submodule_without_its_commit_is_an_error(tmp_path: Path) -> None:
    inner, work = repository(tmp_path / "inner"), repository(tmp_path / "outer")
    inner.commit(queue_yaml=QUEUE)
    work.git("submodule", "--quiet", "add", inner.top, "parts")
    work.git("update-index", "--cacheinfo", f"160000,{'1' * 40},parts")
    work.git("commit", "-q", "-m", "point nowhere")
    with (
        pytest.raises(GitError, match="the submodule parts has no commit 1111111111 here"),
        checked_out("HEAD", [work.top]),
    ):
        pass


POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 12\n"


def test_what_git_lfs_keeps_is_read_from_its_store_or_named(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(infra__big_yaml=POINTER)
    with checked_out("HEAD", [work.top / "infra"]) as checkout:
        (problem,) = checkout.problems
    assert str(problem) == "big.yaml: Git LFS keeps the file, and its content is not here. Run `git lfs fetch`."
    kept = work.top / ".git" / "lfs" / "objects" / "ab" / "ab" / ("ab" * 32)
    kept.parent.mkdir(parents=True)
    kept.write_text("Resources: {}\n")
    with checked_out("HEAD", [work.top / "infra"]) as checkout:
        assert checkout.problems == ()
        assert (checkout.base / "big.yaml").read_text() == "Resources: {}\n"


def refused(ref: str, paths: Iterable[Path]) -> str:
    with pytest.raises(GitError) as caught, checked_out(ref, list(paths)):
        pass
    return str(caught.value)


def test_what_git_does_not_have_is_said_with_what_to_do(tmp_path: Path) -> None:
    empty = repository(tmp_path / "empty")
    assert "has no commits yet, so there is no main. Commit something first." in refused("main", [empty.top])
    work = repository(tmp_path / "work")
    work.commit(template_yaml=QUEUE)
    assert refused("nowhere", [work.top]).startswith("nowhere is no branch, tag or commit of ")
    assert refused("--output=x", [work.top]) == "--output=x is no git ref: none begins with a dash."
    assert "is in no git repository. Run from a clone" in refused("main", [tmp_path / "none"])
    assert "is not inside" in refused("main", [work.top, empty.top])


def test_a_clone_that_is_shallow_says_so_and_a_remote_branch_is_offered(tmp_path: Path) -> None:
    work = repository(tmp_path / "work")
    work.commit(template_yaml=QUEUE)
    work.git("branch", "topic")
    first = work.commit(template_yaml=GUARDED)
    clone = repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", f"file://{work.top}")
    clone.git("fetch", "-q", "--depth=1", "origin", "main", "topic")
    clone.git("checkout", "-q", "-b", "here", first)
    message = refused("topic", [clone.top])
    assert "Did you mean origin/topic? This clone is shallow: `git fetch --unshallow`" in message
    with pytest.raises(GitError, match=r"here and origin/topic have no commit in common here. This clone is shallow"):
        repository_of(clone.top).fork_point("here", "origin/topic")
    assert repository_of(work.top).fork_point("main", "topic") == work.git("rev-parse", "topic")


def test_a_commit_whose_objects_are_gone_is_an_error(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(template_yaml=QUEUE)
    name = work.git("rev-parse", "HEAD:template.yaml")
    (work.top / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert name in refused("HEAD", [work.top])


def test_without_git_comparing_commits_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed here"):
        repository_of(tmp_path)
