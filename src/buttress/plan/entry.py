"""What became of each finding between two reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from buttress.plan.moving import resources_of
from buttress.plan.step import cases_of, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.evidence.verdict import State
    from buttress.plan.step import Step, World

Kind = Literal["opened", "lost", "new_check", "remains", "closed", "ceased", "seen", "gone_check"]

KINDS: Final[tuple[Kind, ...]] = (
    "opened", "lost", "new_check", "remains", "closed", "ceased", "seen", "gone_check",
)  # fmt: skip
"""In the order in which they are told.

A gap that was not there before; what was known and can no longer be known, or a gap of a resource that is no longer
seen while not everything was read; a gap found by a check that the older review did not have; a gap that is still there
for another reason; a gap that was closed, or whose resource is gone; one that no longer concerns the resource; what is
met and was not known; a gap found by a check that the newer review does not have.
"""

BECAME: Final[Mapping[tuple[State, State], Kind]] = {
    ("met", "gap"): "opened",
    ("not_applicable", "gap"): "opened",
    ("unknown", "gap"): "opened",
    ("met", "unknown"): "lost",
    ("gap", "unknown"): "lost",
    ("gap", "met"): "closed",
    ("gap", "not_applicable"): "ceased",
    ("unknown", "met"): "seen",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Tells what became of a finding; `before` is None where it is new, `after` where it is gone.

    `worlds` are those that this holds in, empty where it holds in all. `was` and `now` are the reasons on both sides,
    empty where there is none; `came_from` is the state that it had in these worlds, None where there was none.
    """

    kind: Kind
    before: Finding | None
    after: Finding | None
    worlds: tuple[World, ...] = ()
    was: str = ""
    now: str = ""
    came_from: State | None = None

    @property
    def finding(self) -> Finding:
        """Give the finding as it is now, as it was where it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("An entry is about a finding: give it before, after, or both.")
        return found


def entries_of(before: Snapshot, after: Snapshot) -> tuple[Entry, ...]:
    """Compare two snapshots finding by finding; ids of resources are the same on both sides."""
    there, still = resources_of(before), resources_of(after)
    olds, news = before.by_key, after.by_key
    found = [
        *(entry for key, old in olds.items() if key in news for entry in _kept(old, news[key])),
        *(entry for key, old in olds.items() if key not in news for entry in _gone(old, still, after)),
        *(entry for key, new in news.items() if key not in olds for entry in _new(new, there)),
    ]
    return tuple(sorted(found, key=_order))


def still_open(before: Snapshot, after: Snapshot) -> int:
    """Count the gaps that both have."""
    return sum(
        found.state == "gap" and key in before.by_key and before.by_key[key].state == "gap"
        for key, found in after.by_key.items()
    )


def _order(entry: Entry) -> tuple[object, ...]:
    found = entry.finding
    severity = ("high", "medium", "low").index(found.severity)
    return KINDS.index(entry.kind), severity, found.check, found.file, found.line, found.resource, entry.worlds


def _kept(old: Finding, new: Finding) -> Iterator[Entry]:
    """Tell of a finding that both sides have, in one entry for each thing that became of it."""
    groups: dict[tuple[Kind, State], list[Step]] = {}
    paired = steps(old, new)
    for step in paired:
        kind = _kind(step)
        if kind is not None:
            groups.setdefault((kind, step.before.state), []).append(step)
    for (kind, came_from), group in groups.items():
        worlds = () if len(group) == len(paired) else tuple(step.world for step in group)
        yield Entry(kind, old, new, worlds, group[0].before.reason, group[0].after.reason, came_from)


def _kind(step: Step) -> Kind | None:
    if step.states == ("gap", "gap"):
        return "remains" if step.before.reason != step.after.reason else None
    return BECAME.get(step.states)


def _gone(old: Finding, still: Mapping[str, str], after: Snapshot) -> Iterator[Entry]:
    """Tell of a finding that the newer side does not have."""
    if _is_there(old, still):
        yield from _one_sided("gone_check", old, None)
    elif after.complete:
        yield from _one_sided("closed", old, None)
    else:
        yield from _one_sided("lost", old, None)


def _new(new: Finding, there: Mapping[str, str]) -> Iterator[Entry]:
    """Tell of a finding that the older side does not have."""
    yield from _one_sided("new_check" if _is_there(new, there) else "opened", None, new)


def _is_there(found: Finding, resources: Mapping[str, str]) -> bool:
    """Say whether a side has the resource of a finding, under the same type; each has the workload."""
    return "#" not in found.resource or resources.get(found.resource) == found.type


def _one_sided(kind: Kind, old: Finding | None, new: Finding | None) -> Iterator[Entry]:
    """Tell of the gaps of a finding that one side lacks."""
    found = Entry(kind, old, new).finding
    cases = cases_of(found)
    gaps = [case for case in cases if case.state == "gap"]
    if gaps:
        worlds = () if len(gaps) == len(cases) else tuple(tuple(sorted(case.world)) for case in gaps)
        was, now = (gaps[0].reason, "") if old is not None else ("", gaps[0].reason)
        yield Entry(kind, old, new, worlds, was, now, "gap" if old is not None else None)
