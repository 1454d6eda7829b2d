"""What a check, a practice or a question is about, for a person at a terminal."""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import TYPE_CHECKING

from buttress.evidence.page import read_page
from buttress.evidence.severity import severity_of
from buttress.lenses import current, lenses
from buttress.lenses.conversation import answered_by, moot_without, practice_guide, question_guide
from buttress.lenses.lens import WORKLOAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.evidence.check import Check
    from buttress.evidence.fix import Fix
    from buttress.lenses import Facet, Practice, Question

WIDTH = 100
CLASSES = {
    "A": "configuration decides it",
    "P": "evidence supports or contradicts it, a person confirms",
    "C": "it can only be talked about",
}
APPLIES = {
    True: "What it concerns, in every workload",
    False: "What it concerns; it does not apply where none of these is present or referred to",
}
QUANTIFIERS = {"every": "each counts", "any": "one is enough", "share": "told as a share"}
EFFORTS = {"S": "days", "M": "weeks", "L": "months"}
BEARINGS = {"both": "decides", "supports": "can support", "refutes": "can contradict"}


class NothingKnownError(Exception):
    """Says that no check, practice or question has the id, and which comes near."""


def explanation_of(subject: str, checks: tuple[Check, ...]) -> str:
    """Explain what an id stands for; raises `NothingKnownError`."""
    questions = {question.code.lower(): question for lens in lenses() for question in lens.questions()}
    practices = {practice.code.lower(): practice for lens in lenses() for practice in lens.practices()}
    by_choice = {practice.choice_id.lower(): practice for practice in practices.values()}
    by_id = {check.id: check for check in checks}
    wanted = subject.strip().lower()
    if wanted in by_id:
        return "\n".join(_check(by_id[wanted])) + "\n"
    practice = practices.get(wanted) or by_choice.get(wanted)
    if practice is not None:
        return "\n".join(_practice(practice, questions.values(), checks)) + "\n"
    if wanted in questions:
        return "\n".join(_question(questions[wanted])) + "\n"
    known = [*by_id, *practices, *questions]
    retired = current(subject)
    near = [retired] if retired and retired != subject else difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else " buttress checks lists the checks."
    raise NothingKnownError(f"nothing is known by the id {subject!r}.{hint}")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield from textwrap.wrap(" ".join(paragraph.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)
        yield ""


def _check(check: Check) -> Iterator[str]:
    page = read_page(check.page)
    yield f"{check.id} · {severity_of(check)} · judges {', '.join(check.on)}"
    yield check.title
    yield ""
    for heading, text in (("Why it matters", page.why), ("Fix", page.fix), ("What it cannot tell", page.limits)):
        yield heading
        yield from _wrapped(text, "  ")
    for language, said in (("yaml", "As it could be"), ("hcl", "As it could be, in Terraform")):
        fixed = next((fence for fence in page.fences if (fence.language, fence.kind) == (language, "fixed")), None)
        if fixed is not None:
            yield said
            yield from (f"  {line}".rstrip() for line in fixed.text.splitlines())
            yield ""
    if check.fixes:
        yield "By itself"
        yield from (f"  {line}" for fix in check.fixes for line in _fix(check, fix))
        yield ""
    yield "Practices"
    for link in check.bears_on:
        yield f"  {link.practice}: it {BEARINGS[link.bearing]} this one"


def _fix(check: Check, fix: Fix) -> Iterator[str]:
    unsafe = "" if fix.safe else " --unsafe"
    yield f"buttress fix --check {check.id}{unsafe} sets {fix.title}"
    if not fix.safe:
        yield f"with --unsafe only: {fix.unsafe}"


def _practice(practice: Practice, questions: Iterable[Question], checks: tuple[Check, ...]) -> Iterator[str]:
    question = next(one for one in questions if (one.lens, one.id) == (practice.lens, practice.question_id))
    meaning = CLASSES[practice.practice_class]
    yield f"{practice.code} · {practice.risk} risk if absent · class {practice.practice_class}: {meaning}"
    yield practice.title
    yield ""
    yield f"Question {question.code}: {question.title}"
    yield f"WA Tool: question {practice.question_id}, choice {practice.choice_id}"
    yield ""
    yield from _talk(practice)
    if practice.concerns is not None:
        yield APPLIES[practice.concerns.workload]
        for facet in practice.concerns.facets:
            yield from _facet(facet)
        yield ""
    bearing = [(check, link) for check in checks for link in check.bears_on if link.practice == practice.code]
    yield "Checks" if bearing else "No check bears on it: it is for the conversation."
    for check, link in bearing:
        yield f"  {check.id} {BEARINGS[link.bearing]} it: {check.title}"


def _facet(facet: Facet) -> Iterator[str]:
    types = [name for name in facet.types if name != WORKLOAD]
    yield f"  {facet.name}" + (f" · {QUANTIFIERS[facet.quantifier]}" if types else "")
    if types:
        yield from _listed(", ".join(types))
    yield from _listed(f"checks: {', '.join(facet.checks)}" if facet.checks else "no check tells yet")


def _listed(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _talk(practice: Practice) -> Iterator[str]:
    """Say how to talk about a practice, and what comes of it."""
    guide = practice_guide(practice.code)
    yield f"To ask ({', '.join(guide.who)})"
    yield from _asked(guide.ask, guide.dig_deeper)
    effort = f"{guide.effort.size} ({EFFORTS[guide.effort.size]}): {guide.effort.because}"
    for heading, text in (
        ("What good looks like", guide.good_looks_like),
        ("If it is absent", guide.if_absent),
        ("Done when", guide.done_when),
        ("Effort", effort),
    ):
        yield heading
        yield from _wrapped(text, "  ")
    yield "Steps"
    for number, step in enumerate(guide.steps, 1):
        yield from textwrap.wrap(f"{number}. {step}", WIDTH, initial_indent="  ", subsequent_indent="     ")
    yield ""
    for heading, said in (
        ("Applies only if", guide.only_if),
        ("Needs", ", ".join(guide.needs)),
        ("Without it, these cannot be in place", ", ".join(moot_without(practice.code))),
        ("One answer serves this and", ", ".join(answered_by(practice.code))),
        ("Read", guide.read),
    ):
        if said:
            yield f"{heading}: {said}"
    yield ""


def _asked(ask: str, dig_deeper: Iterable[str]) -> Iterator[str]:
    yield from textwrap.wrap(ask, WIDTH, initial_indent="  ", subsequent_indent="  ")
    for probe in dig_deeper:
        yield from textwrap.wrap(f"- {probe}", WIDTH, initial_indent="    ", subsequent_indent="      ")
    yield ""


def _question(question: Question) -> Iterator[str]:
    guide = question_guide(question.code)
    yield f"{question.code} · {question.title}"
    yield f"WA Tool: question {question.id}"
    yield ""
    yield "Why it matters"
    yield from _wrapped(guide.why, "  ")
    yield f"To ask ({', '.join(guide.who)})"
    yield from _asked(guide.ask, guide.dig_deeper)
    yield "Practices"
    for practice in question.practices:
        yield f"  {practice.code:<12} {practice.risk:<7} {practice.practice_class}  {practice.title}"
    yield ""
    yield f"Read: {guide.read}"
