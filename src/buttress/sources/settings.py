"""Reads `buttress.toml`, or `[tool.buttress]` of a `pyproject.toml`: what a team says once of its repository.

    parameters = {Environment = "prod"}        # values given, as with --parameter
    parameter-files = ["params/prod.json"]     # as with --parameters
    lenses = ["wellarchitected", "serverless"] # else every lens that applies

    [environments.staging]                     # taken with `environment = "staging"`, or BUTTRESS_ENVIRONMENT
    parameters = {Environment = "staging"}

    [[workload]]                               # what belongs together
    name = "orders"
    paths = ["orders", "network/template.yaml"]

    [[suppress]]                               # as in the metadata of a template
    check = "sqs-dead-letter-queue"
    resource = "orders/template.yaml#Drafts"
    kind = "accepted"
    reason = "drafts may be lost"
    owner = "jane"
    until = 2027-01-31

A workload and an environment may have `parameters`, `parameter-files` and `lenses` of their own, which come before
those of the whole file.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.location import Location
from buttress.graph.suppression import KINDS
from buttress.graph.values import written
from buttress.lenses import lens_ids
from buttress.sources.cloudformation.suppressions import Subject, made
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buttress.graph.suppression import Suppression

FILE: Final = "buttress.toml"
TOP: Final = frozenset(
    {"environment", "environments", "workload", "suppress", "parameters", "parameter-files", "lenses"}
)
GROUP: Final = frozenset({"parameters", "parameter-files", "lenses"})
WORKLOAD: Final = GROUP | {"name", "paths"}
SUPPRESS: Final = frozenset({"check", "resource", "kind", "reason", "owner", "until"})


@dataclass(frozen=True, slots=True)
class Given:
    """Holds what a review is done with: values of parameters, files of such, and the lenses (none: all that apply).

    `under` is what holds where this says nothing.
    """

    parameters: tuple[tuple[str, str], ...] = ()
    files: tuple[Path, ...] = ()
    lenses: tuple[str, ...] = ()
    under: Given | None = None

    def over(self, less: Given) -> Given:
        """Give both, with what this says before what `less` says."""
        under = less if self.under is None else self.under.over(less)
        return Given(self.parameters, self.files, self.lenses or less.lenses, under)

    def layers(self) -> Iterator[Given]:
        """Give what is said, what holds least first."""
        if self.under is not None:
            yield from self.under.layers()
        yield self


@dataclass(frozen=True, slots=True)
class Workload:
    """Names what belongs together, and how it is reviewed."""

    name: str
    paths: tuple[Path, ...]
    given: Given


@dataclass(frozen=True, slots=True)
class Settings:
    """Holds what a settings file says; `folder` is where it lies."""

    file: Path
    given: Given
    workloads: tuple[Workload, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()

    def for_paths(self, paths: tuple[Path, ...]) -> Given:
        """Give what holds for a review of some paths: what their one workload says, else what the file says."""
        inside = [
            one
            for one in self.workloads
            if all(any(path == part or part in path.parents for part in one.paths) for path in paths)
        ]
        return inside[0].given.over(self.given) if inside else self.given

    def workloads_below(self, paths: tuple[Path, ...]) -> tuple[Workload, ...]:
        """Give the workloads that lie whole below some paths."""
        return tuple(
            one
            for one in self.workloads
            if all(any(part == path or path in part.parents for path in paths) for part in one.paths)
        )


def settings_above(folder: Path, environment: str = "") -> Settings | None:
    """Find the settings of a folder: in it, or above it up to the top of the work tree; None where there are none.

    `environment` comes before what the file names. Raises `SourceError` for what is no TOML or not of this form.
    """
    here = folder.resolve()
    for place in (here, *here.parents):
        if (place / FILE).is_file():
            return settings_in(place / FILE, environment)
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.buttress" in project.read_bytes():
            return settings_in(project, environment)
        if (place / ".git").exists():
            return None
    return None


def settings_in(file: Path, environment: str = "") -> Settings:
    """Read a settings file; raises `SourceError`."""
    text = _text(file)
    try:
        content: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(Problem(file.name, 0, 0, f"this is not TOML: {error}.", "Nothing was reviewed.")) from error
    if file.name == "pyproject.toml":
        content = content.get("tool", {}).get("buttress", {})
    reader = _Reader(file, text)
    reader.refuse_others(content, TOP, "the top")
    wanted = environment or reader.text(content, "environment", "the top")
    return Settings(
        file=file,
        given=reader.environment(content, wanted).over(reader.given(content, "the top")),
        workloads=tuple(reader.workload(one, number) for number, one in enumerate(reader.tables(content, "workload"))),
        suppressions=tuple(reader.suppressions(content)),
        problems=tuple(reader.problems),
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(Problem(file.name, 0, 0, f"it cannot be read: {error}.", "Nothing was reviewed.")) from error


class _Reader:
    """Reads the parts of one file, and names what is wrong with its place."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def refuse(self, where: str, message: str, hint: str) -> SourceError:
        return SourceError(Problem(self.file.name, self.line_of(where), 1, message, hint))

    def line_of(self, where: str) -> int:
        """Give the line of a table's header by its name, or `name/2` for the third of that name."""
        name, _, number = where.partition("/")
        pattern = re.compile(rf"\s*\[+\s*(?:tool\.buttress\.)?{re.escape(name)}\s*\]+")
        found = [line for line, text in enumerate(self.lines, 1) if pattern.match(text)]
        wanted = int(number or 0)
        return found[wanted] if wanted < len(found) else 1

    def refuse_others(self, table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
        for name in table:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}."
                raise self.refuse(where, f"there is no setting {name!r} in {where}.", hint)

    def text(self, table: Mapping[str, Any], name: str, where: str) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            raise self.refuse(where, f"{name} in {where} is no text.", f'Write {name} = "…".')
        return value

    def texts(self, table: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refuse(where, f"{name} in {where} is no list of texts.", f'Write {name} = ["…"].')
        return tuple(value)

    def tables(self, table: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refuse(name, f"{name} is no list of tables.", f"Write [[{name}]].")
        return value

    def given(self, table: Mapping[str, Any], where: str) -> Given:
        parameters = table.get("parameters", {})
        if not isinstance(parameters, dict) or any(isinstance(one, dict | list) for one in parameters.values()):
            raise self.refuse(where, f"parameters in {where} is no table of values.", 'Write {Name = "value"}.')
        lenses = self.texts(table, "lenses", where)
        for lens in lenses:
            if lens not in lens_ids():
                raise self.refuse(where, f"there is no lens {lens!r}.", f"There are: {', '.join(lens_ids())}.")
        return Given(
            tuple(sorted((name, written(value)) for name, value in parameters.items())),
            tuple(self.inside(one, where) for one in self.texts(table, "parameter-files", where)),
            lenses,
        )

    def inside(self, name: str, where: str) -> Path:
        """Give a path relative to the file's folder; raises `SourceError` where it is not there, or leaves it."""
        path = (self.file.parent / name).resolve()
        if not path.exists():
            raise self.refuse(where, f"{where} names {name}, which is not there.", "Look at the path.")
        if not path.is_relative_to(self.file.parent.resolve()):
            raise self.refuse(where, f"{where} names {name}, which lies outside of this folder.", "Move the file up.")
        return path

    def environment(self, content: Mapping[str, Any], wanted: str) -> Given:
        environments = content.get("environments", {})
        if not isinstance(environments, dict) or not all(isinstance(one, dict) for one in environments.values()):
            raise self.refuse("the top", "environments is no table.", "Write [environments.NAME].")
        for name, table in environments.items():
            self.refuse_others(table, GROUP, f"environments.{name}")
        if wanted and wanted not in environments:
            known = ", ".join(sorted(environments)) or "none"
            raise self.refuse("the top", f"there is no environment {wanted!r}.", f"There are: {known}.")
        return self.given(environments[wanted], f"environments.{wanted}") if wanted else Given()

    def workload(self, table: Mapping[str, Any], number: int) -> Workload:
        where = f"workload/{number}"
        self.refuse_others(table, WORKLOAD, where)
        name, paths = self.text(table, "name", where), self.texts(table, "paths", where)
        if not name or not paths:
            raise self.refuse(where, "a workload lacks its name or its paths.", 'Write name = "…" and paths = ["…"].')
        return Workload(name, tuple(self.inside(one, where) for one in paths), self.given(table, where))

    def suppressions(self, content: Mapping[str, Any]) -> Iterator[Suppression]:
        for number, table in enumerate(self.tables(content, "suppress")):
            where = f"suppress/{number}"
            self.refuse_others(table, SUPPRESS, where)
            kind = next((word for word in KINDS if word == table.get("kind")), None)
            check = self.text(table, "check", where)
            if kind is None or not check:
                raise self.refuse(
                    where,
                    "this suppression names no check, or its kind is neither accepted nor false-positive.",
                    'Write check = "…" and kind = "accepted".',
                )
            said = {name: _said(value) for name, value in table.items()}
            place = Location(self.file.name, self.line_of(where), 1, self.line_of(where))
            found = made(kind, check, Subject(self.text(table, "resource", where), named=True), said, place)
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                yield found


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
