"""The composition root: puts adapters into ports."""

from __future__ import annotations

import datetime
import logging
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.facts.dates import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buttress.application.comparing import Comparison, Gated, Tools
    from buttress.application.review import Progress, Request, Review
    from buttress.application.tracker import Tracker
    from buttress.evidence.check import Check, Risk
    from buttress.graph.graph import Graph
    from buttress.plan.advice import Advice
    from buttress.plan.shift import Side
    from buttress.store.sql import SqlStore


@dataclass(frozen=True, slots=True)
class Settings:
    """Holds how the reviews of a comparison are done; see `review`."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    parameter_files: tuple[Path, ...] = ()
    today: datetime.date | None = None
    progress: Progress | None = None
    day: datetime.date | None = None
    store: str = ""


log = logging.getLogger("buttress")


def review(  # noqa: PLR0913 - everything that can be said of a review
    paths: Iterable[Path | str],
    *,
    parameters: Mapping[str, str] | None = None,
    parameter_files: Iterable[Path | str] = (),
    today: datetime.date | None = None,
    progress: Progress | None = None,
    base: Path | None = None,
    day: datetime.date | None = None,
) -> Review:
    """Review the templates at some paths as one workload.

    `parameters` are values given for template parameters, `parameter_files` files that hold such; `today` is the day to
    judge by (end dates of runtimes and engines), the facts' own date when left out. Files are named
    relative to `base`, to the common parent of the paths when left out. Suppressions end by `day`, by
    `today` when left out. Raises `SourceError` for a path
    that is not there and for a parameter file that cannot be read.
    """
    from buttress import checks
    from buttress.application.review import Request
    from buttress.application.review import review as application_review

    request = Request(
        paths=tuple(Path(path) for path in paths),
        today=today or AS_OF,
        given=dict(parameters or {}),
        parameter_files=tuple(Path(path) for path in parameter_files),
        base=base,
        day=day,
    )
    return application_review(request, read_architecture, checks, progress)


def read_architecture(request: Request) -> Graph:
    """Read what a request names with every source, with the values that samconfig.toml, parameter files and the request
    itself give, in this order.
    """
    from buttress.graph.worlds import Worlds
    from buttress.sources.cloudformation.given import given_in
    from buttress.sources.cloudformation.reader import templates_reading
    from buttress.sources.discovery import discover
    from buttress.sources.errors import SourceError
    from buttress.sources.reading import graph_from
    from buttress.sources.signs import signs_of
    from buttress.sources.sketch.reader import proposals_reading

    workplace = discover(request.paths, request.base)
    log.info("%d files below %d paths", len(workplace.files), len(request.paths))
    given: dict[str, str] = {}
    problems = []
    for found in workplace.files:
        if found.path.name == "samconfig.toml":
            try:
                given.update(given_in(found.path))
            except SourceError as error:
                problems.append(replace(error.problem, file=found.shown))
    for path in request.parameter_files:
        given.update(given_in(path))
    given.update(request.given)
    worlds = Worlds()
    readings = [templates_reading(workplace, worlds, given)]
    readings[0].problems += problems
    readings.append(proposals_reading(workplace, worlds, readings))
    drawn = readings[-1].claimed
    readings[0].problems = [problem for problem in readings[0].problems if problem.file not in drawn]
    graph = graph_from(readings, worlds, request.today, signs_of(workplace))
    log.info("values given for %s", ", ".join(sorted(given)) or "no parameter")
    for root in graph.roots:
        log.info("%s: %s, %d files, %d resources", root.path, root.kind, len(root.files), root.resources)
    for unread in graph.unread:
        log.debug("%s: %s is not read", unread.location, unread.what)
    return graph


def sketch_described(parts: Iterable[str], name: str) -> str:
    """Write a sketch of parts and chains of them; raises `SourceError` for a part that names no known service."""
    from buttress.sources.sketch.describing import described

    return described(parts, name)


def sketch_recorded(paths: Iterable[Path], name: str, parameters: Mapping[str, str]) -> str:
    """Write a sketch of the architecture at some paths.

    Raises `SourceError` for a path that is not there, and where no architecture is.
    """
    from buttress.application.review import Request, name_of
    from buttress.graph.graph import Problem
    from buttress.sources.errors import SourceError
    from buttress.sources.sketch.recording import recorded

    where = tuple(paths)
    graph = read_architecture(Request(paths=where, today=AS_OF, given=parameters))
    if not graph.resources:
        hint = "Name a template, a sketch or a folder."
        raise SourceError(Problem(str(where[0]), 0, 0, "there is no architecture here.", hint))
    return recorded(graph, name or name_of(where))


def advice(item: str) -> Advice:
    """Give why an item of a plan matters and what to do first, by its id."""
    from buttress import checks
    from buttress.plan.advice import advice_on

    return advice_on(item, Path(checks.__path__[0]))


def tracker(form: str) -> Tracker:
    """Give the tracker of that name: `csv` or `markdown`."""
    from buttress.report.export import Page, Spreadsheet

    return Spreadsheet(advice) if form == "csv" else Page(advice)


def compare(before: str, after: str, paths: Sequence[Path], settings: Settings) -> Comparison:
    """Compare two reviews by their names; see `buttress.application.comparing.compare`."""
    from buttress.application import comparing

    return comparing.compare(before, after, paths, tools_of(settings))


def gate(paths: Sequence[Path], baseline: str, fail_on: Risk | None, settings: Settings) -> Gated:
    """Hold a review against a baseline; see `buttress.application.comparing.gate`."""
    from buttress.application import comparing

    return comparing.gate(paths, baseline, fail_on, tools_of(settings))


def tools_of(settings: Settings) -> Tools:
    """Put git, the sources and what is kept into a comparison."""
    from buttress.application.comparing import Tools
    from buttress.lenses import lenses
    from buttress.sources.checkout import checked_out
    from buttress.sources.git import repository_of

    return Tools(
        look=lambda paths, base: review(
            paths,
            parameters=settings.parameters,
            parameter_files=settings.parameter_files,
            today=settings.today,
            progress=settings.progress,
            base=base,
            day=settings.day,
        ),
        checkout=checked_out,
        fork_point=lambda one, other, path: repository_of(path).fork_point(one, other),
        kept=lambda name: kept_side(name, settings.store),
        lenses=lenses(),
        today=settings.today or AS_OF,
    )


def kept_side(name: str, where: str = "") -> Side | None:
    """Give what is kept under a name such as `orders@design`, None where no store has such a workload.

    No store is made by asking. Raises `StoreError`.
    """
    from buttress.application.sides import side_named

    store = existing_store(where)
    if store is None:
        return None
    try:
        return side_named(store, name)
    finally:
        store.close()


def prefix_of(paths: Iterable[Path]) -> str:
    """Give the folder of a review below the top of its work tree; see `buttress.sources.git.prefix_of`."""
    from buttress.sources import git

    return git.prefix_of(tuple(paths))


def catalogue() -> tuple[Check, ...]:
    """Give every check there is, in order of their ids."""
    from buttress import checks
    from buttress.evidence.catalogue import every_check

    return every_check(checks)


def _package(error: ModuleNotFoundError) -> str:
    return (error.name or "a package").partition(".")[0]


def existing_store(where: str = "") -> SqlStore | None:
    """Open a store as `open_store` does, but give None instead of making a file that is not there."""
    from buttress.store.place import default_place

    place = where or default_place(os.environ)
    if "://" not in place and not Path(place).exists():
        return None
    return open_store(place)


def open_store(where: str = "") -> SqlStore:
    """Open the store at a path or a URL, without one the user's own (`BUTTRESS_STORE`, else a file in the data folder).

    Raises `StoreError` with what is wrong and what to do.
    """
    from buttress.application.store import StoreError

    try:
        from buttress.store.opening import open_store as store_at
    except ModuleNotFoundError as error:
        raise StoreError(
            f"What keeps reviews needs {_package(error)}, which is not installed: pip install 'buttress[conversation]'."
        ) from error
    from buttress.store.place import default_place

    return store_at(where or default_place(os.environ), lambda: datetime.datetime.now(datetime.UTC))
