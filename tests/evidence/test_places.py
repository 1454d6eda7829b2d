"""Verdicts follow the text that they are about."""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING

import pytest

from tests.corpus import Entry, entries, graph_of_text, judged, text_at

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.evidence.record import Evidence

Seen = dict[tuple[str, str], tuple[str, str]]


@functools.cache
def seen(text: str) -> Seen:
    """Give for each check and resource the state, and the text of the line that the evidence cites."""
    lines = text.splitlines()

    def line_of(found: Evidence) -> str:
        return lines[found.location.line - 1].strip() if found.resource != "workload" else ""

    return {(found.check.id, found.resource): (found.state, line_of(found)) for found in judged(graph_of_text(text))}


def commented(text: str, chance: random.Random) -> str:
    """Put comments and blank lines between the resources of a YAML text, where no block scalar can be cut."""
    lines = []
    inside = False
    for line in text.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line.startswith("Resources:")
        starts = inside and line.startswith("  ") and line[2:3].isalnum() and line.rstrip().endswith(":")
        if starts and chance.random() < 0.5:
            lines += ["", "  # a comment: of nothing [much", ""]
        lines.append(line)
    return "\n".join(["# first", "", *lines, ""])


def reordered(text: str, chance: random.Random) -> str:
    """Shuffle the resources of a YAML text that is indented by two."""
    head, marker, body = text.partition("\nResources:\n")
    blocks: list[list[str]] = [[]]
    tail: list[str] = []
    for line in body.splitlines():
        if tail or (line and not line[0].isspace() and not line.startswith("#")):
            tail.append(line)
        elif line.startswith("  ") and line[2:3].isalnum():
            blocks.append([line])
        else:
            blocks[-1].append(line)
    first, rest = blocks[0], blocks[1:]
    chance.shuffle(rest)
    return "\n".join([head + marker + "\n".join([*first, *(line for block in rest for line in block), *tail]), ""])


def yaml_entries(shared: Path) -> list[Entry]:
    return [entry for entry in entries(shared) if entry.kind in ("sam-yaml", "cfn-yaml")]


@pytest.mark.parametrize("part", range(8))
def test_comments_and_blank_lines_move_places_and_nothing_else(shared: Path, part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - a test's dice
    compared = 0
    for entry in yaml_entries(shared)[part::8]:
        text = text_at(shared, entry)
        before, after = seen(text), seen(commented(text, chance))
        assert after == before, entry.path
        compared += len(before)
    assert compared > 100


@pytest.mark.parametrize("part", range(8))
def test_the_order_of_resources_changes_no_verdict(shared: Path, part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - a test's dice
    compared = 0
    for entry in yaml_entries(shared)[part::8]:
        text = text_at(shared, entry)
        if "\nResources:\n" not in text or "\n  #" in text or "&" in text:
            continue
        before, after = seen(text), seen(reordered(text, chance))
        assert {key: state for key, (state, _) in after.items()} == {
            key: state for key, (state, _) in before.items()
        }, entry.path
        compared += len(before)
    assert compared > 50
