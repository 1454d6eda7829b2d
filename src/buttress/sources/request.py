"""Asks for a review, with what the repository's own settings say of its paths."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from buttress.application.review import Request
from buttress.facts.dates import AS_OF
from buttress.sources.cloudformation.given import given_in
from buttress.sources.discovery import common_parent
from buttress.sources.settings import settings_above

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from buttress.sources.settings import Settings, Workload


@dataclass(frozen=True, slots=True)
class Values:
    """Holds values given for parameters and variables, and files that hold such."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Holds what the repository's settings say of some paths; `settings` is None where there are none."""

    settings: Settings | None = None
    paths: tuple[Path, ...] = ()

    def workloads(self, paths: tuple[Path, ...]) -> tuple[Workload, ...]:
        """Give the workloads that lie whole below some paths."""
        return self.settings.workloads_below(_resolved(paths)) if self.settings is not None else ()


def said_of(paths: tuple[Path, ...]) -> Said:
    """Look up the settings above some paths; `BUTTRESS_ENVIRONMENT` names the environment. Raises `SourceError`."""
    there = tuple(path for path in paths if path.exists())
    if not there:
        return Said()
    return Said(settings_above(common_parent(there), os.environ.get("BUTTRESS_ENVIRONMENT", "")), there)


def request(  # noqa: PLR0913 - everything that can be said of a review
    paths: tuple[Path, ...],
    given: Values,
    today: datetime.date | None,
    base: Path | None,
    day: datetime.date | None,
    said: Said | None,
) -> Request:
    """Ask for a review, with what the repository's settings say of its paths."""
    asked = Request(paths, today or AS_OF, given.parameters, given.files, base, day)
    found = said or said_of(paths)
    if found.settings is None:
        return asked
    holds = found.settings.for_paths(_resolved(found.paths))
    values: dict[str, str] = {}
    for layer in holds.layers():
        for file in layer.files:
            values.update(given_in(file) if not is_tfvars(file) else {})
        values.update(layer.parameters)
    return replace(
        asked,
        lenses=holds.lenses,
        settled=values,
        settled_files=tuple(file for layer in holds.layers() for file in layer.files if is_tfvars(file)),
        suppressions=found.settings.suppressions,
        problems=found.settings.problems,
    )


def _resolved(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path.resolve() for path in paths)


def is_tfvars(file: Path) -> bool:
    """Say whether a file holds values of Terraform variables, by its name."""
    return file.name.endswith((".tfvars", ".tfvars.json"))
