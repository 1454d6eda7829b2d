"""Which files of a workload hold proposals, and what each is."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.text import MOST_BYTES, text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading
from buttress.sources.sketch.drawio import is_drawio, read_drawio
from buttress.sources.sketch.mermaid import read_markdown, read_mermaid
from buttress.sources.sketch.yaml_sketch import read_sketch

if TYPE_CHECKING:
    from collections.abc import Collection

    from buttress.sources.discovery import Found, Workplace
    from buttress.sources.sketch.proposal import Proposal

YAML: Final = (".yaml", ".yml")
DRAWIO: Final = (".drawio", ".dio", ".xml")
MERMAID: Final = (".mmd", ".mermaid")
MARKDOWN: Final = (".md", ".markdown")
TELLING: Final = (".sketch.yaml", ".sketch.yml", ".drawio", ".dio", *MERMAID)
"""How the names of files end that hold proposals as a rule; they are counted without being looked into."""
FIRST_BYTES: Final = 4096
SKETCH: Final = re.compile(rb"^[\"']?(?:boxes|sketch)[\"']?\s*:", re.MULTILINE)
"""What a sketch has and few other YAML files have, at the start of a line."""

log = logging.getLogger("buttress")


def proposals_in(workplace: Workplace, claimed: Collection[str], *, folders: bool) -> tuple[list[Proposal], Reading]:
    """Read the proposals among the files of a workplace, and what could not be read.

    Markdown is read only where somebody named it. Without `folders` only what somebody named is read, and the rest is
    counted in the log.
    """
    proposals: list[Proposal] = []
    reading = Reading()
    left = 0
    for found in workplace.files:
        if found.shown in claimed:
            continue
        if not found.named and not folders:
            left += found.path.name.lower().endswith(TELLING)
        elif _may_be_one(found):
            _add(found, proposals, reading)
    if left:
        log.info("%d drawings lie beside templates and are not reviewed; name one to review it", left)
    return proposals, reading


def _add(found: Found, proposals: list[Proposal], reading: Reading) -> None:
    """Read a file; what is wrong with it as a whole is told in its place."""
    try:
        proposal = _read(found)
    except SourceError as error:
        reading.problems.append(replace(error.problem, stops=True))
        reading.claimed.add(found.shown)
    else:
        proposals.extend([proposal] if proposal is not None else [])


def _may_be_one(found: Found) -> bool:
    """Say by a cheap look whether a file can hold a proposal."""
    ending = found.path.suffix.lower()
    if ending in MERMAID:
        return True
    if ending in MARKDOWN:
        return found.named
    if ending not in YAML + DRAWIO:
        return False
    try:
        with found.path.open("rb") as file:
            start = file.read(MOST_BYTES if ending in YAML else FIRST_BYTES)
    except OSError:
        return found.named and ending in DRAWIO
    return bool(SKETCH.search(start)) if ending in YAML else is_drawio(start.decode("utf-8", "replace"))


def _read(found: Found) -> Proposal | None:
    ending = found.path.suffix.lower()
    text = text_of_file(found.path, found.shown)
    if ending in YAML:
        return read_sketch(text, found.shown)
    if ending in DRAWIO:
        return read_drawio(text, found.shown)
    return read_mermaid(text, found.shown) if ending in MERMAID else read_markdown(text, found.shown)
