"""How a conversation is worded in a terminal, whatever the front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.application.answering import WORDS, quoted
from buttress.application.moving import place_of
from buttress.application.offers import told_by
from buttress.application.session import minutes_used

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from buttress.application.choices import Choice
    from buttress.application.session import Session


def header(session: Session, now: datetime.datetime) -> str:
    """Say in one line where the conversation stands: pillar, people, question, time, and what is at stake."""
    return _header(session, now)[0]


def short_header(session: Session, now: datetime.datetime, width: int) -> str:
    """Say the same in as many words as fit into a width, the fewest where nothing fits."""
    lines = _header(session, now)
    return next((line for line in lines if len(line) <= width), lines[-1])


def _header(session: Session, now: datetime.datetime) -> tuple[str, ...]:
    """Give the line in full, in brief, and with only the first of the people."""
    place = place_of(session)
    pillar = session.pillar(session.standing(session.at).question.pillar)
    at_stake = session.stake
    stake = f"{at_stake.high} high, {at_stake.medium} medium"
    number = f"question {place.number} of {place.of}" if place.number else f"{session.at} {place.part}"
    part = [place.part] if place.part and place.number else []
    full = [pillar, f"with: {people(session)}", number, *part, clock(session, now), f"still at stake: {stake}"]
    later = ", later" if place.part else ""
    short = f"{place.number} of {place.of}{later}" if place.block is not None else place.part
    end = [short, clock(session, now, brief=True), f"at stake {stake}"]
    brief = ([pillar, people(session), *end], [pillar, people(session, brief=True), *end])
    return tuple(" · ".join(parts) for parts in (full, *brief))


def time_is_up(session: Session, now: datetime.datetime) -> str:
    """Say what is left at stake when the time is used; empty before."""
    if minutes_used(session, now) <= session.budget:
        return ""
    stake = session.stake
    left = f"{stake.high} questions of high and {stake.medium} of medium risk are still at stake"
    return f"The {session.budget:.0f} minutes are up: {left}. Go on, or leave with q; everything is kept."


def people(session: Session, *, brief: bool = False) -> str:
    """Say who is here; in brief, the first by name and how many more."""
    names = [person.name for person in session.people]
    if brief and len(names) > 1:
        return f"{names[0]} +{len(names) - 1}"
    return ", ".join(names) or "everybody"


def clock(session: Session, now: datetime.datetime, *, brief: bool = False) -> str:
    """Say how much of the time is used, as minutes and seconds."""
    used = max(0, int(minutes_used(session, now) * 60))
    over = " (over)" if used > session.budget * 60 else ""
    of = "of" if brief else "used of"
    return f"{used // 60}:{used % 60:02} {of} {session.budget:.0f}:00{over}"


def asked(choice: Choice) -> Iterator[str]:
    """Say what leads the conversation about a choice, a line each: what to ask, when it applies, who is missing."""
    yield choice.guide.ask
    if choice.guide.only_if:
        yield f"It applies only if {choice.guide.only_if}."
    if choice.missing:
        yield f"Nobody here is named for it: {' or '.join(choice.guide.who)} can answer."


def offered(choice: Choice) -> Iterator[str]:
    """Say which answers from earlier or from a template are there to take."""
    for offer in choice.offers:
        answer = offer.answer
        reason = f", because {answer.reason}" if answer.reason else ""
        note = f" ({answer.note})" if answer.note else ""
        where = "a template" if offer.origin == "template" else "earlier"
        yield f"From {where}: {WORDS[answer.decision]}{reason}{note}, {offer.source}."


def proposed(choice: Choice) -> str:
    """Say which answer evidence suggests where it does not decide; empty where it suggests none."""
    if choice.suggests is None or choice.standing.decided:
        return ""
    return f"evidence suggests: {WORDS[choice.suggests]}"


def evidence(choice: Choice) -> Iterator[str]:
    """Tell all that evidence says about a choice: each finding with its place, its cases, and what it rests on."""
    said = choice.standing.said
    if said is None or not (said.reasons or choice.findings):
        yield "Nothing was looked at that speaks of it."
        return
    yield from (f"{reason[:1].upper()}{reason[1:]}." for reason in said.reasons)
    for found in choice.findings:
        yield f"{found.state.replace('_', ' ')}: {found.place} {found.resource.rpartition('#')[2]}: {found.reason}"
        for case in found.when:
            world = " and ".join(f"{name} {what}" for name, what in case.world)
            yield f"  when {world}: {case.state.replace('_', ' ')}, {case.reason}"
        if found.rests_on:
            yield f"  rests on {', '.join(found.rests_on)}"


def why(choice: Choice) -> Iterator[tuple[str, str]]:
    """Tell why we ask, as pairs of a heading and a text; texts may be empty."""
    guide = choice.guide
    yield "If it is absent", guide.if_absent
    yield "What good looks like", guide.good_looks_like
    yield "Done when", guide.done_when
    yield "Dig deeper", " ".join(guide.dig_deeper)
    yield "Steps", " ".join(f"{number}. {step}" for number, step in enumerate(guide.steps, 1))
    yield "Effort", f"{guide.effort.size}: {guide.effort.because}"
    yield "Who can answer", ", ".join(guide.who)
    yield "Read", guide.read


def conflict(session: Session) -> str:
    """Say what somebody else answered in the meantime; empty where nobody did."""
    if session.conflict is None:
        return ""
    theirs, ours = session.conflict.theirs, session.conflict.ours
    mine = next(given for given in ours if given.practice == theirs.practice)
    said = "opened it again" if theirs.withdrawn else f"said {quoted(theirs.decision)}"
    note = f" ({theirs.note})" if theirs.note else ""
    you = "open it again" if mine.withdrawn else f"say {quoted(mine.decision)}"
    return f"{told_by(theirs)}, {said} to {theirs.practice}{note} while you were talking. You {you}."
