"""The catalogue is complete and consistent: ids, titles, pages, and practices that exist."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

import buttress.checks
from buttress.evidence.catalogue import checks_of, every_check, service_of
from tests.checks import pages

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TITLE: Final = 110


def test_every_module_gives_a_check_with_the_id_of_its_place() -> None:
    ids = [check.id for check in every_check(buttress.checks)]
    assert sorted(ids) == sorted(pages.name_of(module) for module in pages.MODULES)


def test_no_two_checks_have_the_same_id() -> None:
    counted = Counter(check.id for check in every_check(buttress.checks))
    assert [name for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_check_has_a_page_with_a_first_step(module: Path) -> None:
    page = pages.page_of(module)
    assert page.first_step.endswith((".", "?"))


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_title_is_one_short_sentence(module: Path) -> None:
    title = pages.check_of(module).title
    assert title.endswith(".")
    assert title[0].isupper()
    assert len(title) <= LONGEST_TITLE


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_check_bears_on_practices_once_each(module: Path) -> None:
    practices = [link.practice for link in pages.check_of(module).bears_on]
    assert practices
    assert len(set(practices)) == len(practices)


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_check_stands_in_the_folder_of_its_types(module: Path) -> None:
    check = pages.check_of(module)
    assert {service_of(name) for name in check.on} == {module.parent.name}
    assert check.id in {found.id for found in checks_of(buttress.checks, check.on)}


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_practices_that_a_check_bears_on_exist(module: Path, shared: Path) -> None:
    known = _column(shared / "facts" / "framework_practices.tsv", "practice") | {
        f"serverless:{choice}" for choice in _column(shared / "facts" / "serverless_lens_choices.tsv", "choice_id")
    }
    practices = {link.practice for link in pages.check_of(module).bears_on}
    assert practices - known == set()


def _column(table: Path, name: str) -> set[str]:
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row[name] for row in csv.DictReader(lines, delimiter="\t")}
