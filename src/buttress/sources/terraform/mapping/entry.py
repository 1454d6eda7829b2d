"""What the mapping data says about one type of Terraform's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.sources.terraform.mapping.shape import Branch, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ABSENT_CASE: Final = "absent"
"""The case of a split for a value that is not written."""
ANY_CASE: Final = "*"
"""The case of a split for a value that no other case names."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Holds one canonical resource that a type of Terraform's becomes: its type, properties and body."""

    type: str
    properties: Branch
    body: Branch
    case: str = ANY_CASE


@dataclass(frozen=True, slots=True)
class Fold:
    """Says what a type of Terraform's adds to another resource.

    `into` are types of Terraform's, `by` the path of the attribute that refers to the resource, `append` the canonical
    list that gets an element (`value` is the path of it, else the element is a map made of `properties`), empty where
    the properties are set.
    """

    into: tuple[str, ...]
    by: tuple[str, ...]
    properties: Branch
    append: str = ""
    value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds all that is known about one type of Terraform's.

    `split` is the path of the attribute whose value chooses one of the kinds, empty where all of them are made.
    `arguments` are the attributes that somebody can write and that the mapping reads; `exports` what other resources
    ask for, by the name of the canonical attribute, or `@` with another attribute whose value it is.
    """

    kinds: tuple[Kind, ...] = ()
    split: tuple[str, ...] = ()
    folds: tuple[Fold, ...] = ()
    exports: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    arguments: frozenset[str] = frozenset()


def entry_of(data: Mapping[str, Any]) -> Entry:
    """Read the data of one type; raises ValueError or KeyError where it is malformed, which a test rules out."""
    splits = data.get("splits")
    folds = data.get("folds", ())
    return Entry(
        kinds=_kinds(data, splits),
        split=tuple(splits["by"].split(".")) if isinstance(splits, dict) else (),
        folds=tuple(_fold(one, data) for one in ([folds] if isinstance(folds, dict) else folds)),
        exports={"id": "Ref", "arn": "Arn", **data.get("exports", {})} if "type" in data or splits else _own(data),
        defaults={path: value for path, value in data.get("defaults", {}).items() if "." not in path},
        arguments=frozenset(_arguments(data)),
    )


def _own(data: Mapping[str, Any]) -> dict[str, str]:
    return dict(data.get("exports", {}))


def _kinds(data: Mapping[str, Any], splits: Any) -> tuple[Kind, ...]:  # noqa: ANN401 - mapping data
    if isinstance(splits, dict):
        return tuple(_kind(one, data, _case(name)) for name, one in splits.items() if name != "by")
    if splits:
        return tuple(_kind(one, data) for one in splits)
    return (_kind(data, {}),) if "type" in data else ()


def _case(name: object) -> str:
    return str(name).lower() if isinstance(name, bool) else str(name)


def _kind(data: Mapping[str, Any], shared: Mapping[str, Any], case: str = ANY_CASE) -> Kind:
    def all_of(section: str) -> dict[str, Any]:
        return {**shared.get(section, {}), **data.get(section, {})}

    properties = shape_of(all_of("attributes"), all_of("constants"), all_of("defaults"))
    return Kind(data["type"], properties, shape_of(all_of("body"), None, all_of("defaults")), case)


def _fold(fold: Mapping[str, Any], data: Mapping[str, Any]) -> Fold:
    def section(name: str) -> dict[str, Any]:
        return {**data.get(name, {}), **fold.get(name, {})} if name != "attributes" else _attributes(fold, data)

    into = fold["into"]
    value = fold.get("value", data.get("value", ""))
    return Fold(
        into=(into,) if isinstance(into, str) else tuple(into),
        by=tuple(fold["by"].split(".")),
        properties=shape_of(section("attributes"), section("constants"), section("defaults")),
        append=fold.get("append", ""),
        value=tuple(value.split(".")) if value else (),
    )


def _attributes(fold: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Give a fold's own attributes, else those of the type (where it is not a resource of its own as well)."""
    own: dict[str, Any] = fold.get("attributes", {} if "type" in data else data.get("attributes", {}))
    return own


def _arguments(data: Mapping[str, Any]) -> set[str]:
    names = {path.split(".")[0].removesuffix("[]") for path in data.get("attributes", {})}
    splits, folds = data.get("splits"), data.get("folds", ())
    further = list(splits.values()) if isinstance(splits, dict) else list(splits or ())
    for one in [*further, *([folds] if isinstance(folds, dict) else folds)]:
        if isinstance(one, dict):
            names |= _arguments(one)
            names |= {str(one["by"]).split(".")[0]} if "by" in one else set()
    return names
