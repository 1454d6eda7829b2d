"""Which files of a workload hold proposals, and what each is."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.text import MOST_BYTES, text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading

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
DIAGRAM: Final = re.compile(rb"<mxfile|<mxGraphModel")
SKETCH: Final = re.compile(rb"^[\"']?(?:boxes|sketch)[\"']?\s*:", re.MULTILINE)
"""What a sketch has and few other YAML files have, at the start of a line."""

log = logging.getLogger("buttress")


def proposals_in(workplace: Workplace, claimed: Collection[str], *, folders: bool) -> tuple[list[Proposal], Reading]:
    """Read the proposals among the files of a workplace, and what could not be read.

    Markdown is read only where somebody named it. Without `folders` only what somebody named is read; with them
    diagrams only where there is no sketch, because they draw the same. The rest is counted in the log.
    """
    proposals: list[Proposal] = []
    reading = Reading()
    left = 0
    for found in sorted(workplace.files, key=lambda found: found.path.suffix.lower() not in YAML):
        if found.shown in claimed:
            continue
        sketched = bool(proposals) and proposals[0].kind == "sketch"
        if not found.named and not (folders and (found.path.suffix.lower() in YAML or not sketched)):
            left += found.path.name.lower().endswith(TELLING)
        elif _may_be_one(found):
            _add(found, proposals, reading)
    if left:
        log.info("%d drawings lie beside what is reviewed and are not; name one to review it", left)
    return sorted(proposals, key=lambda proposal: proposal.file), reading


def _add(found: Found, proposals: list[Proposal], reading: Reading) -> None:
    """Read a file; what is wrong with it as a whole is told in its place.

    Mermaid draws much that is no architecture, so that is wrong only with a file that somebody named.
    """
    try:
        proposal = _read(found)
    except SourceError as error:
        if not found.named and found.path.suffix.lower() in MERMAID:
            return
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
    return bool(SKETCH.search(start)) if ending in YAML else bool(DIAGRAM.search(start))


def _read(found: Found) -> Proposal | None:
    """Read a file by its kind; the readers are imported where they are needed, as reading XML alone takes as long to
    import as a small review takes.
    """
    ending = found.path.suffix.lower()
    text = text_of_file(found.path, found.shown)
    if ending in YAML:
        from buttress.sources.sketch.yaml_sketch import read_sketch  # noqa: PLC0415 - see above

        return read_sketch(text, found.shown)
    if ending in DRAWIO:
        from buttress.sources.sketch.drawio import read_drawio  # noqa: PLC0415 - see above

        return read_drawio(text, found.shown)
    from buttress.sources.sketch.mermaid import read_markdown, read_mermaid  # noqa: PLC0415 - see above

    return read_mermaid(text, found.shown) if ending in MERMAID else read_markdown(text, found.shown)
