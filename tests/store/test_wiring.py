from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from buttress import wiring
from tests.store import content

if TYPE_CHECKING:
    import pytest

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "orders"
REVIEW = f"""
import sys, buttress
from buttress.cli import review
from buttress.report.terminal import as_text
as_text(buttress.review({str(EXAMPLE)!r}))
print(*sorted({{"alembic", "platformdirs", "psycopg", "sqlalchemy"}} & set(sys.modules)))
"""


def test_the_store_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTRESS_STORE", str(tmp_path / "mine.db"))
    store = wiring.open_store()
    store.create(content.workload())
    store.close()
    assert (tmp_path / "mine.db").is_file()


def test_the_store_is_where_somebody_says(tmp_path: Path) -> None:
    store = wiring.open_store(str(tmp_path / "named.db"))
    store.pin(content.lens())
    store.close()
    assert (tmp_path / "named.db").is_file()


def test_a_review_without_a_store_imports_nothing_of_one() -> None:
    done = subprocess.run([sys.executable, "-c", REVIEW], check=True, capture_output=True, text=True)
    assert done.stdout == "\n"
