"""The review for a terminal: what a lead must see, in a hundred columns; plain when it is piped."""

from __future__ import annotations

import functools
import textwrap
from typing import TYPE_CHECKING, Final

from buttress.answers import scorecard
from buttress.records import dataclass
from buttress.report.counting import count
from buttress.report.plain import plain
from buttress.report.summary import Known, known_of, title_of
from buttress.report.suppression_words import summed_up, suppressed_among, suppression_told
from buttress.report.undecided import undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.answers import LensAnswers, PillarAnswers, Tally
    from buttress.application.review import Review
    from buttress.plan.items import Item

WIDTH: Final = 100
FIRST: Final = 5
"""How many actions are shown unless all are asked for."""
QUESTIONS: Final = 8
"""How many things to decide are shown unless all are asked for."""
PLACES: Final = 2
"""How many places of an action are shown."""
BAR: Final = 10
TEMPLATES: Final = frozenset({"CloudFormation", "SAM"})
BOLD, DIM, RED, YELLOW = "1", "2", "31", "33"


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours words where the report goes to a terminal; colour never carries meaning alone."""

    colour: bool

    def __call__(self, text: str, *codes: str) -> str:
        """Give the text in the colours, or as it is."""
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colour and text and codes else text


def as_text(
    review: Review, *, seconds: float | None = None, colour: bool = False, everything: bool = False, kept: str = ""
) -> str:
    """Write the review as text.

    `seconds` is told on a terminal only, so that equal runs give equal bytes; `kept` is the name of the workload that
    it is kept as, if it is.
    """
    ink = Ink(colour)
    lines = [*_head(review, seconds, ink), ""]
    for lens in review.answers.lenses:
        lines += [*_scores(lens, ink), ""]
    lines += _actions(review, ink, everything=everything)
    lines += _to_decide(review, ink, everything=everything)
    lines += _unknown(review)
    lines += _suppressed(review, everything=everything)
    lines += _next(review, kept)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(review: Review, seconds: float | None, ink: Ink) -> Iterator[str]:
    roots = review.graph.roots
    files = {file for root in roots for file in root.files}
    kinds = " and ".join(dict.fromkeys(root.kind for root in roots)) or "no architecture"
    parts = [
        kinds,
        count(len(files), "template" if {root.kind for root in roots} <= TEMPLATES else "file"),
        count(len(review.graph.resources), "resource"),
        count(review.checks, "check"),
    ]
    if seconds is not None:
        parts.append(f"{seconds:.2f} s")
    yield " · ".join([ink(plain(review.name), BOLD), *parts])


def _scores(lens: LensAnswers, ink: Ink) -> Iterator[str]:
    yield ink(lens.lens.name, BOLD)
    yield f"{'Pillar':<24} {'High risk':<22} {'Medium risk':<21} {'Evidence decides':<16} To talk about"
    for pillar in lens.pillars:
        yield _pillar(pillar, ink)


def _pillar(pillar: PillarAnswers, ink: Ink) -> str:
    card = scorecard(pillar)
    share = card.coverage.ratio
    full = round(BAR * share)
    bar = "█" * full + "░" * (BAR - full)
    decided = f"{bar} {100 * share:3.0f} %"
    open_practices = [found.state for question in pillar.questions for found in question.proposals].count("open")
    high = ink(f"{_tally(card.high):<22}", *((RED,) if card.high.certain else ()))
    medium = ink(f"{_tally(card.medium):<21}", *((YELLOW,) if card.medium.certain else ()))
    return f"{pillar.pillar.name:<24} {high} {medium} {decided:<16} {open_practices:>4}"


def _tally(tally: Tally) -> str:
    return "–" if not tally.certain and not tally.possible else f"{tally.certain} certain, {tally.possible} possible"


def _actions(review: Review, ink: Ink, *, everything: bool) -> Iterator[str]:
    shown = review.plan if everything else review.plan[:FIRST]
    if not review.plan:
        yield "Nothing that was looked at speaks against a practice."
        yield ""
        return
    yield ink("What matters most" if len(shown) < len(review.plan) else "What to do, in this order", BOLD)
    for number, item in enumerate(shown, 1):
        yield from _item(number, item, ink)
    left = len(review.plan) - len(shown)
    if left:
        places = sum(len(item.gaps) for item in review.plan[len(shown) :])
        yield f"and {count(left, 'more action')} at {count(places, 'place')}: --all shows them"
    yield ""


def _item(number: int, item: Item, ink: Ink) -> Iterator[str]:
    title = _wrapped(title_of(item), WIDTH - 4)
    yield f"{number:<3} {ink(title[0], BOLD)}"
    yield from (f"    {ink(line, BOLD)}" for line in title[1:])
    practices = " · ".join([f"{len(item.gaps)} of {item.judged}", item.severity, *item.practices])
    yield from _wrapped(practices, WIDTH, "    ", "    ")
    yield from _advice(item.why, item.first_step)
    for gap in item.gaps[:PLACES]:
        text = plain(f"{gap.place}  {_short(gap.resource)}: {gap.reason}")
        first, *rest = _wrapped(text, WIDTH - 6, hyphens=False)
        yield "    " + ink(first, DIM)
        yield from ("      " + ink(line, DIM) for line in rest)
    if len(item.gaps) > PLACES:
        yield ink(f"    and {count(len(item.gaps) - PLACES, 'more place')}", DIM)


@functools.cache
def _advice(why: str, first_step: str) -> tuple[str, ...]:
    """Wrap what a check's page says; many reports say the same."""
    texts = (why, f"First step: {first_step}")
    return tuple(line for text in texts for line in _wrapped(text, WIDTH, "    ", "    "))


def _wrapped(text: str, width: int, first: str = "", rest: str = "", *, hyphens: bool = True) -> list[str]:
    """Wrap a text as `textwrap` does, which takes long to find that a short one needs nothing."""
    if len(first) + len(text) <= width and text.isprintable() and text.strip() == text != "":
        return [first + text]
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=hyphens)


def _to_decide(review: Review, ink: Ink, *, everything: bool) -> Iterator[str]:
    """Turn what a proposal leaves open into the questions of the design conversation."""
    items = undecided(review)
    if not items:
        return
    shown = items if everything else items[:QUESTIONS]
    yield ink("To decide, most at stake first", BOLD)
    for item in shown:
        first, *rest = textwrap.wrap(plain(item.says), WIDTH - 8, break_on_hyphens=False)
        yield f"{item.severity:<8}{first}"
        yield from (" " * 8 + line for line in rest)
    if len(items) > len(shown):
        yield f"and {count(len(items) - len(shown), 'more question')}: --all shows them"
    yield ""


def _short(resource: str) -> str:
    return resource.rsplit("#", 1)[-1]


def _unknown(review: Review) -> Iterator[str]:
    known: Known = known_of(review)
    if known.sentences:
        yield from _wrapped(plain(f"Not known: {' · '.join(known.sentences)}"), WIDTH, rest="  ")
    for problem in review.problems[:FIRST]:
        text = f"Not read: {problem}" if problem.stops else f"Note: {problem}"
        yield from _wrapped(plain(text), WIDTH, rest="  ")
    if len(review.problems) > FIRST:
        yield f"and {count(len(review.problems) - FIRST, 'more note')}: --format json has them all"


def _suppressed(review: Review, *, everything: bool) -> Iterator[str]:
    if not review.suppressions:
        return
    from buttress.application.snapshotting import snapshot_of  # noqa: PLC0415 - few reviews have suppressions

    findings = snapshot_of(review).findings
    told = suppressed_among(findings)
    if told:
        yield from textwrap.wrap(f"Suppressed: {summed_up(findings)}", WIDTH, subsequent_indent="  ")
    shown = told if everything else told[:FIRST]
    for one in shown:
        yield from textwrap.wrap(
            suppression_told(one), WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
    if len(told) > len(shown):
        yield f"  and {count(len(told) - len(shown), 'more suppressed finding')}: --all shows them"


def _next(review: Review, kept: str) -> Iterator[str]:
    subject = review.plan[0].check.id if review.plan else "SEC03-BP02"
    talk = (
        f"buttress converse {kept} · buttress plan {kept}" if kept else f"--keep, then buttress converse {review.name}"
    )
    said = f"Next: {talk} · buttress explain {subject} · --all"
    yield from textwrap.wrap(plain(said), WIDTH, subsequent_indent="  ", break_on_hyphens=False)
