"""The composition root: puts adapters into ports."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.facts.dates import AS_OF

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from buttress.application.review import Progress, Request, Review
    from buttress.evidence.check import Check
    from buttress.graph.graph import Graph
    from buttress.sources.discovery import Workplace


def review(
    paths: Iterable[Path | str],
    *,
    parameters: Mapping[str, str] | None = None,
    parameter_files: Iterable[Path | str] = (),
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Review:
    """Review the templates at some paths as one workload.

    `parameters` are values given for template parameters, `parameter_files` files that hold such; `today` is the day to
    judge by (end dates of runtimes and engines), the facts' own date when left out. Raises `SourceError` for a path
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
    )
    return application_review(request, read_architecture, checks, progress)


def read_architecture(request: Request) -> Graph:
    """Read the templates of a request, with the values that samconfig.toml, parameter files and the request itself
    give, in this order.
    """
    from buttress.sources.cloudformation.given import given_in
    from buttress.sources.cloudformation.reader import read_templates
    from buttress.sources.discovery import discover
    from buttress.sources.errors import SourceError
    from buttress.sources.signs import signs_of

    workplace = discover(request.paths)
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
    graph = read_templates(workplace, request.today, given, signs_of(workplace))
    graph.problems = (*graph.problems, *problems)
    _log(request, workplace, graph, given)
    return graph


def _log(request: Request, workplace: Workplace, graph: Graph, given: Mapping[str, str]) -> None:
    """Log what was read, where somebody listens: whoever does has imported `logging`, a fiftieth of a start."""
    if "logging" not in sys.modules:
        return
    import logging

    log = logging.getLogger("buttress")
    log.info("%d files below %d paths", len(workplace.files), len(request.paths))
    log.info("values given for %s", ", ".join(sorted(given)) or "no parameter")
    for root in graph.roots:
        log.info("%s: %s, %d files, %d resources", root.path, root.kind, len(root.files), root.resources)
    for unread in graph.unread:
        log.debug("%s: %s is not read", unread.location, unread.what)


def catalogue() -> tuple[Check, ...]:
    """Give every check there is, in order of their ids."""
    from buttress import checks
    from buttress.evidence.catalogue import every_check

    return every_check(checks)
