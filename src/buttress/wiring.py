"""The composition root: puts adapters into ports."""

from __future__ import annotations

import datetime
import os
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.facts.dates import AS_OF
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buttress.application.comparing import Comparison, Gated, Tools
    from buttress.application.fixing import Chosen
    from buttress.application.review import Progress, Review
    from buttress.application.tracker import Tracker
    from buttress.evidence.check import Check, Risk
    from buttress.plan.advice import Advice
    from buttress.plan.patch import Fixing
    from buttress.plan.shift import Side
    from buttress.sources.editing.editor import FileEditor
    from buttress.sources.request import Said
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


def review(  # noqa: PLR0913 - everything that can be said of a review
    paths: Iterable[Path | str],
    *,
    parameters: Mapping[str, str] | None = None,
    parameter_files: Iterable[Path | str] = (),
    today: datetime.date | None = None,
    progress: Progress | None = None,
    base: Path | None = None,
    day: datetime.date | None = None,
    said: Said | None = None,
) -> Review:
    """Review what lies at some paths as one workload.

    `parameters` are values given for parameters and variables, `parameter_files` files that hold such; `today` is the
    day to judge by (end dates of runtimes and engines), the facts' own date when left out. Files are named relative to
    `base`, to the common parent of the paths when left out. Suppressions end by `day`, by `today` when left out. `said`
    is what the repository's settings say, looked up above the paths when left out. Raises `SourceError` for a path that
    is not there, and for a parameter file or settings that cannot be read.
    """
    from buttress import checks
    from buttress.application.review import review as application_review
    from buttress.sources.architecture import read_architecture
    from buttress.sources.request import Values, request

    given = Values(dict(parameters or {}), tuple(Path(path) for path in parameter_files))
    asked = request(tuple(Path(path) for path in paths), given, today, base, day, said)
    return application_review(asked, read_architecture, checks, progress)


def reviews(  # noqa: PLR0913 - everything that can be said of a review
    paths: Iterable[Path | str],
    *,
    parameters: Mapping[str, str] | None = None,
    parameter_files: Iterable[Path | str] = (),
    today: datetime.date | None = None,
    progress: Progress | None = None,
    day: datetime.date | None = None,
    apart: bool = False,
) -> tuple[Review, ...]:
    """Review each architecture at some paths apart: the workloads that the repository's settings name, else those roots
    together that refer to each other; each root where `apart`. See `review`.
    """
    from buttress import checks
    from buttress.application.review import review as application_review
    from buttress.application.review import reviews as application_reviews
    from buttress.sources.architecture import read_architecture
    from buttress.sources.discovery import common_parent
    from buttress.sources.request import Values, request, said_of

    where = tuple(Path(path) for path in paths)
    given = Values(dict(parameters or {}), tuple(Path(path) for path in parameter_files))
    said = said_of(where)
    workloads = () if apart else said.workloads(where)
    if not workloads:
        asked = request(where, given, today, None, day, said)
        return application_reviews(asked, read_architecture, checks, progress, apart=apart)
    base = common_parent([*where, *(path for one in workloads for path in one.paths)])
    return tuple(
        application_review(
            replace(request(one.paths, given, today, base, day, replace(said, paths=one.paths)), name=one.name),
            read_architecture,
            checks,
            progress,
        )
        for one in workloads
    )


def fixes(paths: Iterable[Path | str], chosen: Chosen, settings: Settings) -> tuple[Fixing, FileEditor]:
    """Make patches for the gaps of what lies at some paths, with the editor that can write them; see `review`."""
    from buttress import checks
    from buttress.application.fixing import fix
    from buttress.sources.architecture import read_architecture
    from buttress.sources.discovery import discover
    from buttress.sources.editing.editor import FileEditor
    from buttress.sources.request import Values, request

    where = tuple(Path(path) for path in paths)
    given = Values(settings.parameters, settings.parameter_files)
    asked = request(where, given, settings.today, None, settings.day, None)
    editor = FileEditor(discover(asked.paths, asked.base))
    return fix(asked, read_architecture, checks, editor, chosen, settings.progress), editor


def settings_for(folder: Path, progress: Progress | None = None) -> tuple[str, str]:
    """Give the text of the settings for a folder, and what was found there; raises `SourceError`."""
    from buttress.application.settling import settings_text
    from buttress.report.counting import count
    from buttress.sources.architecture import read_architecture
    from buttress.sources.request import Said, Values, request

    if progress is not None:
        progress("reading", 0, 1)
    asked = request((folder,), Values(), None, folder, None, Said())
    text, number = settings_text(read_architecture(asked))
    return text, count(number, "architecture")


def sketch_described(parts: Iterable[str], name: str) -> str:
    """Write a sketch of parts and chains of them; raises `SourceError` for a part that names no known service."""
    from buttress.sources.sketch.describing import described

    return described(parts, name)


def sketch_recorded(paths: Iterable[Path], name: str, parameters: Mapping[str, str]) -> str:
    """Write a sketch of the architecture at some paths.

    Raises `SourceError` for a path that is not there, and where no architecture is.
    """
    from buttress.application.review import name_of
    from buttress.graph.graph import Problem
    from buttress.sources.architecture import NOTHING, read_architecture
    from buttress.sources.errors import SourceError
    from buttress.sources.request import Values, request
    from buttress.sources.sketch.recording import recorded

    where = tuple(paths)
    graph = read_architecture(request(where, Values(dict(parameters)), None, None, None, None))
    if not graph.resources:
        raise SourceError(Problem(str(where[0]), 0, 0, NOTHING))
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

    return comparing.compare(before, after, paths, tools_of(settings, paths))


def gate(paths: Sequence[Path], baseline: str, fail_on: Risk | None, settings: Settings) -> Gated:
    """Hold a review against a baseline; see `buttress.application.comparing.gate`."""
    from buttress.application import comparing

    return comparing.gate(paths, baseline, fail_on, tools_of(settings, paths))


def tools_of(settings: Settings, paths: Sequence[Path] = ()) -> Tools:
    """Put git, the sources and what is kept into a comparison.

    A commit is read with the repository's settings as they are now, above `paths`.
    """
    from buttress.application.comparing import Tools
    from buttress.lenses import lenses
    from buttress.sources.checkout import checked_out
    from buttress.sources.git import repository_of
    from buttress.sources.request import said_of

    here = said_of(tuple(paths) or (Path(),))
    return Tools(
        look=lambda paths, base: review(
            paths,
            said=here if base is not None else None,
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
