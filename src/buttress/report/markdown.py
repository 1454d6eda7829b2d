"""The review as Markdown: for a pull request, a wiki, or to be read as prose in version control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.answers import scorecard
from buttress.application.snapshotting import snapshot_of
from buttress.report.plain import plain
from buttress.report.summary import known_of, title_of
from buttress.report.suppression_words import summed_up, suppressed_among, suppression_told
from buttress.report.undecided import undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.answers import LensAnswers
    from buttress.application.review import Review
    from buttress.plan.items import Item


def as_markdown(review: Review) -> str:
    """Write the whole review: the scorecard, every action with its places, what is not known, the questions left."""
    lines = [
        f"# Review of {review.name}",
        "",
        *_read(review),
        "",
    ]
    for lens in review.answers.lenses:
        lines += [*_scores(lens), ""]
    lines += _actions(review)
    lines += _to_decide(review)
    lines += _unknown(review)
    lines += _suppressed(review)
    lines += _questions(review)
    return plain("\n".join(lines).rstrip() + "\n")


def _read(review: Review) -> Iterator[str]:
    for root in review.graph.roots:
        files = len(root.files)
        yield f"- `{root.path}`: {root.kind}, {files} file{'s' if files != 1 else ''}, {root.resources} resources"
    yield f"- {review.checks} checks, judged as of {review.today.isoformat()}"


def _scores(lens: LensAnswers) -> Iterator[str]:
    yield f"## {lens.lens.name}"
    yield ""
    yield "| pillar | high risk | medium risk | evidence decides | questions to talk about |"
    yield "|---|---|---|---|---|"
    for pillar in lens.pillars:
        card = scorecard(pillar)
        high = f"{card.high.certain} certain, {card.high.possible} possible"
        medium = f"{card.medium.certain} certain, {card.medium.possible} possible"
        said = f"{card.coverage.said} of {card.coverage.of} practices"
        yield f"| {pillar.pillar.name} | {high} | {medium} | {said} | {len(card.to_talk_about)} |"


def _actions(review: Review) -> Iterator[str]:
    yield "## What to do, in this order"
    yield ""
    if not review.plan:
        yield "Nothing that was looked at speaks against a practice."
        yield ""
    for number, item in enumerate(review.plan, 1):
        yield from _item(number, item)


def _item(number: int, item: Item) -> Iterator[str]:
    yield f"### {number}. {title_of(item)}"
    yield ""
    practices = ", ".join(item.practices)
    yield f"{len(item.gaps)} of {item.judged} judged · {item.severity} · {practices} · `{item.check.id}`".replace(
        " ·  ·", " ·"
    )
    yield ""
    yield item.why
    yield ""
    yield f"First step: {item.first_step}"
    yield ""
    for gap in item.gaps:
        yield f"- `{gap.place}` {gap.resource.rsplit('#', 1)[-1]}: {gap.reason}"
    yield ""


def _to_decide(review: Review) -> Iterator[str]:
    """Turn what a proposal leaves open into the questions of the design conversation."""
    items = undecided(review)
    if items:
        yield "## To decide, most at stake first"
        yield ""
        yield from (f"- {item.says} ({item.severity}, `{item.check.id}`)" for item in items)
        yield ""


def _unknown(review: Review) -> Iterator[str]:
    known = known_of(review)
    if not known.sentences and not review.problems:
        return
    yield "## What is not known"
    yield ""
    yield from (f"- {sentence}" for sentence in known.sentences)
    yield from (f"- {'not read: ' if problem.stops else ''}{problem}" for problem in review.problems)
    yield ""


def _suppressed(review: Review) -> Iterator[str]:
    findings = snapshot_of(review).findings if review.suppressions else ()
    told = suppressed_among(findings)
    if told:
        yield "## Suppressed"
        yield ""
        yield summed_up(findings)
        yield ""
        yield from (f"- {suppression_told(one)}" for one in told)
        yield ""


def _questions(review: Review) -> Iterator[str]:
    yield "## Left to talk about"
    yield ""
    for question in review.answers.questions():
        still = [proposal.practice for proposal in question.proposals if proposal.state == "open"]
        if still:
            risk = question.risk
            span = risk.best.lower() if risk.certain else f"{risk.best.lower()} to {risk.worst.lower()}"
            yield f"- **{question.question.code}** {question.question.title} (risk {span}; {len(still)} open)"
    yield ""
