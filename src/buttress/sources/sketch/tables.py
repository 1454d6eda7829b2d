"""What people call the services of AWS, what their arrows mean, and what is decided in one word.

The tables are in `data/`. Names of services are those of AWS's documentation and of its architecture icons (the names
of draw.io's shapes among them); what an arrow stands for is CloudFormation's own way of saying it, from its resource
and property reference.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA: Final = Path(__file__).parent / "data"
OUTSIDE: Final = "-"
"""What the table of names calls people and systems that are no part of the architecture."""
UNKNOWN: Final = "Custom::Undecided"
"""The type of a box of which nobody has said what it is: it may be anything."""
REGION, ZONE, CLOUD = "region", "zone", "cloud"
BOTH: Final = "reads and writes"
TYPE: Final = re.compile(r"[A-Za-z0-9]+::[A-Za-z0-9]+(::[A-Za-z0-9]+)?\Z")
_SIGNS: Final = re.compile(r"[\s_\-/.:,()]+")


@dataclass(frozen=True, slots=True)
class Making:
    """Says what an arrow stands for: `makes` is a resource type, `source` or `target` (a property of that end),
    `relation` or `nothing`; `how` gives the properties, or the kind of the relation and its detail.
    """

    meaning: str
    makes: str
    how: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Says which property of a type a plain word decides; `yes` and `no` are its values where the word is a choice."""

    path: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Says where a type keeps its subnets, security groups and zones, and whether it spreads; a path that starts with
    `=` takes one.
    """

    subnets: str
    groups: str
    zones: str
    spread: str


def rows(name: str) -> Iterator[list[str]]:
    """Give the rows of a table without its header."""
    text = (DATA / f"{name}.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])


def plain_name(text: str) -> str:
    """Give a name without capitals, signs and the maker's name: `Amazon_SQS` and `sqs` read alike."""
    words = _SIGNS.sub(" ", text.lower()).strip()
    for maker in ("aws ", "amazon "):
        words = words.removeprefix(maker)
    return words


@functools.cache
def names() -> Mapping[str, str]:
    """Give the type that each plain name stands for."""
    return {plain_name(name): kind for kind, cell in rows("names") for name in cell.split(" | ")}


@functools.cache
def first_names() -> Mapping[str, str]:
    """Give what people call each type."""
    return {kind: cell.split(" | ")[0] for kind, cell in rows("names")}


def type_named(text: str) -> str:
    """Give the type that a name stands for, empty where nobody here knows it; a CloudFormation type is itself."""
    if TYPE.match(text):
        return text
    name = plain_name(text)
    return names().get(name) or names().get(name.removesuffix("s"), "")


def near_names(text: str) -> tuple[str, ...]:
    """Give names that read like one that is not known."""
    return tuple(difflib.get_close_matches(plain_name(text), names(), n=3))


@functools.cache
def meanings() -> Mapping[str, str]:
    """Give the meaning that each word of an arrow stands for."""
    return {plain_name(word): meaning for meaning, cell in rows("meanings") for word in cell.split(" | ")}


def meaning_named(text: str) -> str:
    """Give the meaning that words stand for, empty where nobody here knows it."""
    return meanings().get(plain_name(text), "")


@functools.cache
def _makings() -> Mapping[tuple[str, str, str], Making]:
    return {(row[0], row[1], row[2]): Making(row[0], row[4], row[5]) for row in rows("arrows")}


@functools.cache
def _usual() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows("arrows"):
        if row[3]:
            ends = (row[1], row[2])
            found[ends] = (*found.get(ends, ()), row[0])
    return found


def making(meaning: str, source: str, target: str) -> Making:
    """Give what an arrow of a meaning stands for between two types."""
    wanted = ((source, target), (source, "*"), ("*", target), ("*", "*"))
    return next(_makings()[meaning, *ends] for ends in wanted if (meaning, *ends) in _makings())


def usual_meaning(source: str, target: str) -> str:
    """Give what an arrow without words means between two types, empty where that is not one thing."""
    for ends in ((source, target), (source, "*"), ("*", target)):
        found = _usual().get(ends, ())
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


@functools.cache
def decisions() -> Mapping[tuple[str, str], Decision]:
    """Give what each plain word decides, by word and type."""
    return {(row[0], row[1]): Decision(row[2], row[3], row[4]) for row in rows("decisions")}


@functools.cache
def placements() -> Mapping[str, Placement]:
    """Give where each type keeps its place in the network."""
    return {row[0]: Placement(row[1], row[2], row[3], row[4]) for row in rows("placement")}


@functools.cache
def _named() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, path, value in rows("named"):
        key = name if name.startswith("@") else plain_name(name)
        found[key] = (*found.get(key, ()), (path, value))
    return found


def decided_by_name(text: str) -> tuple[tuple[str, str], ...]:
    """Give the properties that a plain name decides beside the type: the engine of `PostgreSQL`, empty for one that
    stays unset (a database that is called so is a new one, no replica and not restored).
    """
    if TYPE.match(text):
        return ()
    return (*_named().get(plain_name(text), ()), *_named().get(f"@{type_named(text)}", ()))


@functools.cache
def implied() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Give what a decided property of a type decides too: path and value, empty for a property that then stays unset.

    Source: CloudFormation's property reference (a runtime is for packages of kind Zip; the members of a cluster take
    their storage, backups and zones from it).
    """
    return {(row[0], row[1]): (row[2], row[3]) for row in rows("implied")}


@functools.cache
def matters() -> Mapping[str, tuple[str, ...]]:
    """Give the properties of each type that people decide early."""
    return {row[0]: tuple(row[1].split()) for row in rows("matters")}
