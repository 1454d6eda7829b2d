"""Several reviews in one report: which architectures were found, how each stands, and then each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from buttress.answers import scorecard
from buttress.application.baseline import SCHEMA
from buttress.report import markdown, terminal
from buttress.report.counting import count
from buttress.report.document import document_of
from buttress.report.plain import plain
from buttress.report.summary import title_of
from buttress.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.application.review import Review

WHOLE: Final = 3
"""How many reviews are shown whole unless all are asked for."""
NAME: Final = 44
RISK: Final = 24
KIND: Final = 20


def as_text(
    reviews: Sequence[Review], *, seconds: float | None = None, colour: bool = False, everything: bool = False
) -> str:
    """Write which architectures there are, and each review where they are few or all are asked for."""
    told = f" · {seconds:.2f} s" if seconds is not None else ""
    lines = [
        f"{count(len(reviews), 'architecture')} that do not refer to each other{told}",
        "",
        f"{'Architecture':<{NAME}} {'Kind':<{KIND}} {'Resources':>9}  {'High risk':<{RISK}}",
        *(_row(review) for review in reviews),
        "",
    ]
    if everything or len(reviews) <= WHOLE:
        parts = [terminal.as_text(review, colour=colour, everything=everything) for review in reviews]
        return "\n".join(["\n".join(lines), *parts])
    for review in reviews:
        lines += _first(review)
    lines += ["", "Name one to see its review, --all to see each, --joint to review them as one workload."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(review: Review) -> str:
    certain, possible = _high(review)
    return (
        f"{_cut(plain(review.name), NAME):<{NAME}} {_cut(_kinds(review), KIND):<{KIND}} "
        f"{len(review.graph.resources):>9}  {certain} certain, {possible} possible"
    )


def _first(review: Review) -> Iterator[str]:
    """Tell the action that matters most."""
    if review.plan:
        item = review.plan[0]
        gap = item.gaps[0]
        yield plain(f"{_cut(review.name, NAME)}: {title_of(item)} ({gap.location})")


def _high(review: Review) -> tuple[int, int]:
    """Count the questions at high risk, for certain and possibly, over all pillars and lenses."""
    cards = [scorecard(pillar) for lens in review.answers.lenses for pillar in lens.pillars]
    return sum(card.high.certain for card in cards), sum(card.high.possible for card in cards)


def _kinds(review: Review) -> str:
    return ", ".join(dict.fromkeys(root.kind for root in review.graph.roots))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def as_markdown(reviews: Sequence[Review]) -> str:
    """Write a table of the architectures, and every review whole."""
    lines = [
        f"# {count(len(reviews), 'architecture')}",
        "",
        "| architecture | kind | resources | high risk, certain | possible |",
        "|---|---|---:|---:|---:|",
    ]
    for review in reviews:
        certain, possible = _high(review)
        lines.append(f"| `{review.name}` | {_kinds(review)} | {len(review.graph.resources)} | {certain} | {possible} |")
    return plain("\n".join(lines)) + "\n\n" + "\n".join(markdown.as_markdown(review) for review in reviews)


def as_json(reviews: Sequence[Review]) -> str:
    """Write one document that holds the document of each review."""
    document = {"version": VERSION, "schema": SCHEMA, "reviews": [document_of(review) for review in reviews]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
