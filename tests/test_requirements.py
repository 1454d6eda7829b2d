from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
LOCKED = sorted(path.name for path in (TOP / "requirements").glob("*.txt"))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_the_package_and_its_requirements_name_the_same_dependencies() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["conversation"]]
    assert declared == _lines(TOP / "requirements" / "review.in")


@pytest.mark.parametrize("name", LOCKED)
def test_locked_requirements_name_no_address_of_an_index(name: str) -> None:
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", (TOP / "requirements" / name).read_text()) == []


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (TOP / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in requirements if not re.match(r"\S+==\S+.* --hash=sha256:", line)] == []
    assert requirements != []


def test_the_tests_run_with_the_versions_that_users_run_with() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", (TOP / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("review.txt") <= pins("test.txt")
