"""Takes the pictures of the conversation that docs/conversation.md shows; run by `make docs`.

The example is reviewed, kept in a store of its own, and talked about by keyboard. The clock stands still and the screen
has a hundred columns and thirty lines, so that equal code gives equal pictures. An argument names another folder.
"""

from __future__ import annotations

import asyncio
import datetime
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from buttress import wiring
from buttress.answers.answer import Answer
from buttress.application.keeping import Origin, keep_review
from buttress.application.moving import jumped
from buttress.application.opening import opened
from buttress.application.session import Sitting
from buttress.application.snapshotting import snapshot_of
from buttress.application.workload import Participant
from buttress.cli.conversation.app import Conversation
from buttress.store.opening import open_store

if TYPE_CHECKING:
    from buttress.application.session import Session
    from buttress.application.store import Store

TOP = Path(__file__).resolve().parent.parent
SIZE = (100, 30)
BEGAN = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
NOW = BEGAN + datetime.timedelta(minutes=12, seconds=40)
PEOPLE = (
    Participant("Jane", ("owner", "developer"), BEGAN),
    Participant("Ben", ("operator",), BEGAN),
)
PICTURES = {
    "question": ("REL5", ("x", "c", "y", "a")),
    "evidence": ("REL5", ("down", "down", "e")),
    "why": ("REL5", ("question_mark",)),
    "jump": ("REL5", ("j", *"time")),
    "reason": ("SEC5", ("n",)),
    "conflict": ("SUS1", ("y",)),
}
"""The question that each picture begins at, and the keys that are pressed."""


def kept(folder: Path) -> Store:
    """Review the example and keep it, with one answer that somebody else gives while the others talk."""
    store = open_store(str(folder / "store.db"), lambda: BEGAN)
    review = wiring.review([TOP / "examples" / "orders"])
    keep_review(store, "orders", snapshot_of(review), Origin(()), BEGAN)
    return store


async def picture(session: Session, store: Store, keys: tuple[str, ...]) -> str:
    """Press keys, and give the screen as SVG, without the fonts that it would load from elsewhere."""
    app = Conversation(session, store, lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(title="buttress converse orders")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def taken(name: str) -> str:
    """Take one picture."""
    question, keys = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        store = kept(Path(folder))
        session = jumped(opened(store, "orders", Sitting("Jane", PEOPLE), BEGAN), question)
        if name == "conflict":
            store.answer("orders", [Answer("SUS01-BP01", "absent", "Kim", NOW, note="it was never looked at")])
        svg = asyncio.run(picture(session, store, keys))
        store.close()
    return svg


def main() -> int:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TOP / "docs"
    for name in PICTURES:
        (folder / f"conversation-{name}.svg").write_text(taken(name), encoding="utf-8")
        print(f"docs/conversation-{name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
