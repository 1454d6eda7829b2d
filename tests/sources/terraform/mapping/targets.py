"""Lists what the mapping data goes to: canonical types and the paths of their properties."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from buttress.sources.terraform.mapping.document import documents
from buttress.sources.terraform.mapping.shape import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA = Path("src/buttress/sources/terraform/mapping/data")
KEYED = re.compile(r"(\w+)\[(?:(\w+)=[^\]]+)?\]")


@dataclass(frozen=True, slots=True)
class Target:
    """Names one property of a canonical type that some attribute of a type of Terraform's goes to."""

    origin: str
    type: str
    path: tuple[str, ...]
    source: str = ""
    """The path of the attribute, empty for what the type itself implies."""


@functools.cache
def data() -> Mapping[str, dict[str, Any]]:
    """Give the data of all types of Terraform's."""
    return {name: entry for document in documents(DATA).values() for name, entry in document.items()}


@functools.cache
def twins() -> Mapping[str, str]:
    """Give the types that are another name of an earlier one (`aws_alb` of `aws_lb`), with that one."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name, entry in data().items():
        what = repr({section: value for section, value in entry.items() if section != "read"})
        if first.setdefault(what, name) != name:
            found[name] = first[what]
    return found


def canonical_types(terraform_type: str) -> list[str]:
    """Give the canonical types that a type of Terraform's becomes."""
    entry = data().get(terraform_type, {})
    splits = entry.get("splits", [])
    kinds = [kind for name, kind in splits.items() if name != "by"] if isinstance(splits, dict) else splits
    return [kind["type"] for kind in (entry, *kinds) if "type" in kind]


def targets() -> Iterator[Target]:
    """Give all properties that the data goes to."""
    for name, entry in data().items():
        splits = entry.get("splits", [])
        kinds = [kind for case, kind in splits.items() if case != "by"] if isinstance(splits, dict) else splits
        for kind in (*kinds, *entry.get("beside", ()), *([entry] if "type" in entry else [])):
            yield from _of(name, kind["type"], [entry, kind] if kind in kinds else [kind])
        folds = entry.get("folds", [])
        for fold in [folds] if isinstance(folds, dict) else folds:
            yield from _of_fold(name, fold, entry)


def _of(origin: str, canonical: str, parts: list[dict[str, Any]]) -> Iterator[Target]:
    for source, path in (found for part in parts for found in _paths(part)):
        yield Target(origin, canonical, path, source)


def _of_fold(origin: str, fold: dict[str, Any], entry: dict[str, Any]) -> Iterator[Target]:
    into = [fold["into"]] if isinstance(fold["into"], str) else fold["into"]
    own = fold if "attributes" in fold or "type" in entry else entry
    before = (
        tuple((fold.get("append") or fold.get("under") or "").split(".")) if set(fold) & {"append", "under"} else ()
    )
    paths = [(source, (*before, *path)) for source, path in _paths(own)]
    if before:
        paths.append((fold.get("value", entry.get("value", "")), before))
    for canonical in (kind for name in into for kind in canonical_types(name)):
        yield from (Target(origin, canonical, path, source) for source, path in paths)
    alone = fold.get("alone", entry.get("alone"))
    if alone is not None:
        yield from _of(origin, alone["type"], [alone])


def _paths(part: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for source, entry in part.get("attributes", {}).items():
        for one in entry if isinstance(entry, list) else [entry]:
            to = one if isinstance(one, str) else one["to"]
            for target in [to] if isinstance(to, str) else to:
                yield from ((source, path) for path in _steps(target))
    for target in part.get("constants", {}):
        yield from (("", path) for path in _steps(target))


def _steps(target: str) -> Iterator[tuple[str, ...]]:
    """Give a path without the marks of lists; a key of an element is a path of its own."""
    steps: list[str] = []
    for step in steps_of(target):
        keyed = KEYED.fullmatch(step)
        steps.append(keyed.group(1) if keyed else step)
        if keyed is not None and keyed.group(2):
            yield (*steps, keyed.group(2))
    yield tuple(steps)


def cannot() -> set[tuple[str, str]]:
    """Give the properties of canonical types of which the data says that Terraform has nothing for them."""
    return {
        (canonical, path)
        for name, entry in data().items()
        for canonical in canonical_types(name)
        for path in entry.get("cannot", {})
    }
