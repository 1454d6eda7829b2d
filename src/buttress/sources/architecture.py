"""Reads an architecture in with every source there is."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.worlds import Worlds
from buttress.sources.cdk.reader import read_assemblies
from buttress.sources.cloudformation.given import given_in
from buttress.sources.cloudformation.reader import templates_reading
from buttress.sources.discovery import discover
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading, graph_from
from buttress.sources.request import is_tfvars
from buttress.sources.serverless.reader import services_of
from buttress.sources.signs import signs_of
from buttress.sources.sketch.reader import proposals_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.application.review import Request
    from buttress.graph.graph import Graph
    from buttress.sources.discovery import Workplace

CONFIGURATION: Final = (".tf", ".tofu", ".tf.json", ".tofu.json")
"""How files of Terraform and OpenTofu end."""
READS: Final = (
    "Name a CloudFormation or SAM template, a folder of Terraform, a plan, a serverless.yml, a cdk.out, a sketch or a"
    " drawing."
)
"""What can be named."""
NOTHING: Final = f"there is no architecture here. {READS}"
"""What is said of paths where no source finds anything."""


def read_architecture(request: Request) -> Graph:
    """Read what a request names with every source.

    Values come from samconfig.toml, the repository's settings, parameter files and the request itself, the later before
    the earlier. A source is imported where there are files for it.
    """
    workplace = discover(request.paths, request.base).with_files(request.instead)
    said = Reading(problems=list(request.problems), suppressions=list(request.suppressions))
    given = _given(request, workplace, said)
    worlds = Worlds()
    cdk = read_assemblies(workplace, request.paths)
    said.problems += cdk.problems
    said.claimed |= cdk.claimed
    readings = [said, *_terraform(cdk.rest, request, worlds)]
    rest = cdk.rest.without({file for reading in readings for file in reading.claimed})
    services = services_of(rest, given)
    rest = rest.without(services.reading.claimed)
    readings += [services.reading, templates_reading(rest, worlds, given, [*cdk.templates, *services.templates])]
    drawn = proposals_reading(workplace, worlds, readings)
    for reading in readings:
        reading.problems = [problem for problem in reading.problems if problem.file not in drawn.claimed]
    readings.append(drawn)
    said.problems += _unclaimed(workplace, readings)
    graph = graph_from(readings, worlds, request.today, signs_of(cdk.rest))
    _log(request, workplace, graph, given)
    return graph


def _given(request: Request, workplace: Workplace, said: Reading) -> dict[str, str]:
    """Give the values of parameters; what is wrong with a samconfig.toml is a problem."""
    given: dict[str, str] = {}
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
    return given


def _terraform(workplace: Workplace, request: Request, worlds: Worlds) -> Iterator[Reading]:
    """Read plans, states and configurations; a configuration of which there is a plan is not read twice."""
    planned: frozenset[str] = frozenset()
    if any(found.path.suffix in (".json", ".tfstate") for found in workplace.files):
        from buttress.sources.terraform.plan import plan_reading, planned_folders
        from buttress.sources.terraform.state import state_reading

        plans = plan_reading(workplace, worlds)
        planned = planned_folders(plans)
        yield plans
        yield state_reading(workplace, worlds)
    if any(found.path.name.endswith(CONFIGURATION) for found in workplace.files):
        from buttress.sources.terraform.reader import terraform_reading

        files = [*request.settled_files, *(path for path in request.parameter_files if is_tfvars(path))]
        yield terraform_reading(workplace, worlds, {**request.settled, **request.given}, files, planned=planned)


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


def _unclaimed(workplace: Workplace, readings: Sequence[Reading]) -> Iterator[Problem]:
    """Tell of each file that somebody named and that no source reads."""
    claimed = {file for reading in readings for file in reading.claimed}
    refused = {problem.file for reading in readings for problem in reading.problems if problem.stops}
    for found in workplace.files:
        if found.named and found.shown not in claimed | refused:
            yield Problem(found.shown, 1, 1, "this is no architecture that Buttress reads.", READS)
