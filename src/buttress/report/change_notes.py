"""What one should know of two sides to read their comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.report.change_words import called
from buttress.report.counting import count
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.application.comparing import Named
    from buttress.plan.change import Change


def notes(before: Named, after: Named, change: Change) -> Iterator[str]:
    """Say what one should know of the two sides to read the comparison."""
    for one in (before, after):
        if one.absent:
            yield f"{called(one)} has nothing at this path: all of the other side is {_new_or_gone(one, before)}."
    for named in (before, after):
        if not named.side.snapshot.complete:
            yield f"Not everything was read of {called(named)}: {_hidden(named)}."
    for old, new in change.moved:
        yield f"{plain(old)} is {plain(new)} now; its resources are compared."
    yield from _differences(before, after)
    yield from _come_and_gone(change)


def _new_or_gone(one: Named, before: Named) -> str:
    return "new" if one is before else "gone"


def _hidden(named: Named) -> str:
    snapshot = named.side.snapshot
    first, *others = [*snapshot.unread, *snapshot.problems]
    more = f", and {count(len(others), 'more note')}" if others else ""
    return f"{plain(first).rstrip('.')}{more}"


def _differences(before: Named, after: Named) -> Iterator[str]:
    old, new = before.side.snapshot, after.side.snapshot
    if old.as_of != new.as_of:
        yield f"The two were judged as of {old.as_of} and {new.as_of}: end dates may have passed between."
    if old.version != new.version:
        yield f"The two were reviewed by Buttress {old.version} and {new.version}."


def _come_and_gone(change: Change) -> Iterator[str]:
    came, went = len(change.new_resources), len(change.gone_resources)
    if came:
        yield f"{count(came, 'resource')} {'is' if came == 1 else 'are'} new."
    if went:
        yield f"{count(went, 'resource')} {'is' if went == 1 else 'are'} gone."
    came_lenses, gone_lenses = change.lenses
    yield from (f"The lens {lens} applies now." for lens in came_lenses)
    yield from (f"The lens {lens} no longer applies." for lens in gone_lenses)
    if change.new_checks:
        yield f"New in this version of Buttress: {', '.join(change.new_checks)}."
    if change.gone_checks:
        yield f"No longer part of Buttress: {', '.join(change.gone_checks)}."
