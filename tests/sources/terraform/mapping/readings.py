"""Says which properties of canonical resources the checks and the readers of relations look at."""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.checks import pages, schemas, test_schema_paths
from tests.sources.terraform.mapping import test_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as File

    from tests.sources.terraform.mapping.targets import Target

Path = tuple[str, ...]


def is_read(target: Target) -> bool:
    """Say whether somebody reads a property, a part of it, or what it is part of.

    What a check reads of its subject is known by its place; all other reading, of a module that names the type, by the
    names of what is read.
    """
    path = target.path
    return any(one[: len(path)] == path[: len(one)] for one in _of_subjects()[target.type]) or any(
        path[start : start + len(one)] == one for one in _of_modules()[target.type] for start in range(len(path))
    )


@functools.cache
def _of_subjects() -> Mapping[str, set[Path]]:
    found: dict[str, set[Path]] = defaultdict(set)
    for kind, path in test_data.read_by_checks():
        found[kind].add(path)
    return found


@functools.cache
def _of_modules() -> Mapping[str, set[Path]]:
    found: dict[str, set[Path]] = defaultdict(set)
    for module in pages.MODULES:
        _add(found, module, test_schema_paths.types_of_module(module) | frozenset(pages.check_of(module).on))
    for module in sorted((test_schema_paths.PACKAGE / "graph").rglob("*.py")):
        _add(found, module, test_schema_paths.types_named(ast.parse(module.read_text(encoding="utf-8"))))
    return found


def _add(found: dict[str, set[Path]], module: File, kinds: Iterable[str]) -> None:
    paths = {read.path for read in test_schema_paths.reads(ast.parse(module.read_text(encoding="utf-8")))}
    for kind in sorted(set(kinds) & set(schemas.providers())):
        found[kind] |= {path for path in paths if schemas.known_anywhere(kind, path)}
