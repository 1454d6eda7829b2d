"""Worlds: consistent choices of what is open, so that conditions need not be guessed.

A run (a check on one resource, a reader of relations) is repeated once per world. Reading something that depends on an
open atom (a parameter, or a condition that cannot be computed) raises `Fork`, and `explore` runs again once for each
choice of that atom.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_WORLDS: Final = 64

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Other:
    """Chooses for an atom any value but the excluded ones."""

    excluded: frozenset[str]

    def __str__(self) -> str:
        """Give the choice as a verdict words it."""
        return "any other" if self.excluded else "any"


Choice = str | bool | Other
Assignment = tuple[tuple[str, Choice], ...]
"""A world: pairs of an atom and its choice, in the order in which they were asked for."""
Asked = dict[str, Choice | None]
"""Atoms that the world was asked for, with its answers; None where nothing was chosen."""
Rests = dict[str, None]
"""Defaults that something rests on, in order."""
Noted = tuple[Asked, Rests]
"""What a reading asked of the world, and the defaults that it rests on; nobody changes it any more."""
Kept = tuple[Any, Asked, Rests]
"""What a reading gave, followed by what it asked and rests on: it gives the same wherever the world answers so."""
NO_ATOMS: Final[Asked] = {}
NO_DEFAULTS: Final[Rests] = {}
"""What most readings ask and rest on, once for all of them."""


class Variants:
    """Holds what one reading gave in several worlds, by what it asked of them and what they answered."""

    __slots__ = ("_always", "_answered")

    def __init__(self) -> None:
        self._always: Kept | None = None
        self._answered: dict[tuple[str, ...], dict[tuple[Choice | None, ...], Kept]] = {}

    def add(self, kept: Kept) -> None:
        """Keep what a reading gave."""
        asked = kept[1]
        if asked:
            self._answered.setdefault(tuple(asked), {})[tuple(asked.values())] = kept
        else:
            self._always = kept

    def among(self, assignment: Mapping[str, Choice]) -> Kept | None:
        """Find what was kept in a world that answered as this one does."""
        if self._always is not None:
            return self._always
        choice = assignment.get
        for asked, answered in self._answered.items():
            kept = answered.get(tuple([choice(key) for key in asked]))
            if kept is not None:
                return kept
        return None


@dataclass(frozen=True, slots=True)
class Atom:
    """Names something open that conditions depend on, with the choices it has.

    `key` is unique in a review, `label` is what people call it; `closed` says that the choices are all there are
    (`AllowedValues`).
    """

    key: str
    label: str
    choices: tuple[Choice, ...]
    values: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Say whether every possible value is listed."""
        return bool(self.values)


class Fork(Exception):  # noqa: N818 - it is a question that travels to `explore`, not an error
    """Asks for a choice of an atom; only `explore` catches it."""

    def __init__(self, atom: Atom, choices: tuple[Choice, ...]) -> None:
        super().__init__(atom.key)
        self.atom = atom
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """Pairs the result of a run with the world it was had in; `rests_on` lists the defaults that were read."""

    world: Assignment
    result: Result
    rests_on: tuple[str, ...] = ()


@dataclass(slots=True)
class Worlds:
    """Holds the world of the current run, and what the run has asked of it.

    `asked` collects the atoms that the world was asked for, with its answers: a value depends on no other. `rests_on`
    collects the defaults (of parameters and of AWS) that the run has read.
    """

    assignment: dict[str, Choice] = field(default_factory=dict)
    atoms: dict[str, Atom] = field(default_factory=dict)
    asked: Asked = field(default_factory=dict)
    rests_on: Rests = field(default_factory=dict)

    def choose(self, atom: Atom) -> Choice:
        """Give the world's choice of an atom; raises `Fork` when this world has not chosen yet."""
        choice = self.chosen(atom)
        if choice is None:
            raise Fork(atom, atom.choices)
        return choice

    def chosen(self, atom: Atom) -> Choice | None:
        """Give the world's choice of an atom, None where it has not chosen yet."""
        self.atoms.setdefault(atom.key, atom)
        return self._answer(atom.key)

    def _answer(self, key: str) -> Choice | None:
        choice = self.asked[key] = self.assignment.get(key)
        return choice

    def exact(self, atom: Atom) -> str | bool | Other:
        """Give the exact value of an atom whose values are all listed; raises `Fork` over those that are left."""
        if not atom.closed:
            return self.choose(atom)
        choice = self.chosen(atom)
        if choice is None:
            raise Fork(atom, atom.values)
        if isinstance(choice, Other):
            raise Fork(atom, tuple(value for value in atom.values if value not in choice.excluded))
        return choice

    def holds(self, world: Assignment) -> bool:
        """Say whether the current world lies in the given one; raises `Fork` where that is not chosen yet."""
        return all(self._agrees(self.atoms[key], choice) for key, choice in world)

    def may_hold(self, world: Assignment) -> bool:
        """Say whether the current world could still lie in the given one, as far as it is chosen; it never forks."""
        return all(_fits(self._answer(key), choice) for key, choice in world)

    def _agrees(self, atom: Atom, wanted: Choice) -> bool:
        mine = self.choose(atom)
        if mine == wanted:
            return True
        if isinstance(mine, Other) and isinstance(wanted, str):
            if wanted in mine.excluded:
                return False
            return self.exact(atom) == wanted if atom.closed else self._split(atom, mine, wanted)
        if isinstance(wanted, Other) and isinstance(mine, str):
            return mine not in wanted.excluded
        return False

    def _split(self, atom: Atom, mine: Other, wanted: str) -> bool:
        raise Fork(atom, (wanted, Other(mine.excluded | {wanted})))

    def rest_on(self, default: str) -> None:
        """Note that the run reads a default."""
        self.rests_on[default] = None

    def begin(self) -> Noted:
        """Begin to note apart what a reading asks and rests on; give what was noted before, for `end` or `forget`."""
        outer = self.asked, self.rests_on
        self.asked, self.rests_on = {}, {}
        return outer

    def end(self, outer: Noted) -> Noted:
        """Give what was noted since `begin`, and add it to what was noted before."""
        asked, rests_on = self.asked, self.rests_on
        self.asked, self.rests_on = outer
        if asked:
            self.asked.update(asked)
        if rests_on:
            self.rests_on.update(rests_on)
        return asked or NO_ATOMS, rests_on or NO_DEFAULTS

    def forget(self, outer: Noted) -> Noted:
        """Give what was noted since `begin`, and go on as if it had not been."""
        asked, rests_on = self.asked, self.rests_on
        self.asked, self.rests_on = outer
        return asked or NO_ATOMS, rests_on or NO_DEFAULTS

    def recall(self, variants: Variants) -> Kept | None:
        """Find what was kept where the world answered as it does now, and note again what it asked and rests on."""
        kept = variants.among(self.assignment)
        if kept is not None:
            self.note(kept)
        return kept

    def match(self, variants: Variants) -> Kept | None:
        """Find what was kept where the world answered as it does now."""
        return variants.among(self.assignment)

    def keep(self, variants: Variants, make: Callable[..., Result], *about: object) -> Result:
        """Give what `make` gives, made once for all worlds that answer the same to what it asks; that it raises
        `NotKnown` is kept as well.
        """
        kept = self.recall(variants)
        if kept is None:
            kept = self._made(make, about)
            variants.add(kept)
        if isinstance(kept[0], NotKnown):
            raise kept[0].with_traceback(None)
        made: Result = kept[0]
        return made

    def _made(self, make: Callable[..., object], about: tuple[object, ...]) -> Kept:
        outer = self.begin()
        try:
            made = make(*about)
        except NotKnown as unknown:
            made = unknown.with_traceback(None)  # which would keep all that was there
        finally:
            noted = self.end(outer)
        return made, *noted

    def note(self, kept: Kept) -> None:
        """Note again what something that was kept asked and rests on."""
        _, asked, rests_on = kept
        if asked:
            self.asked.update(asked)
        if rests_on:
            self.rests_on.update(rests_on)

    def label(self, key: str) -> str:
        """Give what people call an atom."""
        return self.atoms[key].label


def _fits(mine: Choice | None, wanted: Choice) -> bool:
    """Say whether what is chosen, if anything, leaves room for a choice."""
    if mine is None or mine == wanted:
        return True
    if isinstance(mine, Other):
        return isinstance(wanted, Other) or wanted not in mine.excluded
    return isinstance(wanted, Other) and mine not in wanted.excluded


class TooManyWorlds(NotKnown):
    """Says that a run depends on more than `MOST_WORLDS` worlds."""


def explore(worlds: Worlds, run: Callable[[], Result], most: int = MOST_WORLDS) -> tuple[Outcome[Result], ...]:
    """Run once per world, depth first in the order of the choices; raises `TooManyWorlds` beyond `most`."""
    before, outer = worlds.assignment, worlds.begin()
    pending: list[Mapping[str, Choice]] = [{}]
    outcomes: list[Outcome[Result]] = []
    try:
        while pending:
            worlds.assignment, worlds.asked, worlds.rests_on = dict(pending.pop()), {}, {}
            try:
                result = run()
            except Fork as fork:
                branches = [{**worlds.assignment, fork.atom.key: choice} for choice in fork.choices]
                pending.extend(reversed(branches))
            else:
                outcomes.append(Outcome(tuple(worlds.assignment.items()), result, tuple(worlds.rests_on)))
            if len(outcomes) + len(pending) > most:
                keys = {*worlds.assignment, *(key for world in pending for key in world)}
                names = ", ".join(sorted(worlds.label(key) for key in keys))
                raise TooManyWorlds(f"depends on more than {most} combinations of {names}")
    finally:
        worlds.assignment = before
        worlds.asked, worlds.rests_on = outer
    return tuple(outcomes)
