"""Our data classes behave as those of the standard library, which are declared beside them."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from buttress.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    name: str
    size: int = 1
    note: str = dataclasses.field(default="", compare=False, repr=False)
    parts: list[int] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    size: int = 1
    note: str = dataclasses.field(default="", compare=False, repr=False)
    parts: list[int] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inner(Ours):
    """Adds a field to those of another class."""

    depth: int = 0


@dataclass(slots=True)
class Growing:
    """Changes, and so cannot be hashed."""

    items: list[int] = dataclasses.field(default_factory=list)
    doubled: int = 0

    def __post_init__(self) -> None:
        self.doubled *= 2


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """Equals itself only."""

    name: str


@dataclass(frozen=True, slots=True)
class Hashing:
    """Has a method of its own."""

    name: str

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "mine"


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Has no fields."""


def test_an_object_is_made_by_place_or_by_name_with_the_defaults_of_its_fields() -> None:
    for made in (Ours("a"), Ours(name="a"), Ours("a", 1, "", [])):
        assert (made.name, made.size, made.note, made.parts) == ("a", 1, "", [])
    assert Ours("a").parts is not Ours("a").parts


@pytest.mark.parametrize("wrong", [{}, {"name": "a", "colour": "red"}])
def test_arguments_that_no_field_takes_are_refused(wrong: dict[str, str]) -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match="argument"):
            Ours(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_it_shows_and_compares_as_the_standard_library_does() -> None:
    assert repr(Ours("a", 2, "n", [3])) == repr(Theirs("a", 2, "n", [3])).replace("Theirs", "Ours")
    assert Ours("a", note="x") == Ours("a", note="y")
    assert Ours("a") != Ours("b")
    assert Ours("a") != object()
    assert Single("a") != Single("a")
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2


def test_methods_of_its_own_stay() -> None:
    assert (hash(Hashing("a")), repr(Hashing("a"))) == (7, "mine")
    assert Hashing("a") == Hashing("a")


def test_what_is_frozen_cannot_be_changed_by_the_way() -> None:
    made = Point(1, 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        made.x = 3  # type: ignore[misc]  # wrong on purpose
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del made.x
    assert made == Point(1, 2)


def test_what_is_not_frozen_changes_and_is_not_hashed() -> None:
    made = Growing(doubled=3)
    made.items.append(1)
    assert (made.items, made.doubled) == ([1], 6)
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


def test_a_class_without_fields_is_a_value_too() -> None:
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"


def test_fields_are_inherited() -> None:
    assert dataclasses.astuple(Inner("a", depth=3)) == ("a", 1, "", [], 3)
    assert Inner("a") != Ours("a")


def test_the_standard_library_knows_its_fields() -> None:
    made = dataclasses.replace(Point(1, 2), y=5)
    match made:
        case Point(x, y):
            assert (x, y) == (1, 5)
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("made", [Point(1, 2), Ours("a", parts=[1]), Growing([1]), Inner("a", depth=2)])
def test_it_is_copied_and_pickled(made: object) -> None:
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own


def test_what_holds_itself_is_shown() -> None:
    made = Growing()
    made.items.append(made)  # type: ignore[arg-type]  # a cycle
    assert "..." in repr(made)
