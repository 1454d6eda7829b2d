"""Prepares a conversation: whom to invite and when, what to bring, and what would spare questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.application.opening import agenda_for
from buttress.graph.values import NOT_DECIDED
from buttress.lenses.guide import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buttress.answers.agenda import Agenda, Block, Topic
    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.lenses import Lens
    from buttress.lenses.guide import Role

SITTING: Final = 45.0
"""After how many minutes of talk there is a break."""
BREAK: Final = 10.0
"""How many minutes a break takes; they come on top of the time there is to talk."""
LIVE: Final = "a live source would tell"
NO_VALUE: Final = re.compile(r"parameter (\w+) has no value here")
LEFT_OPEN: Final = "leaves open"
"""How what a proposal leaves open is named among what is not read."""
UNREAD: Final = re.compile(r"but (.+) is not read$")


@dataclass(frozen=True, slots=True)
class Slot:
    """Holds a stretch of the agenda, in minutes from the beginning: some questions of a block, or a break (None)."""

    begins: float
    ends: float
    block: Block | None
    topics: tuple[Topic, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Give who can answer something of it."""
        return tuple(role for role in ROLES if any(role in topic.who for topic in self.topics))


@dataclass(frozen=True, slots=True)
class Invitation:
    """Says for how many questions of the agenda a role is wanted, about how long, and between which minutes.

    `alone` counts the questions that nobody else can answer; without such a role they stay open.
    """

    role: Role
    questions: int
    alone: int
    minutes: float
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Spare:
    """Names something to bring, and how many open practices of how many questions it would say something about."""

    what: str
    details: tuple[str, ...]
    practices: int
    questions: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """Holds what is good to know before people sit down; `minutes` is the time there is to talk."""

    name: str
    lenses: tuple[Lens, ...]
    agenda: Agenda
    minutes: float
    slots: tuple[Slot, ...]
    invitations: tuple[Invitation, ...]
    spares: tuple[Spare, ...]


def prepared(
    name: str, snapshot: Snapshot, answers: Mapping[str, Answer], minutes: float, lenses: tuple[Lens, ...]
) -> Preparation:
    """Prepare a conversation about what a review left open in some lenses, as if everybody could come."""
    agenda = agenda_for(lenses, snapshot, answers, ROLES, minutes)
    slots = tuple(_slots(agenda.blocks))
    return Preparation(
        name, lenses, agenda, minutes, slots, tuple(_invitations(slots)), tuple(_spares(snapshot, agenda))
    )


def _slots(blocks: Iterable[Block]) -> Iterator[Slot]:
    """Lay the blocks out in time, with a break wherever people have sat long enough."""
    begins = sat = 0.0
    for block in blocks:
        topics: list[Topic] = []
        for topic in block.topics:
            if sat >= SITTING:
                if topics:
                    yield _slot(begins, block, topics)
                    begins += sum(each.minutes for each in topics)
                    topics = []
                yield Slot(begins, begins + BREAK, None)
                begins, sat = begins + BREAK, 0.0
            topics.append(topic)
            sat += topic.minutes
        yield _slot(begins, block, topics)
        begins += sum(each.minutes for each in topics)


def _slot(begins: float, block: Block, topics: Sequence[Topic]) -> Slot:
    return Slot(begins, begins + sum(topic.minutes for topic in topics), block, tuple(topics))


def _invitations(slots: Sequence[Slot]) -> Iterator[Invitation]:
    for role in ROLES:
        wanted = [slot for slot in slots if role in slot.roles]
        topics = [topic for slot in wanted for topic in slot.topics if role in topic.who]
        if topics:
            alone = sum(topic.who == (role,) for topic in topics)
            minutes = sum(topic.minutes for topic in topics)
            yield Invitation(role, len(topics), alone, minutes, wanted[0].begins, wanted[-1].ends)


def _spares(snapshot: Snapshot, agenda: Agenda) -> Iterator[Spare]:
    """Say what evidence would spare talk: what was unread, values of parameters, a look at the account."""
    unknown = [finding for finding in snapshot.findings if finding.state == "unknown"]
    unread = [found for found in unknown if UNREAD.search(found.reason)]
    undecided = [found for found in unknown if found.reason == NOT_DECIDED]
    hidden = [text for text in snapshot.unread if not (undecided and text.endswith(LEFT_OPEN))]
    if hidden or unread:
        yield _spare("The parts that could not be read", hidden, unread, agenda)
    if undecided:
        details = sorted({found.file for found in undecided})
        yield _spare("What is decided by then, written into the sketch", details, undecided, agenda)
    valued = [(name, found) for found in unknown for name in _parameters(found)]
    if valued:
        names = sorted({name for name, _ in valued})
        what = "Values of parameters (in samconfig.toml, or with buttress review --parameter NAME=VALUE)"
        yield _spare(what, names, [found for _, found in valued], agenda)
    elsewhere = [finding for finding in unknown if LIVE in finding.reason]
    if elsewhere:
        details = list(dict.fromkeys(found.reason.partition(". ")[0] for found in elsewhere))
        what = "Somebody who can look into the account and the organization, or their templates"
        yield _spare(what, details, elsewhere, agenda)


def _parameters(finding: Finding) -> tuple[str, ...]:
    """Give the parameters that a verdict waits for."""
    worlds = (name for case in finding.when for name, _ in case.world)
    return tuple(dict.fromkeys((*NO_VALUE.findall(finding.reason), *worlds)))


def _spare(what: str, details: Iterable[str], findings: Iterable[Finding], agenda: Agenda) -> Spare:
    codes = {code for finding in findings for code in finding.practices}
    counts = [sum(standing.practice.code in codes for standing in topic.question.open) for topic in agenda.topics]
    return Spare(what, tuple(details), sum(counts), sum(map(bool, counts)))
