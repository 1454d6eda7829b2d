"""How a workload stands, evidence and answers together: scorecards, the trend over milestones, what comes next."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import orjson

from buttress.application.overview import risks_of
from buttress.report.counting import count
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.application.milestone import Milestone, Risks
    from buttress.application.overview import LensStanding, Overview, PillarStanding
    from buttress.application.workload import Listed

WIDTH: Final = 100
BAR: Final = 40
"""How many columns the longest bar of a trend takes."""


def overview_text(overview: Overview, milestones: Sequence[Milestone]) -> str:
    """Write how a workload stands for a terminal."""
    lines = [*_head(overview), ""]
    for lens in overview.lenses:
        lines += [*_scores(lens), ""]
    if milestones:
        lines += [*trend_lines(milestones, risks_of(overview.questions())), ""]
    lines += _next(overview)
    return plain("\n".join(line.rstrip() for line in lines) + "\n")


def _head(overview: Overview) -> Iterator[str]:
    state = overview.state
    answers = sum(not answer.withdrawn for answer in state.answers)
    stale = [standing.practice.code for standing in overview.standings() if standing.stale]
    parts = [
        f"{count(answers, 'answer')}",
        f"{count(len(state.snapshot.findings) if state.snapshot else 0, 'verdict')}",
        f"{count(sum(action.status in {'open', 'reported'} for action in state.actions), 'action')} to do",
    ]
    yield " · ".join([state.workload.name, *parts])
    if state.workload.paths:
        yield f"Read from {', '.join(state.workload.paths)}"
    if stale:
        yield from textwrap.wrap(f"Evidence says something else than it did, so ask again: {', '.join(stale)}", WIDTH)


def _scores(lens: LensStanding) -> Iterator[str]:
    older = " (an older version; buttress workload upgrade takes the newest)" if lens.outdated else ""
    yield f"{lens.lens.name}{older}"
    yield f"{'Pillar':<24} {'High risk':<24} {'Medium risk':<24} {'Answered':>8} {'Open':>6}"
    for pillar in lens.pillars:
        yield _pillar(pillar)


def _pillar(pillar: PillarStanding) -> str:
    name, high, medium, answered, left = _cells(pillar)
    return f"{name:<24} {high:<24} {medium:<24} {answered:>8} {left:>6}"


def _cells(pillar: PillarStanding) -> tuple[str, ...]:
    """Give what a row says of a pillar: its name, high and medium risks, practices answered, practices left open."""
    risks = risks_of(pillar.questions)
    standings = [standing for question in pillar.questions for standing in question.standings]
    answered = sum(standing.answer is not None for standing in standings)
    high, medium = _tally(risks.high, risks.possibly_high), _tally(risks.medium, risks.possibly_medium)
    return pillar.pillar.name, high, medium, str(answered), str(risks.open_practices)


def _tally(certain: int, possible: int) -> str:
    return f"{certain} certain, {possible} possible" if certain or possible else "–"


def _next(overview: Overview) -> Iterator[str]:
    name = overview.state.workload.name
    open_practices = sum(not standing.decided for standing in overview.standings())
    if open_practices:
        yield f"Next: buttress converse {name} ({count(open_practices, 'practice')} to talk about) · plan {name}"
    else:
        yield f"Next: buttress plan {name} · milestone create {name} NAME"


def trend_lines(milestones: Sequence[Milestone], now: Risks | None = None) -> Iterator[str]:
    """Draw the risks of questions over the milestones as bars: certain high `█`, possibly high `▒`, medium `░`."""
    points = [(f"{each.name} ({each.at.date().isoformat()})", each.risks) for each in milestones]
    points += [("now", now)] if now is not None else []
    width = max(len(name) for name, _ in points)
    most = max((_sum(risks) for _, risks in points), default=0) or 1
    yield "Questions at risk: █ high for certain, ▒ possibly high, ░ medium, certain or possible"
    for name, risks in points:
        medium = risks.medium + risks.possibly_medium
        parts = ((risks.high, "█"), (risks.possibly_high, "▒"), (medium, "░"))
        bar = "".join(sign * round(number * BAR / most) for number, sign in parts)
        numbers = f"{risks.high} + {risks.possibly_high} high, {medium} medium, {risks.open_practices} practices open"
        yield f"{name:<{width}}  {bar:<{BAR + 2}} {numbers}"


def _sum(risks: Risks) -> int:
    return risks.high + risks.possibly_high + risks.medium + risks.possibly_medium


def overview_markdown(overview: Overview, milestones: Sequence[Milestone]) -> str:
    """Write how a workload stands as Markdown: a table for each lens, then the milestones with their chart."""
    lines = [f"# {overview.state.workload.name}", "", *(f"{line}  " for line in _head(overview)), ""]
    for lens in overview.lenses:
        lines += [f"## {lens.lens.name}", "", "| Pillar | High risk | Medium risk | Answered | Open |"]
        lines += ["|---|---|---|---:|---:|", *(f"| {' | '.join(_cells(pillar))} |" for pillar in lens.pillars), ""]
    return plain("\n".join([*lines, *_trend(milestones)]) + "\n" if milestones else "\n".join(lines))


def trend_markdown(workload: str, milestones: Sequence[Milestone]) -> str:
    """Write the milestones as Markdown: a table, and a Mermaid chart that GitHub and GitLab draw."""
    return plain("\n".join([f"# Milestones of {workload}", "", *_trend(milestones)]) + "\n")


def _trend(milestones: Sequence[Milestone]) -> Iterator[str]:
    lines = ["| | Milestone | Date | By | High | Possibly high | Medium | Possibly medium | Open | Hash |"]
    lines += ["|---:|---|---|---|---:|---:|---:|---:|---:|---|"]
    for each in milestones:
        r = each.risks
        numbers = (r.high, r.possibly_high, r.medium, r.possibly_medium, r.open_practices)
        cells = [str(each.number), each.name, each.at.date().isoformat(), each.by, *map(str, numbers)]
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} | `{each.hash[:12]}` |")
    yield from [*lines, *(_chart(milestones) if milestones else [])]


def _chart(milestones: Sequence[Milestone]) -> Iterator[str]:
    names = ", ".join(f'"{each.name.replace(chr(34), chr(39))}"' for each in milestones)
    yield from (
        "",
        "```mermaid",
        "xychart-beta",
        '    title "Questions of high risk: certain, and certain or possible"',
    )
    yield f"    x-axis [{names}]"
    yield f'    y-axis "Questions" 0 --> {max(each.risks.high + each.risks.possibly_high for each in milestones) or 1}'
    yield f"    bar [{', '.join(str(each.risks.high + each.risks.possibly_high) for each in milestones)}]"
    yield f"    bar [{', '.join(str(each.risks.high) for each in milestones)}]"
    yield "```"


def milestones_text(workload: str, milestones: Sequence[Milestone]) -> str:
    """Write the milestones for a terminal: a line each, then the trend."""
    if not milestones:
        return f"{workload} has no milestone yet: buttress milestone create {workload} NAME\n"
    lines = [
        f"{each.number:>3}  {each.name}  {each.at:%Y-%m-%d %H:%M} UTC  by {each.by}  {each.hash[:12]}"
        f"{f'  {each.note}' if each.note else ''}"
        for each in milestones
    ]
    return plain("\n".join(line.rstrip() for line in [*lines, "", *trend_lines(milestones)]) + "\n")


def milestones_json(workload: str, milestones: Sequence[Milestone]) -> str:
    """Write the milestones as JSON."""
    listed = [{**asdict(each), "hash": each.hash} for each in milestones]
    value = {"workload": workload, "milestones": listed}
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def marked_text(milestone: Milestone, overview: Overview) -> str:
    """Write how a workload stood at a milestone, for a terminal."""
    said = f" · {milestone.note}" if milestone.note else ""
    head = [
        f"Milestone {milestone.number}, {milestone.name}, {milestone.at:%Y-%m-%d %H:%M} UTC, by {milestone.by}{said}",
        f"Hash {milestone.hash}, after {milestone.previous}",
    ]
    body = [text for lens in overview.lenses for text in (*_scores(lens), "")]
    return plain("\n".join(line.rstrip() for line in [*head, *_head(overview), "", *body]))


def workloads_text(listed: Sequence[Listed]) -> str:
    """Write a line for each workload."""
    if not listed:
        return "No workload is kept yet: buttress review PATH --keep\n"
    width = max(len("workload"), *(len(each.name) for each in listed))
    lines = [f"{'workload':<{width}}  answers  reviews  milestones  actions to do"]
    lines += [
        f"{each.name:<{width}}  {each.answers:>7}  {each.snapshots:>7}  {each.milestones:>10}  {each.open_actions:>13}"
        for each in listed
    ]
    return plain("\n".join(lines) + "\n")
