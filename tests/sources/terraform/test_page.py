"""The page that tells how real Terraform is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.terraform_page import PAGE, page

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_tells_how_real_terraform_is_read(shared: Path) -> None:
    assert page(shared / "architectures") == PAGE.read_text(encoding="utf-8"), "`make docs` writes it anew"


def test_a_root_is_a_row_with_its_reasons(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "main.tf").write_text(
        'variable "days" { type = number }\n'
        'resource "aws_sqs_queue" "a" {\n  name = "a"\n  message_retention_seconds = var.days\n}\n'
        'resource "aws_unheard_of" "b" {}\n'
    )
    rows = page(tmp_path).splitlines()
    assert "| own | 2 | 2 | 1 | 1 (50 %) | 0 | 1 parameter … has no value here |" in rows
    assert "`aws_unheard_of` (1)." in rows
