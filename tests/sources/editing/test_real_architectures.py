"""Real templates and configurations, fixed wherever a setting does: nothing breaks, and nothing becomes a gap."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from buttress import review
from tests.conftest import SHARED, SHARED_IS_ABSENT
from tests.fixing import fixes_of

if TYPE_CHECKING:
    from buttress.application.review import Review

MOST_BYTES: Final = 60_000
TEMPLATES: Final = 40
ROOTS: Final = 12


def rows() -> list[dict[str, str]]:
    """Gives the manifest, nothing where it is absent."""
    manifest = SHARED / "architectures" / "manifest.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def spread(paths: list[str], count: int) -> list[str]:
    """Gives so many paths, spread evenly over all."""
    return paths[:: max(1, len(paths) // count)][:count]


def templates() -> list[str]:
    """Gives templates of a size that keeps the test short."""
    found = [row["path"] for row in rows() if row["kind"].split("-")[0] in ("cfn", "sam")]
    return spread([path for path in found if _size(path) < MOST_BYTES], TEMPLATES)


def roots() -> list[str]:
    """Gives folders of Terraform."""
    found = {file.parent for file in (SHARED / "architectures").rglob("*.tf") if "aws_" in file.read_text()}
    return spread(sorted(path.relative_to(SHARED / "architectures").as_posix() for path in found), ROOTS)


def _size(path: str) -> int:
    return (SHARED / "architectures" / path).stat().st_size


def gaps(found: Review) -> set[tuple[str, str]]:
    """Gives the gaps of a review, each by check and resource."""
    return {(record.check.id, record.resource) for record in found.evidence if record.state == "gap"}


def held(path: Path) -> int:
    """Fixes all that can be fixed, holds it to what it promises, and gives how many gaps it closed."""
    before = review(path)
    found = fixes_of(path)
    base = path if path.is_dir() else path.parent
    for change in found.files:
        (base / change.file).write_bytes(change.after.encode())
    after = review(path)
    closed = {(patch.evidence.check.id, patch.evidence.resource) for patch in found.patches}
    assert gaps(after) <= gaps(before) - closed
    assert len(after.graph.unread) <= len(before.graph.unread)
    assert fixes_of(path).patches == ()
    return len(closed)


@pytest.mark.skipif(not SHARED.is_dir(), reason=SHARED_IS_ABSENT)
def test_real_templates_have_every_gap_closed_that_is_said_to_be(tmp_path: Path) -> None:
    closed = 0
    for number, name in enumerate(templates()):
        copy = tmp_path / str(number) / Path(name).name
        copy.parent.mkdir()
        copy.write_bytes((SHARED / "architectures" / name).read_bytes())
        closed += held(copy)
    assert closed > TEMPLATES


@pytest.mark.skipif(not SHARED.is_dir(), reason=SHARED_IS_ABSENT)
def test_real_configurations_have_every_gap_closed_that_is_said_to_be(tmp_path: Path) -> None:
    closed = 0
    for number, name in enumerate(roots()):
        copy = tmp_path / str(number)
        shutil.copytree(SHARED / "architectures" / name, copy)
        closed += held(copy)
    assert closed > ROOTS
