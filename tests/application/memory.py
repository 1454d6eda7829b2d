"""A store in memory, which keeps what the port promises: revisions, conflicts, all or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.application.store import ConflictError, ExistsError, MissingError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.application.milestone import Milestone, State
    from buttress.application.workload import Listed, Participant, Remark, Workload
    from buttress.lenses import Lens
    from buttress.plan.action import Action


class MemoryStore:
    """Keeps everything for as long as it lives."""

    def __init__(self) -> None:
        self.kept: dict[str, Workload] = {}
        self.lens_versions: dict[str, Lens] = {}
        self.evidence: dict[str, list[tuple[datetime.datetime, Snapshot]]] = {}
        self.said: dict[tuple[str, str], list[Answer]] = {}
        self.people: dict[tuple[str, str], Participant] = {}
        self.texts: dict[str, list[Remark]] = {}
        self.marked: dict[str, list[tuple[Milestone, State]]] = {}

    def create(self, workload: Workload) -> Workload:
        if workload.name in self.kept:
            raise ExistsError(workload.name)
        self.kept[workload.name] = replace(workload, revision=1)
        return self.kept[workload.name]

    def workload(self, name: str) -> Workload:
        if name not in self.kept:
            raise MissingError(f"There is no workload {name!r}.")
        return self.kept[name]

    def workloads(self) -> tuple[Listed, ...]:
        return ()

    def change(self, workload: Workload) -> Workload:
        held = self.workload(workload.name)
        _same(held.revision, workload.revision, held)
        self.kept[workload.name] = replace(workload, revision=held.revision + 1)
        return self.kept[workload.name]

    def pin(self, lens: Lens) -> str:
        self.lens_versions[f"digest of {lens.id}"] = lens
        return f"digest of {lens.id}"

    def lens(self, digest: str) -> Lens:
        return self.lens_versions[digest]

    def keep(self, workload: str, snapshot: Snapshot, at: datetime.datetime) -> int:
        held = self.evidence.setdefault(self.workload(workload).name, [])
        if not held or held[-1][1] != snapshot:
            held.append((at, snapshot))
        return len(held)

    def snapshot(self, workload: str, number: int | None = None) -> Snapshot | None:
        held = self.evidence.get(self.workload(workload).name, [])
        return held[(number or len(held)) - 1][1] if held else None

    def snapshots(self, workload: str) -> tuple[tuple[int, datetime.datetime], ...]:
        return tuple((number, at) for number, (at, _) in enumerate(self.evidence.get(workload, []), 1))

    def answers(self, workload: str) -> Mapping[str, Answer]:
        self.workload(workload)
        return {code: history[-1] for (name, code), history in self.said.items() if name == workload}

    def history(self, workload: str, practice: str) -> tuple[Answer, ...]:
        return tuple(self.said.get((workload, practice), ()))

    def answer(self, workload: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        held = self.answers(workload)
        for answer in answers:
            there = held.get(answer.practice)
            _same(there.revision if there is not None else 0, answer.revision, there)
        kept = tuple(replace(answer, revision=answer.revision + 1) for answer in answers)
        for answer in kept:
            self.said.setdefault((workload, answer.practice), []).append(answer)
        return kept

    def participants(self, workload: str) -> tuple[Participant, ...]:
        return tuple(
            person for (name, _), person in sorted(self.people.items()) if name == workload and not person.left
        )

    def take_part(self, workload: str, participant: Participant) -> Participant:
        held = self.people.get((workload, participant.name))
        _same(held.revision if held is not None else 0, participant.revision, held)
        kept = replace(participant, revision=participant.revision + 1)
        self.people[workload, participant.name] = kept
        return kept

    def remarks(self, workload: str) -> tuple[Remark, ...]:
        return tuple(self.texts.get(workload, ()))

    def remark(self, workload: str, remark: Remark) -> Remark:
        held = self.texts.setdefault(workload, [])
        if remark.number == 0:
            held.append(replace(remark, number=len(held) + 1, revision=1))
            return held[-1]
        there = held[remark.number - 1]
        _same(there.revision, remark.revision, there)
        held[remark.number - 1] = replace(remark, revision=remark.revision + 1)
        return held[remark.number - 1]

    def actions(self, workload: str) -> tuple[Action, ...]:
        del workload
        return ()

    def action_history(self, workload: str, action: str) -> tuple[Action, ...]:
        del workload, action
        return ()

    def act(self, workload: str, actions: Sequence[Action]) -> tuple[Action, ...]:
        del workload
        return tuple(actions)

    def milestones(self, workload: str) -> tuple[Milestone, ...]:
        return tuple(milestone for milestone, _ in self.marked.get(workload, ()))

    def state_at(self, workload: str, number: int) -> State:
        return self.marked[workload][number - 1][1]

    def mark(self, workload: str, milestone: Milestone, state: State) -> Milestone:
        self.marked.setdefault(workload, []).append((milestone, state))
        return milestone

    def close(self) -> None:
        self.kept.clear()


def _same(held: int, named: int, theirs: object) -> None:
    if held != named:
        raise ConflictError(f"The store holds revision {held}, not {named}.", theirs)
