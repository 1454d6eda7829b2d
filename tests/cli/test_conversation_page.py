from __future__ import annotations

import html
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from buttress.application.answers_file import read_answers_file
from buttress.application.filing import filed
from buttress.cli.conversation.keys import KEYS
from tests.application.talk import LATER, store_with, talk
from tests.conftest import TOP

if TYPE_CHECKING:
    from pathlib import Path

PAGE = TOP / "docs" / "conversation.md"


def words(picture: Path) -> list[str]:
    """Give the texts of a picture; its ids and places may differ."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text("utf-8"))]


def test_the_pictures_are_those_of_today(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(TOP / "scripts" / "conversation_pictures.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name: words(path) for path in tmp_path.glob("*.svg")}
    committed = {path.name: words(path) for path in (TOP / "docs").glob("conversation-*.svg")}
    assert made == committed, "make docs takes them again"


def test_the_page_shows_every_picture_and_every_key() -> None:
    page = PAGE.read_text("utf-8")
    pictures = {path.name for path in (TOP / "docs").glob("conversation-*.svg")}
    assert set(re.findall(r"\((conversation-[a-z]+\.svg)\)", page)) == pictures
    rows = [f"| `{key}` | {what} |" for key, what in KEYS]
    assert [row for row in rows if row not in page] == []


def test_the_file_that_the_page_shows_is_taken() -> None:
    text = PAGE.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    store = store_with()
    session = filed(talk(store), store, read_answers_file(text, "answers.yaml"), LATER)
    assert {"REL05-BP04", "REL05-BP06", "REL10-BP01"} <= set(session.answers)
    assert len(session.remarks) == 2
