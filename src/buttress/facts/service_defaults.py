"""What AWS does when a property is absent."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

ANY_TYPE: Final = "*"
"""The type of rows that hold for every resource type."""

_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "none": None, "depends": None}
_COLUMNS: Final = ("type", "property", "variant", "meaning", "unless", "since", "says")

Defaults = Mapping[tuple[str, str, str], "Default"]


@dataclass(frozen=True, slots=True)
class Default:
    """What is in effect while a property is absent."""

    value: str | float | bool | None
    """The value in effect; None is "there is none" (no key, no expiry), and also stands where it is not `settled`."""
    settled: bool
    """Whether the value is the same for every resource of the type; when not, `says` tells what decides it."""
    unless: str
    """What outside the resource may change the value, such as an account's setting; empty when nothing does."""
    says: str
    """One sentence for people."""
    since: date | None
    """The day from which AWS does this for new resources; None when it has always done so, or the day is not known."""
    source: str
    as_of: date


def default_of(resource_type: str, property_path: str, variant: str = "") -> Default | None:
    """Give what is in effect while the property is absent, or None when no row tells.

    `property_path` is the dotted CloudFormation path. `variant` distinguishes cases of one property: the key of an
    attribute list (`deletion_protection.enabled`), or a kind of resource (`sqs`, `stream`, `aurora`, `valkey`). A
    variant without a row of its own has what the property has in general; a type without one what every type has.
    """
    known = _defaults()
    types = (resource_type, ANY_TYPE)
    keys = ((name, property_path, kind) for name in types for kind in (variant, ""))
    return next((known[key] for key in keys if key in known), None)


def read_defaults(path: Path) -> Defaults:
    """Read a table of defaults by type, property and variant; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), _key, _default)


@cache
def _defaults() -> Defaults:
    return read_defaults(FOLDER / "service_defaults.tsv")


def _key(row: Row) -> tuple[str, str, str]:
    return row.text("type"), row.text("property"), row.cells["variant"]


def _default(row: Row) -> Default:
    meaning = row.text("meaning")
    return Default(
        value=_value(meaning),
        settled=meaning != "depends",
        unless=row.cells["unless"],
        says=row.text("says"),
        since=row.optional_day("since"),
        source=row.source,
        as_of=row.as_of,
    )


def _value(meaning: str) -> str | float | bool | None:
    if meaning in _WORDS:
        return _WORDS[meaning]
    try:
        return float(meaning)
    except ValueError:
        return meaning
