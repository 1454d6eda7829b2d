"""Reads an architecture in with every source there is."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.worlds import Worlds
from buttress.sources.cloudformation.given import given_in
from buttress.sources.cloudformation.reader import templates_reading
from buttress.sources.discovery import discover
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading, graph_from
from buttress.sources.request import is_tfvars
from buttress.sources.signs import signs_of
from buttress.sources.terraform.reader import terraform_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.application.review import Request
    from buttress.graph.graph import Graph
    from buttress.sources.discovery import Workplace

READS: Final = (
    "Name a CloudFormation or SAM template, a folder of Terraform, a plan, a serverless.yml, a cdk.out, a sketch or a"
    " drawing."
)
"""What can be named."""
NOTHING: Final = f"there is no architecture here. {READS}"
"""What is said of paths where no source finds anything."""

log = logging.getLogger("buttress")


def read_architecture(request: Request) -> Graph:
    """Read what a request names with every source.

    Values come from samconfig.toml, the repository's settings, parameter files and the request itself, the later before
    the earlier.
    """
    workplace = discover(request.paths, request.base).with_files(request.instead)
    log.info("%d files below %d paths", len(workplace.files), len(request.paths))
    given: dict[str, str] = {}
    said = Reading(problems=list(request.problems), suppressions=list(request.suppressions))
    for found in workplace.files:
        if found.path.name == "samconfig.toml":
            try:
                given.update(given_in(found.path))
            except SourceError as error:
                said.problems.append(replace(error.problem, file=found.shown))
    given.update(request.settled)
    for path in request.parameter_files:
        if not is_tfvars(path):
            given.update(given_in(path))
    given.update(request.given)
    worlds = Worlds()
    files = [path for path in (*request.settled_files, *request.parameter_files) if is_tfvars(path)]
    readings = [
        said,
        templates_reading(workplace, worlds, given),
        terraform_reading(workplace, worlds, request.given, files),
    ]
    said.problems += _unclaimed(workplace, readings)
    graph = graph_from(readings, worlds, request.today, signs_of(workplace))
    log.info("values given for %s", ", ".join(sorted(given)) or "no parameter")
    for root in graph.roots:
        log.info("%s: %s, %d files, %d resources", root.path, root.kind, len(root.files), root.resources)
    for unread in graph.unread:
        log.debug("%s: %s is not read", unread.location, unread.what)
    return graph


def _unclaimed(workplace: Workplace, readings: Sequence[Reading]) -> Iterator[Problem]:
    """Tell of each file that somebody named and that no source reads."""
    claimed = {file for reading in readings for file in reading.claimed}
    refused = {problem.file for reading in readings for problem in reading.problems if problem.stops}
    for found in workplace.files:
        if found.named and found.shown not in claimed | refused:
            yield Problem(found.shown, 1, 1, "this is no architecture that Buttress reads.", READS)
