"""What holds of every change, whatever the snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from buttress.evidence.verdict import State
from buttress.plan.step import steps
from tests.plan.snapshots import by_env, changed, finding, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.plan.entry import Entry

STATES: st.SearchStrategy[State] = st.sampled_from(get_args(State))
WORLDS = st.one_of(
    st.none(),
    st.builds(lambda one, other: by_env(prod=one, others=other), STATES, STATES),
    st.builds(lambda one, two, other: by_env(prod=one, dev=two, others=other), STATES, STATES, STATES),
)
KEYS = st.lists(
    st.tuples(st.sampled_from(["a.yaml#A", "a.yaml#B", "b.yaml#A", "workload"]), st.sampled_from(["c1", "c2"])),
    unique=True,
    max_size=6,
)


@st.composite
def findings(draw: st.DrawFn, resource: str = "a.yaml#A", check: str = "c1") -> Finding:
    worlds = draw(WORLDS)
    reason = draw(st.sampled_from(["one", "two"]))
    return finding("unknown" if worlds else draw(STATES), resource, check, reason=reason, worlds=worlds)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    keys = draw(KEYS)
    return snapshot(*[draw(findings(resource, check)) for resource, check in keys], complete=draw(st.booleans()))


def named(entries: Iterable[Entry], roots: Mapping[str, str]) -> set[tuple[str, str]]:
    """Give the check and the resource of entries, the resource under the new name of its root where that was moved."""
    found = ((entry.finding.check, entry.finding.resource.partition("#")) for entry in entries)
    return {(check, f"{roots.get(root, root)}#{inner}") for check, (root, _, inner) in found}


@given(snapshots())
def test_nothing_changes_between_a_snapshot_and_itself(one: Snapshot) -> None:
    assert changed(one, one).empty


@given(findings(), findings())
def test_the_worlds_of_the_way_back_are_those_of_the_way(one: Finding, other: Finding) -> None:
    there = {(step.world, step.before, step.after) for step in steps(one, other)}
    assert there == {(step.world, step.after, step.before) for step in steps(other, one)}


@given(snapshots(), snapshots())
def test_the_way_back_mirrors_the_way(one: Snapshot, other: Snapshot) -> None:
    there, back = changed(one, other), changed(other, one)
    roots = dict(there.moved)
    assert roots == {new: old for old, new in back.moved}
    assert (there.new_checks, there.gone_checks) == (back.gone_checks, back.new_checks)
    assert there.still_open == back.still_open
    assert len(there.new_resources) == len(back.gone_resources)
    assert named(there.of("remains"), roots) == named(back.of("remains"), roots)
    assert named(there.of("new_check"), roots) == named(back.of("gone_check"), roots)
    gaps_lost = [entry for entry in back.of("lost") if entry.came_from == "gap"]
    assert named(there.of("opened"), roots) == named([*back.of("closed", "ceased"), *gaps_lost], roots)
    mets_lost = [entry for entry in back.of("lost") if entry.came_from == "met"]
    assert named(there.of("seen"), roots) == named(mets_lost, roots)


@given(snapshots(), snapshots())
def test_nothing_is_both_closed_and_opened(one: Snapshot, other: Snapshot) -> None:
    change = changed(one, other)
    closed = [(entry.finding.key, world) for entry in change.of("closed", "ceased") for world in entry.worlds or ((),)]
    opened = [(entry.finding.key, world) for entry in change.of("opened", "lost") for world in entry.worlds or ((),)]
    assert set(closed).isdisjoint(opened)
    alone = [entry.finding.key for entry in change.entries if not entry.worlds]
    assert len(alone) == len(set(alone))
