"""The guide to the lenses as Markdown: a page for each question and each practice, and one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.lenses import lenses
from buttress.lenses.conversation import answered_by, moot_without, practice_guide, question_guide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.evidence.check import Check
    from buttress.lenses import Lens, Practice, Question

EFFORTS: Final = {"S": "days", "M": "weeks", "L": "months"}
CLASSES: Final = {
    "A": "configuration decides it",
    "P": "evidence supports or contradicts it, and a person confirms",
    "C": "it can only be talked about",
}


def guide_pages(checks: Iterable[Check]) -> dict[str, str]:
    """Give the pages by their paths below `docs/lenses/`."""
    known = tuple(checks)
    pages = {"README.md": "\n".join(_index())}
    for lens in lenses():
        for question in lens.questions():
            pages[_path(lens.id, question.code)] = "\n".join(_question(question))
            for practice in question.practices:
                pages[_path(lens.id, practice.code)] = "\n".join(_practice(practice, question, known))
    return pages


def _file(code: str) -> str:
    return f"{code.rpartition(':')[2]}.md"


def _path(lens_id: str, code: str) -> str:
    return f"{lens_id}/{_file(code)}"


def _index() -> Iterator[str]:
    yield "# The guide to the lenses"
    yield ""
    yield "Made by `make docs`: a page for each question and each practice, with what to ask and what comes of it."
    for lens in lenses():
        yield from _listed(lens)
    yield ""


def _listed(lens: Lens) -> Iterator[str]:
    yield from ("", f"## {lens.name}")
    for pillar in lens.pillars:
        yield from ("", f"### {pillar.name}", "")
        for question in pillar.questions:
            yield f"- [{question.code}]({_path(lens.id, question.code)}): {question.title}"


def _question(question: Question) -> Iterator[str]:
    guide = question_guide(question.code)
    yield from (f"# {question.code}: {question.title}", "", guide.why, "", "## To ask", "")
    yield from (f"*{', '.join(guide.who)}*", "", guide.ask, "")
    yield from (f"- {probe}" for probe in guide.dig_deeper)
    yield from ("", "## Practices", "", "| practice | risk if absent | class | |", "|---|---|---|---|")
    for practice in question.practices:
        link = f"[{practice.code}]({_file(practice.code)})"
        yield f"| {link} | {practice.rank} | {practice.practice_class} | {practice.title} |"
    yield from (
        "",
        f"WA Tool: question `{question.id}` · [AWS's page]({guide.read}) · [all questions](../README.md)",
        "",
    )


def _practice(practice: Practice, question: Question, checks: Iterable[Check]) -> Iterator[str]:
    guide = practice_guide(practice.code)
    kind = f"class {practice.practice_class}: {CLASSES[practice.practice_class]}"
    yield from (f"# {practice.code}: {practice.title}", "", f"Risk if absent: {practice.rank} · {kind}", "")
    yield from ("## To ask", "", f"*{', '.join(guide.who)}*", "", guide.ask, "")
    yield from (f"- {probe}" for probe in guide.dig_deeper)
    yield from ("", "## What good looks like", "", guide.good_looks_like, "", "## If it is absent", "", guide.if_absent)
    yield from ("", "## What to do", "")
    yield from (f"{number}. {step}" for number, step in enumerate(guide.steps, 1))
    yield from ("", f"Done when: {guide.done_when}", "")
    yield f"Effort: {guide.effort.size} ({EFFORTS[guide.effort.size]}), because {guide.effort.because}"
    yield from ("", *_ties(practice))
    yield from _seen(practice, checks)
    ids = f"Question: [{question.code}]({_file(question.code)}) · WA Tool: choice `{practice.choice_id}`"
    yield from (f"{ids} · [AWS's page]({guide.read})", "")


def _ties(practice: Practice) -> Iterator[str]:
    """Say what the practice hangs together with."""
    guide = practice_guide(practice.code)
    ties = (
        ("It applies only if", f"{guide.only_if}." if guide.only_if else ""),
        ("It cannot be in place without", ", ".join(guide.needs)),
        ("Without it, these cannot be in place:", ", ".join(moot_without(practice.code))),
        ("One answer serves this and", ", ".join(answered_by(practice.code))),
    )
    for words, said in ties:
        if said:
            yield from (f"{words} {said}", "")


def _seen(practice: Practice, checks: Iterable[Check]) -> Iterator[str]:
    """Say what the practice concerns and which checks see it."""
    if practice.concerns is None:
        return
    bearing = {check.id for check in checks for link in check.bears_on if link.practice == practice.code}
    yield from ("## What it concerns", "")
    for facet in practice.concerns.facets:
        decided = ", ".join(f"`{check}`" for check in facet.checks) or "nothing here can decide it yet"
        yield f"- {facet.name} ({facet.quantifier} of {', '.join(facet.types)}): {decided}"
    others = sorted(bearing - {check for facet in practice.concerns.facets for check in facet.checks})
    if others:
        yield f"- other checks that speak of it: {', '.join(f'`{check}`' for check in others)}"
    yield ""
