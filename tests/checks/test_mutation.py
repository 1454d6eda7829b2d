"""A small change to a check's code is noticed by a template on its page, or listed as making no difference."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.checks import mutants, pages

if TYPE_CHECKING:
    from pathlib import Path

HINT = "Add a template to the page that notices it, or a row with the reason to equivalent_mutants.tsv."


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_page_notices_every_mutant(module: Path) -> None:
    listed = mutants.equivalent().get(pages.name_of(module), {})
    survivors = mutants.survivors_of(module)
    unlisted = [f"{pages.name_of(module)}\t{name}" for name in survivors if name not in listed]
    assert not unlisted, "\n" + "\n".join([*unlisted, HINT])
    assert sorted(set(listed) - set(survivors)) == [], (
        "these rows of equivalent_mutants.tsv are noticed, or no mutants any more"
    )


def test_rows_of_equivalent_mutants_are_of_checks_and_give_reasons() -> None:
    table = mutants.equivalent()
    assert set(table) <= {pages.name_of(module) for module in pages.MODULES}
    assert [name for rows in table.values() for name, reason in rows.items() if not reason] == []


def test_every_kind_of_change_is_made(tmp_path: Path) -> None:
    module = tmp_path / "probe.py"
    module.write_text(
        "def probe(a, b, graph):\n"
        "    if a and b < 3:\n"
        "        return met('x', a.at())\n"
        "    return gap('y', graph.into(a, 'k', where=lambda r: r.detail == 'z'))\n"
    )
    assert {mutant.after for mutant in mutants.mutants_of(module)} == {
        "if not (a and b < 3)",
        "a or b < 3",
        "b <= 3",
        "gap_instead('x', a.at())",
        "not_applicable_instead('x', a.at())",
        "met_instead('y', graph.into(a, 'k', where=lambda r: r.detail == 'z'))",
        "not_applicable_instead('y', graph.into(a, 'k', where=lambda r: r.detail == 'z'))",
        "graph.into(a, 'k')",
        "r.detail != 'z'",
        "lambda r: not r.detail == 'z'",
    }


def test_mutants_leave_the_code_they_come_from_alone(tmp_path: Path) -> None:
    module = tmp_path / "probe.py"
    module.write_text("def probe(a):\n    return met('x') if a else gap('y')\n")
    trees = [ast.unparse(mutant.tree) for mutant in mutants.mutants_of(module)]
    assert len(set(trees)) == len(trees) == 5
