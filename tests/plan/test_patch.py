"""A change is told as a unified diff."""

from __future__ import annotations

import pytest

from buttress.plan.patch import FileChange


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
