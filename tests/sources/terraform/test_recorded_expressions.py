"""What expressions come to, held against what a real Terraform said: see `scripts/record_terraform.py`."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.terraform.evaluating import read
from tests.sources.terraform.recording import RECORDED, Unknown, evaluated, has_unknown, recorded, spelled

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.sources.terraform.instance import Instance

SAID: dict[str, dict[str, Any]] = recorded("expressions.json")
DIFFERENT: dict[str, list[str]] = json.loads((RECORDED / "differences.json").read_text(encoding="utf-8"))
"""By reason: the expressions of which we do not say what Terraform 0.15 says."""
LISTED = {expression for expressions in DIFFERENT.values() for expression in expressions}


def ours(instance: Instance | None) -> Any:  # noqa: ANN401 - a value of Python
    """Give what we say: not known where the expression cannot even be read."""
    node = None if instance is None else instance.attributes.value.get("it")
    return Unknown("it is not read") if instance is None or node is None else evaluated(node, instance.scope)


def agrees(said: dict[str, Any], value: object) -> bool:
    """Say whether a value is the one that Terraform gave, or not known where Terraform refuses or waits."""
    return spelled(value) == spelled([said["value"]]) if "value" in said else has_unknown(value)


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Evaluate all expressions in one folder, a file each, and give those on which we differ."""
    folder: Path = tmp_path_factory.mktemp("expressions")
    shutil.copytree(RECORDED / "inputs", folder, dirs_exist_ok=True)
    files = {
        f"e{n}.tf": f'resource "x" "e{n}" {{\n  it = [\n{expression}\n]\n}}\n' for n, expression in enumerate(SAID)
    }
    found = read(folder, files)
    values = {expression: ours(found.instances.get(f".#x.e{n}")) for n, expression in enumerate(SAID)}
    return {expression for expression, said in SAID.items() if not agrees(said, values[expression])}


def test_every_expression_is_what_terraform_says_but_for_those_listed_with_a_reason(differing: set[str]) -> None:
    assert differing - LISTED == set()


def test_no_difference_is_listed_that_is_none(differing: set[str]) -> None:
    assert LISTED - differing == set()


def test_most_is_decided_and_little_is_listed() -> None:
    assert len(SAID) > 2000
    assert len(LISTED) < 70
