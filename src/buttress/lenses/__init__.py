"""Lenses: what a review asks, which practices count as an answer, and which checks decide them."""

from __future__ import annotations

from buttress.lenses.errors import LensError
from buttress.lenses.lens import Concerns, Facet, Lens, Pillar, Practice, Question
from buttress.lenses.library import lens, lens_ids, lenses, practice, practices
from buttress.lenses.retired import current

__all__ = [
    "Concerns",
    "Facet",
    "Lens",
    "LensError",
    "Pillar",
    "Practice",
    "Question",
    "current",
    "lens",
    "lens_ids",
    "lenses",
    "practice",
    "practices",
]
