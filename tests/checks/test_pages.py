"""Every check says of every template on its page what the page marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.evidence.agreement import disagreements
from tests.checks import pages

if TYPE_CHECKING:
    from pathlib import Path

CASES = [pytest.param(module, number, id=f"{pages.name_of(module)}-{number + 1}") for module, number in pages.fences()]


@pytest.mark.parametrize(("module", "number"), CASES)
def test_check_says_what_its_page_marks(module: Path, number: int) -> None:
    page = pages.page_of(module)
    complaints = disagreements(pages.check_of(module), page, page.fences[number], pages.graph_of)
    assert not complaints, "\n" + "\n".join(complaints)
