"""The documented examples once more, written in Terraform's language and read from a folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.terraform.evaluating import read
from tests.sources.terraform.functions.evaluating import INVALID, NOT_KNOWN, Fn
from tests.sources.terraform.functions.test_documented import FILES, ROWS

if TYPE_CHECKING:
    from pathlib import Path

ENCODERS = ("jsonencode", "yamlencode")


def written(value: Any) -> str:  # noqa: ANN401 - a value of Python
    """Write a value in Terraform's language."""
    if isinstance(value, Fn):
        return f"{value.name}({', '.join(map(written, value.arguments))})"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{written(key)} = {written(member)}' for key, member in value.items())}}}"
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("${", "$${").replace("%{", "%%{") if isinstance(value, str) else text


def expression(name: str, arguments: tuple[Any, ...]) -> str:
    """Write a call, and around one that encodes another that sees its text."""
    call = written(Fn(name, arguments))
    return f'trimprefix({call}, "")' if name in ENCODERS else call


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Read one resource whose attributes are all examples."""
    folder: Path = tmp_path_factory.mktemp("examples")
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    lines = [f"  r{number} = {expression(name, arguments)}" for number, (name, arguments, _) in enumerate(ROWS)]
    found = read(folder, {"main.tf": "\n".join(['resource "x" "y" {', *lines, "}", ""])})
    assert not found.reading.problems
    return found.values("x.y")


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row[0]}-{number}" for number, row in enumerate(ROWS)])
def test_a_written_call_gives_what_its_documentation_shows(number: int, results: dict[str, Any]) -> None:
    """What is refused or not known is a reason."""
    found, expected = results.get(f"r{number}"), ROWS[number][2]
    assert _without_reasons(found) == _without_reasons(expected)


def _without_reasons(value: Any) -> Any:  # noqa: ANN401 - a value of Python
    """Put a question mark in place of all that says why something is not known."""
    if isinstance(value, dict):
        return {key: _without_reasons(member) for key, member in value.items()}
    if isinstance(value, str) and (value.startswith("?") or value in (INVALID, NOT_KNOWN)):
        return "?"
    return value
