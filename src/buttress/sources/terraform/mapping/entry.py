"""What the mapping data says about one type of Terraform's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.sources.terraform.mapping.shape import Branch, Group, Leaf, Listed, Only, Rule, needed, shape_of

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
    when: tuple[str, ...] = ()
    """The path of the attribute without which it is not made."""
    each: tuple[str, ...] = ()
    """The path of the blocks of which every one makes it, empty where the instance itself does."""
    generic: bool = False
    """Whether its properties have the canonical names in snake case, as the awscc provider has them."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Says what a type of Terraform's adds to another resource.

    `into` are types of Terraform's, `by` the paths of the attributes that may refer to the resource, of which the first
    that is written does. With `same` the name is one of several: these attributes have to be equal too. `append` is the
    canonical list that gets an element, empty where the properties are set; `properties` holds it whole. `alone` is
    what the block is where its target is declared elsewhere. Without the values of `only` it adds nothing.
    """

    into: tuple[str, ...]
    by: tuple[tuple[str, ...], ...]
    properties: Branch
    append: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    alone: Kind | None = None
    only: Only = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds all that is known about one type of Terraform's.

    `split` is the path of the attribute whose value chooses one of the kinds, empty where all of them are made.
    `arguments` are the attributes that somebody can write and that the mapping reads; `exports` what other resources
    ask for: the name of the canonical attribute, `@` with another attribute whose value it is, or a map with a `text`.
    """

    kinds: tuple[Kind, ...] = ()
    split: tuple[str, ...] = ()
    folds: tuple[Fold, ...] = ()
    exports: Mapping[str, Any] = field(default_factory=dict)
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
    beside = tuple(_kind(one, {}) for one in data.get("beside", ()))
    if isinstance(splits, dict):
        return tuple(_kind(one, data, _case(name)) for name, one in splits.items() if name != "by")
    if splits:
        return tuple(_kind(one, data) for one in splits)
    return (_kind(data, {}), *beside) if "type" in data else ()


def _case(name: object) -> str:
    return str(name).lower() if isinstance(name, bool) else str(name)


def _kind(data: Mapping[str, Any], shared: Mapping[str, Any], case: str = ANY_CASE) -> Kind:
    def all_of(section: str) -> dict[str, Any]:
        return {**shared.get(section, {}), **data.get(section, {})}

    properties = shape_of(all_of("attributes"), all_of("constants"), all_of("defaults"))
    return Kind(
        data["type"],
        properties,
        shape_of(all_of("body"), None, all_of("defaults")),
        case,
        _path(data, "when"),
        _path(data, "each"),
    )


def _path(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(data[name].split(".")) if data.get(name) else ()


def _fold(fold: Mapping[str, Any], data: Mapping[str, Any]) -> Fold:
    into, by = fold["into"], fold["by"]
    append = tuple(fold["append"].split(".")) if "append" in fold else ()
    alone = fold.get("alone", data.get("alone"))
    return Fold(
        into=(into,) if isinstance(into, str) else tuple(into),
        by=tuple(tuple(path.split(".")) for path in ([by] if isinstance(by, str) else by)),
        properties=_added(fold, data, append),
        append=append,
        same=tuple(fold.get("same", ())),
        alone=None if alone is None else _kind(alone, {}),
        only=tuple(needed("", fold.get("only", {}), data.get("defaults", {}))),
    )


def _added(fold: Mapping[str, Any], data: Mapping[str, Any], append: tuple[str, ...]) -> Branch:
    """Give the shape of what a fold adds: an element of a list, what stands under a path, or the properties."""
    value = fold.get("value", data.get("value", ""))
    if value:
        element: Branch | Leaf = Leaf([Rule(tuple(value.split(".")))])
    else:
        sections = [{**data.get(name, {}), **fold.get(name, {})} for name in ("constants", "defaults")]
        element = shape_of(_attributes(fold, data), *sections)
    under = tuple(fold["under"].split(".")) if "under" in fold else ()
    if append:
        return _under(append[:-1], Branch({append[-1]: Listed([Group((), element)])}))
    return _under(under, element) if isinstance(element, Branch) else Branch()


def _under(path: tuple[str, ...], branch: Branch) -> Branch:
    for step in reversed(path):
        branch = Branch({step: branch})
    return branch


def _attributes(fold: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Give a fold's own attributes, else those of the type (where it is not a resource of its own as well)."""
    own: dict[str, Any] = fold.get("attributes", {} if "type" in data else data.get("attributes", {}))
    return own


def _arguments(data: Mapping[str, Any]) -> set[str]:
    """Give the attributes that some part of a type's data reads."""
    splits, folds = data.get("splits"), data.get("folds", ())
    parts = list(splits.values()) if isinstance(splits, dict) else list(splits or ())
    parts += [*([folds] if isinstance(folds, dict) else folds), *data.get("beside", ())]
    names = {path for section in ("attributes", "body") for path in data.get(section, {})}
    for entry in data.get("attributes", {}).values():
        names |= set(entry.get("only", {})) if isinstance(entry, dict) else set()
    for word in ("by", "value", "when", "each", "same", "only"):
        said = data.get(word, ())
        names |= {said} if isinstance(said, str) else set(said)
    found = {path.split(".")[0].removesuffix("[]") for path in names}
    return found.union(*(_arguments(part) for part in parts if isinstance(part, dict)))
