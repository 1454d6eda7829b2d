"""The pages of the guide: one for each question and practice, as they stand in docs/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from buttress import wiring
from buttress.report.guide_pages import guide_pages

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "lenses"


def test_the_pages_in_docs_are_made_of_the_guide_as_it_is() -> None:
    pages = guide_pages(wiring.catalogue())
    assert len(pages) == 1 + 66 + 345
    kept = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md")}
    assert kept == pages, "make docs writes them anew"


def test_links_between_pages_lead_somewhere() -> None:
    pages = guide_pages(())
    for name, text in pages.items():
        for link in re.findall(r"\]\((?!https)([^)]+)\)", text):
            assert (FOLDER / name).parent.joinpath(link).resolve().relative_to(FOLDER).as_posix() in pages, (name, link)
