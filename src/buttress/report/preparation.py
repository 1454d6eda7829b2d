"""What to prepare before a conversation: as Markdown, and for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from buttress.report.counting import count
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.answers.agenda import Topic
    from buttress.application.preparing import Invitation, Preparation, Slot, Spare

WIDTH: Final = 100
DETAILS: Final = 12
"""How many details of something to bring are named."""
ROLES: Final = {
    "owner": "who answers for the workload",
    "developer": "who builds it",
    "operator": "who runs it",
    "security": "who guards it",
    "finance": "who pays for it",
}


def preparation_markdown(found: Preparation) -> str:
    """Write it as Markdown, to send around."""
    lines = [f"# Before the conversation about {found.name}", "", _summary(found), "", "## Whom to invite", ""]
    lines += ["| who | questions | only they can answer | about | be there |", "|---|---|---|---|---|"]
    lines += [
        f"| {_who(i)} | {i.questions} | {i.alone or ''} | {i.minutes:.0f} min | {_span(i)} |" for i in found.invitations
    ]
    if found.spares:
        lines += ["", "## What to bring", ""]
        lines += [f"- {_spare(spare)}" for spare in found.spares]
    lines += ["", "## Agenda", ""]
    for slot in found.slots:
        lines += [f"### {_span(slot)} {_title(found, slot)}", ""] if slot.block else [f"### {_span(slot)} Break", ""]
        lines += [f"- {_topic(topic)}" for topic in slot.topics]
        lines += [""] if slot.topics else []
    lines += _later(found)
    return plain("\n".join(lines).rstrip() + "\n")


def preparation_text(found: Preparation) -> str:
    """Write it for a terminal of a hundred columns."""
    lines = [
        *textwrap.wrap(f"Before the conversation about {found.name}. {_summary(found)}", WIDTH),
        "",
        "Whom to invite",
    ]
    for each in found.invitations:
        alone = f", {each.alone} that only they can answer" if each.alone else ""
        what = f"{count(each.questions, 'question')}{alone}, about {each.minutes:.0f} minutes"
        lines += _point(f"{_who(each)}: {what}, from {_span(each)}")
    if found.spares:
        lines += ["", "What to bring: each of these spares talk"]
        lines += [line for spare in found.spares for line in _point(_spare(spare))]
    for slot in found.slots:
        lines += ["", f"{_span(slot)}  {_title(found, slot) if slot.block else 'Break'}"]
        lines += [line for topic in slot.topics for line in _point(_topic(topic))]
    lines += ["", *[line for text in _later(found) for line in textwrap.wrap(text, WIDTH)]]
    return plain("\n".join(lines).rstrip() + "\n")


def _summary(found: Preparation) -> str:
    agenda = found.agenda
    number = len(agenda.topics)
    if not number:
        return "Nothing is open: there is nothing to talk about."
    fitting = sum(len(slot.topics) for slot in found.slots)
    return (
        f"{number} questions are open; {fitting} of them fit into {found.minutes:.0f} minutes, those that narrow the "
        f"risk most. At stake: {agenda.stake.high} questions that may be of high risk, {agenda.stake.medium} of medium "
        f"risk. After that time it is {agenda.left.high} and {agenda.left.medium}. All minutes are our assumption."
    )


def _later(found: Preparation) -> Iterator[str]:
    later = [topic.code for block in found.agenda.later for topic in block.topics]
    if later:
        minutes = sum(block.minutes for block in found.agenda.later)
        yield f"Left for another time, about {minutes:.0f} minutes: {', '.join(later)}."


def _who(invitation: Invitation) -> str:
    return f"{invitation.role} ({ROLES[invitation.role]})"


def _span(times: Slot | Invitation) -> str:
    return f"{_clock(times.begins)} to {_clock(times.ends)}"


def _clock(minutes: float) -> str:
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02}"


def _title(found: Preparation, slot: Slot) -> str:
    pillars = {pillar.id: pillar.name for lens in found.lenses for pillar in lens.pillars}
    pillar = pillars[slot.block.pillar] if slot.block is not None else ""
    return f"{pillar}, with {', '.join(slot.roles)}"


def _topic(topic: Topic) -> str:
    question = topic.question.question
    return f"{question.code} {question.title} ({len(topic.question.open)} open, {' or '.join(topic.who)})"


def _spare(spare: Spare) -> str:
    practices = f"{spare.practices} open practice{'' if spare.practices == 1 else 's'}"
    questions = count(spare.questions, "question")
    more = len(spare.details) - DETAILS
    details = "; ".join(spare.details[:DETAILS]) + (f"; and {more} more" if more > 0 else "")
    return f"{spare.what}, for {practices} of {questions}: {details}"


def _point(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
