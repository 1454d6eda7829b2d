"""What the reports for people have in common: titles of actions, and what is not known, in few words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from buttress.graph.unread import PROPOSAL
from buttress.graph.values import NOT_DECIDED
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.application.review import Review
    from buttress.plan.items import Item

MOST = 3
LIVE = "a live source would tell"


@dataclass(frozen=True, slots=True)
class Known:
    """Says in a few sentences what is not known and why."""

    sentences: tuple[str, ...]


def title_of(item: Item) -> str:
    """Give the statement that is true when the action is done."""
    return item.check.title.rstrip(".")


def known_of(review: Review) -> Known:
    """Sum up what is not known."""
    return Known(tuple(_sentences(review)))


def _sentences(review: Review) -> Iterator[str]:
    unknown = [found for found in review.evidence if found.state == "unknown"]
    if unknown:
        yield f"{len(unknown)} of {len(review.evidence)} verdicts"
    depends = Counter(name for found in unknown for name in {label for case in found.when for label, _ in case.world})
    for name, number in _most(depends):
        yield f"{number} depend on {name}"
    elsewhere = sum(LIVE in found.reason for found in unknown)
    if elsewhere:
        yield f"{elsewhere} may be set up elsewhere in the account or organization"
    undecided = sum(found.reason == NOT_DECIDED for found in unknown)
    if undecided:
        yield f"{undecided} {NOT_DECIDED}"
    others = (found.reason for found in unknown if not found.when and LIVE not in found.reason)
    reasons = Counter(reason for reason in others if reason != NOT_DECIDED)
    for reason, number in _most(reasons):
        yield f"{number}: {reason}" if number > 1 else reason
    unread = Counter(what.kind for what in review.graph.unread if what.kind != PROPOSAL)
    for kind, number in sorted(unread.items()):
        yield f"{number} {kind}{'s' if number > 1 else ''} not read"


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
