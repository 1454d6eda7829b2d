"""A change is told as a unified diff."""

from __future__ import annotations

import pytest

from buttress.plan.patch import FileChange, Fixing


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        ("a\n", "a\nb\n", "--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n"),
        (
            "a",
            "b",
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
        ),
        ("a\r\n", "b\r\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n"),
        ("a\x0cb\n", "a\x0cc\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\x0cb\n+a\x0cc\n"),
        ("a\n", "a\n", ""),
    ],
)
def test_diff_is_what_git_takes(before: str, after: str, diff: str) -> None:
    assert FileChange("x", before, after).diff() == diff


def test_the_changes_of_all_files_are_one_diff_below_a_folder() -> None:
    changes = tuple(FileChange(name, "a\n", "b\n") for name in ("x", "y"))
    told = Fixing((), (), changes).diff("infra")
    assert [line for line in told.splitlines() if line.startswith("+++")] == ["+++ b/infra/x", "+++ b/infra/y"]
