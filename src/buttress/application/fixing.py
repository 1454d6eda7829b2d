"""Turns gaps into patches, each of which is tried before it is shown."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final, Protocol

from buttress.application.review import name_of, review_of
from buttress.plan.patch import FileChange, Fixing, Left, Patch
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import ModuleType

    from buttress.application.review import Progress, Request, Review, Source
    from buttress.evidence.fix import Fix
    from buttress.evidence.record import Evidence
    from buttress.graph.resource import Resource

MOST_TRIES: Final = 12
"""How often a set of patches is tried again without those that did harm."""
UNREAD: Final = "something could not be read any more"
NO_SET: Final = "no set of patches was found that does no harm"
REGRESSED: Final = "{check} would become a gap on {resource}"

States = dict[tuple[str, str], str]
"""The states of verdicts by check and resource."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Says which gaps to close: of some checks and resources (none are all), and whether by unsafe fixes too.

    A resource is named by its id, or by its logical id.
    """

    checks: Collection[str] = ()
    resources: Collection[str] = ()
    unsafe: bool = False

    def means(self, evidence: Evidence) -> bool:
        """Say whether a gap is meant."""
        names = {evidence.resource, evidence.resource.rpartition("#")[2]}
        return (not self.checks or evidence.check.id in self.checks) and (
            not self.resources or bool(names & set(self.resources))
        )


@dataclass(frozen=True, slots=True)
class Edited:
    """Holds what an editor made: the files before and after by how they are shown, those that each of the given fixes
    touches, and why others are not made, both by their number.
    """

    changes: tuple[FileChange, ...]
    touched: Mapping[int, tuple[str, ...]]
    refused: Mapping[int, str]


class Editor(Protocol):
    """Changes properties in the text of files."""

    def edited(self, fixes: Sequence[tuple[Resource, Fix]]) -> Edited:
        """Make the fixes of some resources, all that can be made together."""
        ...

    def files(self, changes: Sequence[FileChange]) -> AbstractContextManager[Mapping[str, Path]]:
        """Give files that hold what changes make of others, by how those are shown, for as long as it lasts."""
        ...


@dataclass(slots=True)
class Attempt:
    """Tries fixes for some gaps until what is left closes them and does no harm."""

    before: Review
    gaps: Sequence[tuple[Evidence, Fix]]
    editor: Editor
    look: Callable[[Sequence[FileChange]], Review]
    why: dict[int, str] = field(default_factory=dict)
    """Why the gaps of some numbers are left."""

    def run(self) -> tuple[tuple[FileChange, ...], dict[int, tuple[str, ...]]]:
        """Give the files that change, and those of each gap that is closed in the end, by its number."""
        by_id = {resource.id: resource for resource in self.before.graph.resources}
        for _ in range(MOST_TRIES):
            numbers = [number for number in range(len(self.gaps)) if number not in self.why]
            pairs = [(by_id[self.gaps[number][0].resource], self.gaps[number][1]) for number in numbers]
            edited = self.editor.edited(pairs)
            self.why.update({numbers[place]: reason for place, reason in edited.refused.items()})
            made = {numbers[place]: files for place, files in edited.touched.items()}
            found = self._harm(edited.changes, sorted(made)) if edited.changes else {}
            if not found:
                return edited.changes, made
            self.why.update(found)
        self.why.update({number: NO_SET for number in range(len(self.gaps)) if number not in self.why})
        return (), {}

    def _harm(self, changes: Sequence[FileChange], made: list[int]) -> dict[int, str]:
        """Give the numbers of patches that do not what they should, with the reasons."""
        after = self.look(changes)
        old, new = states_of(self.before), states_of(after)
        reasons = {(record.check.id, record.resource): record.reason for record in after.evidence}
        still = {
            number: f"it would still be a gap: {reasons[key]}"
            for number in made
            if new.get(key := self._key(number)) == "gap"
        }
        if still:
            return still
        worse = sorted(key for key, state in new.items() if state == "gap" and old.get(key) != "gap")
        if stopped(after) > stopped(self.before):
            return dict.fromkeys(made, UNREAD)
        return self._blamed(worse, made)

    def _blamed(self, worse: list[tuple[str, str]], made: list[int]) -> dict[int, str]:
        """Give the patches to do without because of new gaps: those of the same resource, else the last half of all."""
        found: dict[int, str] = {}
        for check, resource in worse:
            told = REGRESSED.format(check=check, resource=resource.rpartition("#")[2])
            own = [number for number in made if self._key(number)[1] == resource]
            found.update(dict.fromkeys(own or made[len(made) // 2 :], told))
        return found

    def _key(self, number: int) -> tuple[str, str]:
        evidence = self.gaps[number][0]
        return evidence.check.id, evidence.resource


def fix(  # noqa: PLR0913 - what is reviewed, with what, and what is wanted
    request: Request,
    source: Source,
    catalogue: ModuleType,
    editor: Editor,
    chosen: Chosen,
    progress: Progress | None = None,
) -> Fixing:
    """Review an architecture, and make patches for the gaps that can be closed by a setting.

    A patch is withheld where the gap would stay, where another check would become a gap, or where something that was
    read could not be read any more.
    """

    def look(changes: Sequence[FileChange] = ()) -> Review:
        with editor.files(changes) as instead:
            asked = replace(request, instead=instead)
            return review_of(source(asked), name_of(request.paths), asked, catalogue, progress)

    before = look()
    meant = [record for record in before.evidence if record.counts_as_gap and chosen.means(record)]
    known = [(record, found) for record in meant if (found := record.check.fix_for(record.type)) is not None]
    unsafe = [Left(record, found, found.unsafe) for record, found in known if not found.safe and not chosen.unsafe]
    attempt = Attempt(before, [pair for pair in known if pair[1].safe or chosen.unsafe], editor, look)
    changes, made = attempt.run()
    return Fixing(
        patches=tuple(Patch(*attempt.gaps[number], files) for number, files in sorted(made.items())),
        left=tuple(unsafe + [Left(*attempt.gaps[number], why) for number, why in sorted(attempt.why.items())]),
        files=changes,
        people=len(meant) - len(known),
    )


def states_of(review: Review) -> States:
    """Give the states of all verdicts of a review."""
    return {(record.check.id, record.resource): record.state for record in review.evidence}


def stopped(review: Review) -> int:
    """Count the files that could not be read, and what was not read of others."""
    return sum(problem.stops for problem in review.problems) + len(review.graph.unread)
