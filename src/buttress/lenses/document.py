"""Reads lens documents: a folder with `lens.yaml` and one YAML file for each pillar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.lenses.entry import Entry, read_entry
from buttress.lenses.guidance import (
    CHOICE_KEYS,
    QUESTION_KEYS,
    practice_guide,
    practice_page,
    question_guide,
    question_page,
)
from buttress.lenses.guide import Guides
from buttress.lenses.lens import WORKLOAD, Concerns, Facet, Lens, Pillar, Practice, Question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from buttress.lenses.guide import PracticeGuide, QuestionGuide
    from buttress.lenses.lens import PracticeClass, Quantifier, Risk

WHY_CONCERNS: Final[Mapping[PracticeClass, str]] = {
    "A": "a practice of class A is decided by configuration, so it must say what it concerns",
    "P": (
        "a practice of class P is supported or contradicted by evidence, so it must say what it concerns: "
        "`workload: true`, facets with their types, or both"
    ),
}
"""Why a practice of a class cannot leave its concerns out; class C has none."""

FRAMEWORK: Final = "wellarchitected"
"""The lens whose codes stand alone; those of other lenses are qualified by the lens."""

RANKS: Final[Mapping[str, Risk]] = {
    "high": "high",
    "medium": "medium",
    "low": "low",
    "required": "high",
    "good": "medium",
    "best": "low",
}
"""The words for how much a practice matters, of both lenses, and the risk that each stands for."""

CLASSES: Final[tuple[PracticeClass, ...]] = ("A", "P", "C")
QUANTIFIERS: Final[tuple[Quantifier, ...]] = ("every", "any", "share")
SOURCES: Final = re.compile(r"(?:([ILRBG])(?!.*\1))+")
"""Letters for where evidence can come from: templates, live account, repository, billing, game days."""


def read_lens(folder: Path) -> Lens:
    """Read the documents of one lens; raises LensError with file, line and column where one is malformed."""
    head = read_entry(folder / "lens.yaml")
    head.has_only("id", "name", "description", "applies_to", "pillars")
    lens_id = head.text("id")
    pillars = tuple(_pillar(read_entry(folder / f"{name}.yaml"), lens_id) for name in head.texts("pillars"))
    return Lens(lens_id, head.text("name"), head.texts("applies_to"), pillars)


def read_guides(folder: Path) -> Guides:
    """Read what leads the conversation from the documents of one lens, by the codes of its questions and practices.

    Raises LensError where a question or practice lacks a text, or where one needs a practice that the lens has not.
    """
    head = read_entry(folder / "lens.yaml")
    lens_id = head.text("id")
    questions: dict[str, QuestionGuide] = {}
    practices: dict[str, PracticeGuide] = {}
    for name in head.texts("pillars"):
        for entry in read_entry(folder / f"{name}.yaml").entries("questions"):
            ours, code = lens_id == FRAMEWORK, entry.text("code")
            opening = question_guide(entry, question_page(code) if ours else "")
            questions[_qualified(lens_id, code)] = opening
            for choice in entry.entries("choices"):
                choice_id = choice.text("id")
                page = practice_page(choice_id) if ours else ""
                key = choice.text("code") if ours else _qualified(lens_id, choice_id)
                practices[key] = practice_guide(choice, opening.who, page)
    return Guides(questions, practices)


def _pillar(document: Entry, lens_id: str) -> Pillar:
    document.has_only("lens", "pillar", "questions")
    document.word("lens", (lens_id,))
    pillar = document.entry("pillar")
    pillar.has_only("id", "name")
    questions = tuple(_question(entry, lens_id, pillar.text("id")) for entry in document.entries("questions"))
    return Pillar(pillar.text("id"), pillar.text("name"), questions)


def _question(entry: Entry, lens_id: str, pillar: str) -> Question:
    entry.has_only("id", "code", "title", *QUESTION_KEYS, "choices")
    question_id, code = entry.text("id"), entry.text("code")
    practices = tuple(_practice(choice, lens_id, question_id) for choice in entry.entries("choices"))
    return Question(lens_id, question_id, _qualified(lens_id, code), entry.text("title"), pillar, practices)


def _practice(entry: Entry, lens_id: str, question_id: str) -> Practice:
    entry.has_only("id", "code", "title", "risk", "class", "sources", "concerns", *CHOICE_KEYS)
    choice_id = entry.text("id")
    kind = entry.word("class", CLASSES)
    rank = entry.word("risk", RANKS)
    return Practice(
        lens=lens_id,
        code=entry.text("code") if lens_id == FRAMEWORK else _qualified(lens_id, choice_id),
        choice_id=choice_id,
        question_id=question_id,
        title=entry.text("title"),
        risk=RANKS[rank],
        rank=rank,
        practice_class=kind,
        sources=_sources(entry, kind),
        concerns=_concerns(entry, kind),
    )


def _qualified(lens_id: str, name: str) -> str:
    return name if lens_id == FRAMEWORK else f"{lens_id}:{name}"


def _sources(entry: Entry, kind: PracticeClass) -> str:
    """Read the letters of where evidence can come from; what only a conversation can answer has none."""
    if kind == "C":
        if entry.get("sources") is not None:
            entry.refuse("a practice of class C is talked about, so it has no sources", entry.get("sources"))
        return ""
    letters = entry.text("sources")
    if not SOURCES.fullmatch(letters):
        entry.refuse(f"sources is {letters!r}; write letters of ILRBG, each once", entry.get("sources"))
    return letters


def _concerns(entry: Entry, kind: PracticeClass) -> Concerns | None:
    if entry.get("concerns") is None:
        if kind in WHY_CONCERNS:
            entry.refuse(WHY_CONCERNS[kind])
        return None
    concerns = entry.entry("concerns")
    if kind == "C":
        concerns.refuse("a practice of class C is talked about, so it concerns no resources")
    concerns.has_only("workload", "quantifier", "checks", "facets")
    whole = concerns.get("workload") is not None
    if whole:
        concerns.word("workload", ("true",))
    facets = _facets(concerns, whole=whole)
    if not whole and any(WORKLOAD in facet.types for facet in facets):
        concerns.refuse("a facet is about the workload, so the practice always applies; write `workload: true` as well")
    return Concerns(whole, facets)


def _facets(concerns: Entry, *, whole: bool) -> tuple[Facet, ...]:
    """Read the facets; a practice of the workload that names none has one that nothing decides yet."""
    facets = tuple(map(_facet, concerns.entries("facets")))
    checks = concerns.texts("checks")
    if checks or (whole and not facets):
        return (Facet("the workload", (WORKLOAD,), _quantifier(concerns), checks), *facets)
    if not facets:
        concerns.refuse("concerns needs workload, facets or both")
    return facets


def _facet(facet: Entry) -> Facet:
    facet.has_only("name", "types", "quantifier", "checks")
    types = facet.texts("types")
    if not types:
        facet.refuse("a facet names at least one resource type")
    return Facet(facet.text("name"), types, _quantifier(facet), facet.texts("checks"))


def _quantifier(entry: Entry) -> Quantifier:
    return entry.word("quantifier", QUANTIFIERS) if entry.get("quantifier") is not None else "every"
