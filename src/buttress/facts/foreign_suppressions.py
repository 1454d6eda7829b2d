"""The rules of other tools whose documented meaning is that of one of our checks.

A suppression that somebody wrote for such a rule says the same about ours.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, read_table

_COLUMNS: Final = ("tool", "id", "check")

Rule = tuple[str, str]
"""A tool (`checkov`, `cfn-lint`, `cdk-nag`) and the id of one of its rules."""


def checks_meant_by(tool: str, rule: str) -> tuple[str, ...]:
    """Give the ids of the checks that mean what a rule of another tool means, none where no check does."""
    return _rules().get((tool, rule), ())


def read_rules(path: Path) -> Mapping[Rule, tuple[str, ...]]:
    """Read a table of rules; raises FactsError when a row is malformed."""
    found: dict[Rule, tuple[str, ...]] = {}
    for row in read_table(path, _COLUMNS):
        rule = row.one_of("tool", ("checkov", "cfn-lint", "cdk-nag")), row.text("id")
        found[rule] = (*found.get(rule, ()), row.text("check"))
    return found


@cache
def _rules() -> Mapping[Rule, tuple[str, ...]]:
    return read_rules(FOLDER / "foreign_suppressions.tsv")
