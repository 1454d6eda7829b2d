"""Values given for the variables of a root, in Terraform's order of precedence.

Source: "Variable Definition Precedence" of the Terraform language documentation: `terraform.tfvars`,
`terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` by name, then what the command line gives.
Terraform takes `-var` and `-var-file` in the order of its command line. Ours does not keep the order between the two: a
value given by itself wins over one in a file, and a later file over an earlier one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import SCALAR, Node
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.terraform.modules import folder_of
from buttress.sources.terraform.syntax.bodies import read_expression, read_hcl
from buttress.sources.terraform.syntax.json_syntax import json_values
from buttress.sources.terraform.syntax.scanner import NoSyntax

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from buttress.sources.discovery import Workplace
    from buttress.sources.terraform.evaluation.variable import Variable

FIRST: Final = {"terraform.tfvars": 0, "terraform.tfvars.json": 1}
VALUES: Final = (".tfvars", ".tfvars.json")
COMMAND_LINE: Final = "--var"


def files_of(workplace: Workplace, folder: str) -> list[tuple[Path, str]]:
    """Give the files of values that Terraform reads by itself in a root's folder, the one that wins last."""
    ranked = [
        (rank, one.path, one.shown)
        for one in workplace.files
        if one.shown.endswith(VALUES) and (rank := _rank(one.path.name)) is not None
    ]
    found = [one for one in ranked if folder_of(one[2]) == folder]
    return [(path, shown) for _, path, shown in sorted(found, key=lambda one: (one[0], one[2]))]


def _rank(name: str) -> tuple[int, str] | None:
    if name in FIRST:
        return FIRST[name], name
    return (2, name) if name.endswith((".auto.tfvars", ".auto.tfvars.json")) else None


def values_in(path: Path, shown: str) -> tuple[dict[str, Node], Sequence[Problem]]:
    """Read a file of values; raises `SourceError` for one that cannot be read at all."""
    text = text_of_file(path, shown)
    if PurePosixPath(shown).suffix == ".json":
        return json_values(text, shown), ()
    document = read_hcl(text, shown)
    return dict(document.attributes), document.problems


def from_files(files: Iterable[tuple[Path, str]], problems: list[Problem]) -> dict[str, Node]:
    """Read files of values, a later one winning; what is wrong with them is added to the problems."""
    values: dict[str, Node] = {}
    for path, shown in files:
        try:
            found, wrong = values_in(path, shown)
        except SourceError as error:
            problems.append(replace(error.problem, stops=True))
            continue
        values.update(found)
        problems += wrong
    return values


def from_command_line(
    given: Mapping[str, str], variables: Mapping[str, Variable], problems: list[Problem]
) -> dict[str, Node]:
    """Read `--var` values: literal text for strings, expressions for all other types."""
    values: dict[str, Node] = {}
    for name, text in given.items():
        variable = variables.get(name)
        if variable is None:
            continue
        origin = Node(SCALAR, text, COMMAND_LINE, 1)
        if variable.type.name in ("string", "any"):
            values[name] = origin
            continue
        try:
            values[name] = read_expression(text, origin)
        except NoSyntax as error:
            message = f"the value given for {name} is no {variable.type.name}: {error.message}"
            problems.append(Problem(COMMAND_LINE, 0, 0, message, "Write it as Terraform's language does."))
    return values
