"""Turns a lens in our format (a folder of YAML documents) into the JSON values of a custom lens.

What our format says in fields of its own goes into AWS's display texts (`layout`); what is not for reading, such as
codes and what a practice concerns, goes under the key `_buttress`. Keys of AWS's format, and unknown ones, pass as
they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
import yaml

from buttress.lenses.custom import layout
from buttress.lenses.custom.linting import BYTES
from buttress.lenses.custom.model import DEFAULT, SCHEMA_VERSION
from buttress.lenses.document import FRAMEWORK, RANKS
from buttress.lenses.entry import Entry, read_entry
from buttress.lenses.guidance import practice_guide, practice_page, question_guide, question_page
from buttress.lenses.rules import rules_for
from buttress.lenses.rules.condition import written
from buttress.lenses.rules.evaluation import NONE_OF_THESE, WORDS
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from buttress.lenses.guide import PracticeGuide, QuestionGuide, Role

META: Final = "_buttress"
EXTRA: Final = "extra"
"""Where our documents keep keys of AWS's JSON that are called like keys of ours."""

QUESTION_TEXTS: Final = ("why", "ask", "dig_deeper", "read")
CHOICE_TEXTS: Final = ("ask", "dig_deeper", "good_looks_like", "done_when", "if_absent", "steps", "effort", "read")
QUESTION_META: Final = ("code", "who")
CHOICE_META: Final = ("code", "risk", "class", "sources", "concerns", "who", "needs", "only_if", "same_as")
RISK_WORDS: Final = {level: word for word, level in WORDS.items()}


@dataclass(frozen=True, slots=True)
class Compiled:
    """Holds the JSON values of a lens, and what they do not say of what the documents say."""

    value: dict[str, Any]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fullness:
    meta: bool
    probes: bool
    effort: bool
    left_out: tuple[str, ...]


CONCERNS: Final = "what each practice concerns, its class and sources, who is asked, and what repeats or depends on it"
PROBES: Final = "the probes of choices (dig_deeper)"
EFFORT: Final = "how much work each practice is"
FULLNESS: Final = (
    _Fullness(meta=True, probes=True, effort=True, left_out=()),
    _Fullness(meta=False, probes=True, effort=True, left_out=(CONCERNS,)),
    _Fullness(meta=False, probes=False, effort=True, left_out=(CONCERNS, PROBES)),
    _Fullness(meta=False, probes=False, effort=False, left_out=(CONCERNS, PROBES, EFFORT)),
)
"""How much of the documents is said, from everything down: AWS takes 500 KB."""


def compile_lens(folder: Path) -> Compiled:
    """Read the documents of a lens and give its JSON values; raises LensError where one is malformed.

    What does not fit into AWS's 500 KB is left out, the least needed first, and named in `left_out`.
    """
    head = read_entry(folder / "lens.yaml")
    pillars = [read_entry(folder / f"{name}.yaml") for name in head.texts("pillars")]
    for fullness in FULLNESS:
        value = _lens(head, pillars, fullness)
        if len(orjson.dumps(value)) <= BYTES:
            break
    return Compiled(value, fullness.left_out)


def _lens(head: Entry, pillars: Iterable[Entry], fullness: _Fullness) -> dict[str, Any]:
    values = plain(head)
    known = {"schemaVersion": values.get("schemaVersion", SCHEMA_VERSION), "name": head.text("name", exact=True)}
    if "description" in values:
        known["description"] = values["description"]
    meta = {key: values[key] for key in ("id", "applies_to", "pillars") if key in values}
    lens_id = head.text("id")
    known["pillars"] = [_pillar(pillar, lens_id, fullness) for pillar in pillars]
    return {**known, **({META: meta} if fullness.meta and not values.get("foreign") else {}), **values.get(EXTRA, {})}


def _pillar(document: Entry, lens_id: str, fullness: _Fullness) -> dict[str, Any]:
    pillar = document.entry("pillar")
    questions = [_question(entry, lens_id, fullness) for entry in document.entries("questions")]
    named = {key: pillar.text(key, exact=True) for key in ("id", "name")}
    return {**named, "questions": questions, **plain(pillar).get(EXTRA, {})}


def _question(entry: Entry, lens_id: str, fullness: _Fullness) -> dict[str, Any]:
    values = plain(entry)
    question_id = entry.text("id", exact=True)
    value: dict[str, Any] = {"id": question_id.replace("-", "_"), "title": entry.text("title", exact=True)}
    who: tuple[Role, ...] = ()
    if "ask" in values:
        guide = question_guide(entry, question_page(entry.text("code")) if lens_id == FRAMEWORK else "")
        who = guide.who
        value |= _opened(guide)
    entries = entry.entries("choices")
    value["choices"] = [_choice(choice, lens_id, who, fullness) for choice in entries]
    if "riskRules" not in values and entries and all(choice.get("risk") is not None for choice in entries):
        value["choices"].append({"id": f"{value['id']}{NONE_OF_THESE}", "title": "None of these"})
        value["riskRules"] = _rules(entries)
    meta: dict[str, Any] = {key: values[key] for key in QUESTION_META if key in values}
    meta |= {"id": question_id} if question_id != value["id"] else {}
    return _with_rest(value, values, (*QUESTION_TEXTS, *QUESTION_META), meta if fullness.meta else {})


def _opened(guide: QuestionGuide) -> dict[str, Any]:
    text = layout.question_text({"ask": guide.ask, "dig_deeper": list(guide.dig_deeper)})
    return {"description": text, "helpfulResource": {"displayText": guide.why, "url": guide.read}}


def _choice(entry: Entry, lens_id: str, who: tuple[Role, ...], fullness: _Fullness) -> dict[str, Any]:
    values = plain(entry)
    value: dict[str, Any] = {"id": entry.text("id", exact=True), "title": entry.text("title", exact=True)}
    if "ask" in values:
        page = practice_page(value["id"]) if lens_id == FRAMEWORK else ""
        value |= _led(practice_guide(entry, who or ("owner",), page), fullness)
    meta: dict[str, Any] = {key: values[key] for key in CHOICE_META if key in values} if fullness.meta else {}
    return _with_rest(value, values, (*CHOICE_TEXTS, *CHOICE_META), meta)


def _led(guide: PracticeGuide, fullness: _Fullness) -> dict[str, Any]:
    fields: layout.Fields = {
        "ask": guide.ask,
        "dig_deeper": list(guide.dig_deeper) if fullness.probes else [],
        "good_looks_like": guide.good_looks_like,
        "if_absent": guide.if_absent,
        "steps": list(guide.steps),
        "done_when": guide.done_when,
    }
    if fullness.effort:
        fields |= {"size": guide.effort.size, "because": guide.effort.because}
    return {
        "helpfulResource": {"displayText": layout.choice_text(fields), "url": guide.read},
        "improvementPlan": {"displayText": layout.plan_text(fields)},
    }


def _rules(choices: Iterable[Entry]) -> list[dict[str, str]]:
    ranked = [(choice.text("id"), RANKS[choice.word("risk", RANKS)]) for choice in choices]
    return [
        {"condition": DEFAULT if rule.condition is None else written(rule.condition), "risk": RISK_WORDS[rule.risk]}
        for rule in rules_for(ranked)
    ]


def _with_rest(
    value: dict[str, Any], values: Mapping[str, Any], ours: tuple[str, ...], meta: Mapping[str, Any]
) -> dict[str, Any]:
    """Add what passes as it is: keys of AWS's format, and unknown ones."""
    kept = {key: part for key, part in values.items() if key not in {*ours, "id", "title", "choices", EXTRA}}
    return {**value, **kept, **({META: dict(meta)} if meta else {}), **values.get(EXTRA, {})}


def plain(entry: Entry) -> dict[str, Any]:
    """Give a map of a document as plain values; raises LensError where a tag cannot be one."""
    try:
        return dict(yaml.constructor.SafeConstructor().construct_document(entry.node))
    except yaml.constructor.ConstructorError as error:
        entry.refuse(f"this cannot be read: {error.problem}")
