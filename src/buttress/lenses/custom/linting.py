"""The limits and rules of the custom-lens format: what AWS refuses, and what it takes but will surprise.

From the published specification and, where it is silent, from what was measured on the service in October 2026: the
characters of titles and descriptions, that a `default` rule is not needed, and that unknown keys are taken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

import orjson

from buttress.lenses.custom.model import DEFAULT, SCHEMA_VERSION
from buttress.lenses.custom.values import value_of
from buttress.lenses.rules import ConditionError, parse
from buttress.lenses.rules.condition import choices_of
from buttress.lenses.rules.evaluation import WORDS
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.lenses.custom.model import Choice, CustomLens, Pillar, Question, Resource, RiskRule
    from buttress.lenses.custom.values import Path

Level = Literal["error", "warning"]

BYTES: Final = 500_000
"""The most that ImportLens takes (LensJSON, 2 to 500,000 characters), and the quota of 500 KB for a lens."""
PILLARS, QUESTIONS, CHOICES, RULES, CONTENT = 10, 20, 15, 3, 5
TITLE, TEXT = 128, 2048
ID: Final = re.compile(r"[A-Za-z0-9_]{3,128}")
API_ID: Final = 64
"""The longest id of a choice that the operations of the API take, although the format allows 128."""
WORDING: Final = re.compile(r"[A-Za-z0-9 \n\-_.,:/()@!&#+'?’]*")
"""What lens names and descriptions, pillar names, question titles and descriptions and choice titles may hold."""
KINDS: Final = ("HELPFUL_RESOURCE", "IMPROVEMENT_PLAN")
ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Says what AWS refuses (`error`) or what is likely meant otherwise (`warning`), and where in the JSON."""

    level: Level
    path: Path
    message: str


def lint(lens: CustomLens) -> tuple[Finding, ...]:
    """Give everything that is wrong with a lens, in the order of the lens."""
    return tuple(_lens(lens))


def _lens(lens: CustomLens) -> Iterator[Finding]:
    if lens.schema_version != SCHEMA_VERSION:
        yield _error(("schemaVersion",), f"schemaVersion is {lens.schema_version!r}; write {SCHEMA_VERSION}")
    yield from _worded(lens.name, ("name",), TITLE)
    if lens.description is not None:
        yield from _worded(lens.description, ("description",), TEXT)
    yield from _at_most(len(lens.pillars), PILLARS, "pillars", ("pillars",))
    yield from _unique((pillar.id for pillar in lens.pillars), "pillar", ("pillars",))
    yield from _unique((question.id for question in lens.questions()), "question", ("pillars",))
    for number, pillar in enumerate(lens.pillars):
        yield from _pillar(pillar, ("pillars", number))
    size = len(orjson.dumps(value_of(lens)))
    if size > BYTES:
        yield _error(
            (), f"the lens has {size:,} bytes, and AWS takes {BYTES:,}; make two lenses of it, or shorten texts"
        )


def _pillar(pillar: Pillar, path: Path) -> Iterator[Finding]:
    yield from _identified(pillar.id, path)
    yield from _worded(pillar.name, (*path, "name"), TITLE)
    yield from _at_most(len(pillar.questions), QUESTIONS, "questions", path)
    for number, question in enumerate(pillar.questions):
        yield from _question(question, (*path, "questions", number))


def _question(question: Question, path: Path) -> Iterator[Finding]:
    yield from _identified(question.id, path)
    yield from _worded(question.title, (*path, "title"), TITLE)
    if question.description is not None:
        yield from _worded(question.description, (*path, "description"), TEXT)
    yield from _pointing(question.helpful, (*path, "helpfulResource"))
    yield from _at_most(len(question.choices), CHOICES, "choices", path)
    yield from _unique((choice.id for choice in question.choices), "choice", path)
    for number, choice in enumerate(question.choices):
        yield from _choice(choice, (*path, "choices", number))
    yield from _rules(question, path)


def _choice(choice: Choice, path: Path) -> Iterator[Finding]:
    yield from _identified(choice.id, path)
    if len(choice.id) > API_ID:
        yield _warning((*path, "id"), f"id has {len(choice.id)} characters; operations of the API take {API_ID}")
    yield from _worded(choice.title, (*path, "title"), TITLE)
    yield from _pointing(choice.helpful, (*path, "helpfulResource"))
    if choice.plan is None and not choice.none_of_these:
        yield _error(path, f"{choice.id} has no improvementPlan; only a choice whose id ends in _no does without")
    yield from _pointing(choice.plan, (*path, "improvementPlan"), needs_text=True)
    for number, more in enumerate(choice.additional or ()):
        place = (*path, "additionalResources", number)
        if more.kind not in KINDS:
            yield _error((*place, "type"), f"type is {more.kind!r}; write {' or '.join(KINDS)}")
        yield from _at_most(len(more.content), CONTENT, "entries of content", (*place, "content"))
        for position, resource in enumerate(more.content):
            yield from _pointing(resource, (*place, "content", position))


def _rules(question: Question, path: Path) -> Iterator[Finding]:
    rules = question.rules or ()
    yield from _at_most(len(rules), RULES, "riskRules", (*path, "riskRules"))
    yield from _unique((rule.risk for rule in rules), "rule for the risk", (*path, "riskRules"))
    defaults = [number for number, rule in enumerate(rules) if rule.condition.strip() == DEFAULT]
    if not defaults:
        yield _warning(path, f"{question.id} has no default rule; where no rule holds, its risk is not documented")
    elif defaults[0] != len(rules) - 1:
        yield _warning((*path, "riskRules", defaults[0] + 1), "the rules after default are never reached")
    for number, rule in enumerate(rules):
        yield from _rule(rule, question, (*path, "riskRules", number))


def _rule(rule: RiskRule, question: Question, path: Path) -> Iterator[Finding]:
    if rule.risk not in WORDS:
        yield _error((*path, "risk"), f"risk is {rule.risk!r}; write one of {', '.join(WORDS)}")
    if rule.condition.strip() == DEFAULT:
        return
    try:
        named = choices_of(parse(rule.condition))
    except ConditionError as error:
        yield _error((*path, "condition"), f"at character {error.at + 1} of the condition {error}")
        return
    known = {choice.id for choice in question.choices}
    for name in dict.fromkeys(named):
        if name not in known:
            yield _error((*path, "condition"), f"the condition names {name}, which is no choice of {question.id}")


def _worded(text: str, path: Path, most: int) -> Iterator[Finding]:
    what = path[-1]
    if not text.strip():
        yield _error(path, f"{what} is empty")
    yield from _short(text, path, most)
    refused = sorted(set(WORDING.sub("", text)))
    if refused:
        signs = " ".join(refused)
        yield _error(
            path, f"{what} holds {signs}, and AWS takes letters, digits, space and - _ . , : / ( ) @ ! & # + ' ?"
        )


def _short(text: str, path: Path, most: int) -> Iterator[Finding]:
    if len(text) > most:
        yield _error(path, f"{path[-1]} has {len(text):,} characters, and AWS takes {most:,}")


def _pointing(resource: Resource | None, path: Path, *, needs_text: bool = False) -> Iterator[Finding]:
    if resource is None:
        return
    if resource.text is not None:
        yield from _short(resource.text, (*path, "displayText"), TEXT)
    if not resource.text and (needs_text or resource.url is not None):
        yield _error(path, f"{path[-1] if isinstance(path[-1], str) else 'it'} has no displayText")
    if resource.url is not None and not ADDRESS.fullmatch(resource.url):
        yield _error(
            (*path, "url"), f"url is {resource.url!r}; it must start with http:// or https:// and hold no space"
        )


def _identified(name: str, path: Path) -> Iterator[Finding]:
    if not ID.fullmatch(name):
        yield _error((*path, "id"), f"id is {name!r}; it takes 3 to 128 letters, digits and _")


def _at_most(count: int, most: int, what: str, path: Path) -> Iterator[Finding]:
    if count > most:
        yield _error(path, f"there are {count} {what}, and AWS takes {most}")


def _unique(names: Iterable[str], what: str, path: Path) -> Iterator[Finding]:
    for name, count in Counter(names).items():
        if count > 1:
            yield _error(path, f"the {what} {name} is there {count} times")


def _error(path: Path, message: str) -> Finding:
    return Finding("error", path, f"{message}.")


def _warning(path: Path, message: str) -> Finding:
    return Finding("warning", path, f"{message}.")
