"""Reads the proposals of a workload: sketches, draw.io diagrams and Mermaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.sketch.files import proposals_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.worlds import Worlds
    from buttress.sources.discovery import Workplace
    from buttress.sources.reading import Reading


def proposals_reading(workplace: Workplace, worlds: Worlds, others: Sequence[Reading]) -> Reading:
    """Read the proposals of a workplace beside what other sources made of it.

    A file that somebody named is read. Those in a folder are read where no other source found an architecture: a
    drawing of what is there must not double it.
    """
    built = any(reading.resources for reading in others)
    claimed = {file for reading in others for file in reading.claimed}
    proposals, reading = proposals_in(workplace, claimed, folders=not built)
    taken = {resource.id for other in others for resource in other.resources}
    if proposals:
        from buttress.sources.sketch.making import add_proposal  # noqa: PLC0415 - most reviews have no proposal
    for proposal in proposals:
        add_proposal(proposal, reading, worlds, taken)
        reading.claimed.add(proposal.file)
    return reading
