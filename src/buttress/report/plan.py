"""The plan of a workload as people read it: for a terminal, as Markdown, and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import TYPE_CHECKING, Final

from buttress.report.counting import count
from buttress.report.plain import plain

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from buttress.application.planning import Planned
    from buttress.plan.action import Action
    from buttress.plan.advice import Advice
    from buttress.plan.lines import Line

    Advise = Callable[[str], Advice]

WIDTH: Final = 100
PLACES: Final = 2
"""How many places of a line are shown."""
SOME: Final = 4
"""How many other items are listed."""
SIZES: Final = {"S": "days", "M": "weeks", "L": "months"}
COLUMNS: Final = (
    *("order", "id", "title", "severity", "effort", "status", "owner", "due", "practices", "places"),
    *("why", "first_step", "reason", "accepted_until"),
)


def plan_text(found: Planned, advise: Advise, today: datetime.date, *, everything: bool = False) -> str:
    """Write the plan for a terminal: the first lines whole, the others in a line each."""
    plan = found.plan
    lines = [*_head(found, today), ""]
    if not plan.lines:
        lines += ["Nothing that is known puts a practice at risk. What is open is talked about first.", ""]
    for number, line in enumerate(plan.lines, 1):
        whole = everything or number <= len(plan.first)
        if number == len(plan.first) + 1:
            lines += ["Then"]
        lines += _whole(number, line, found, advise) if whole else _short(number, line, found)
    lines += _aside(found)
    return plain("\n".join(line.rstrip() for line in lines) + "\n")


def _head(found: Planned, today: datetime.date) -> Iterator[str]:
    plan = found.plan
    name = found.overview.state.workload.name
    taken = [action for action in found.actions.values() if action.status in {"open", "reported"}]
    late = sum(action.due is not None and action.due < today for action in taken)
    parts = [
        count(len(plan.lines), "thing") + " to do",
        f"{count(plan.practices, 'practice')} at risk for a known reason",
        f"{count(sum(bool(action.owner) for action in taken), 'action')} with an owner",
        *([f"{late} late"] if late else []),
    ]
    yield " · ".join([name, *parts])
    yield "Ordered by severity, then by what customers feel for the work it takes; what closes several counts once."


def _whole(number: int, line: Line, found: Planned, advise: Advise) -> Iterator[str]:
    advice = advise(line.id)
    yield from _wrapped(f"{number:<3} {line.title.rstrip('.')}", 4)
    yield from _wrapped(f"    {' · '.join(_facts(line, found))}", 6)
    yield from _wrapped(f"    {_reasoning(line)}", 4)
    yield from (text for part in _told(advice) for text in _wrapped(f"    {part}", 4))
    for finding in line.findings[:PLACES]:
        yield from _wrapped(f"    {finding.place}  {finding.resource.rsplit('#', 1)[-1]}: {finding.reason}", 6)
    if len(line.findings) > PLACES:
        yield f"    and {count(len(line.findings) - PLACES, 'more place')}"


def _told(advice: Advice) -> Iterator[str]:
    if advice.why:
        yield advice.why
    if advice.first_step:
        yield f"First step: {advice.first_step}"


def _short(number: int, line: Line, found: Planned) -> Iterator[str]:
    yield from _wrapped(f"{number:<3} {line.title.rstrip('.')}", 4)
    yield from _wrapped(f"    {' · '.join(_facts(line, found))}", 6)


def _facts(line: Line, found: Planned) -> Iterator[str]:
    yield line.id
    yield line.severity
    yield SIZES[line.effort]
    if line.findings:
        yield f"{len(line.findings)} of {line.judged}"
    action = found.actions.get(line.id)
    if action is not None:
        yield from _ownership(action)


def _ownership(action: Action) -> Iterator[str]:
    if action.owner:
        yield action.owner
    if action.due is not None:
        yield f"by {action.due.isoformat()}"
    if action.status == "reported":
        yield f"said to be done by {action.by}; the next review shows it"
    elif action.reason:
        yield action.reason


def _reasoning(line: Line) -> str:
    """Say why a line stands where it stands."""
    helped = [practice.code for practice in line.practices]
    parts = []
    if line.closes:
        parts.append(f"Closes {_listed(line.closes)}")
    waiting = [code for code in helped if code not in line.closes]
    if waiting:
        parts.append(f"{'helps' if parts else 'Helps'} {_listed(waiting)}, {_lacking(waiting, line.together)}")
    return f"{'; '.join(parts)}. Effort: {SIZES[line.effort]}, {line.because}."


def _lacking(waiting: Sequence[str], together: Sequence[str]) -> str:
    """Say what practices need beside a line: other items, or that the practices themselves are put in place."""
    others = [name for name in together if name not in waiting]
    own = [] if len(others) == len(together) else ["work of their own" if len(waiting) > 1 else "work of its own"]
    needed = " and ".join([*([_some(others)] if others else []), *own])
    return f"which also need{'s' if len(waiting) == 1 else ''} {needed}"


def _aside(found: Planned) -> Iterator[str]:
    """Tell what is not in the list, and why."""
    if found.plan.spared:
        yield from _wrapped(f"Not needed, because another line is enough: {', '.join(found.plan.spared)}", 2)
    for action in found.accepted:
        until = action.until.isoformat() if action.until is not None else "further notice"
        yield from _wrapped(f"Accepted until {until} by {action.by}: {action.id}: {action.reason}", 2)
    for action in found.done:
        yield from _wrapped(f"Done: {action.id}: {action.reason}", 2)


def plan_markdown(found: Planned, advise: Advise) -> str:
    """Write the plan as Markdown: a table of all lines, then the first ones in full."""
    name = found.overview.state.workload.name
    lines = [f"# What to do about {name}", "", "| | Action | Severity | Effort | Owner | Due | Closes |"]
    lines += ["|---:|---|---|---|---|---|---|"]
    for row in plan_rows(found, advise):
        lines.append(
            f"| {row['order']} | {_cell(row['title'])} (`{row['id']}`) | {row['severity']} | {row['effort']} | "
            f"{_cell(row['owner'])} | {row['due']} | {row['practices']} |"
        )
    for number, line in enumerate(found.plan.first, 1):
        lines += ["", f"## {number}. {line.title.rstrip('.')}", "", _reasoning(line), ""]
        lines += [part for told in _told(advise(line.id)) for part in (told, "")]
        lines += [f"- `{finding.place}` {finding.resource}: {finding.reason}" for finding in line.findings]
    aside = list(_aside(found))
    return plain("\n".join([*lines, *(["", *(f"- {text}" for text in aside)] if aside else [])]) + "\n")


def plan_csv(found: Planned, advise: Advise) -> str:
    """Write the plan as CSV (RFC 4180, UTF-8): the lines in their order, then accepted risks and what is done."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _plain(value) for key, value in row.items()} for row in plan_rows(found, advise))
    return out.getvalue()


def plan_rows(found: Planned, advise: Advise) -> Iterator[dict[str, str]]:
    """Give a row of texts for each line, and for each action that is accepted or done."""
    for number, line in enumerate(found.plan.lines, 1):
        advice = advise(line.id)
        yield {
            "order": str(number),
            "id": line.id,
            "title": line.title.rstrip("."),
            "severity": line.severity,
            "effort": SIZES[line.effort],
            "practices": " ".join(practice.code for practice in line.practices),
            "places": " ".join(finding.place for finding in line.findings),
            "why": advice.why,
            "first_step": advice.first_step,
            **_action_row(found.actions.get(line.id)),
        }
    for action in (*found.accepted, *found.done):
        yield {
            "order": "",
            "id": action.id,
            "title": action.title.rstrip("."),
            "severity": action.severity,
            "effort": SIZES[action.effort],
            "practices": " ".join(action.practices),
            "places": "",
            "why": "",
            "first_step": action.first_step,
            **_action_row(action),
        }


def _action_row(action: Action | None) -> dict[str, str]:
    if action is None:
        return dict.fromkeys(("status", "owner", "due", "reason", "accepted_until"), "")
    return {
        "status": action.status,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due is not None else "",
        "reason": action.reason,
        "accepted_until": action.until.isoformat() if action.until is not None else "",
    }


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _some(words: Sequence[str]) -> str:
    """List a few words, and count the others."""
    return _listed(words if len(words) <= SOME else (*words[: SOME - 1], f"{len(words) - SOME + 1} more"))


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False, break_long_words=False)
