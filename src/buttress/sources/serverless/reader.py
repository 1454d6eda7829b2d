"""Reads the services of the Serverless Framework in a workplace.

Source: guides/services and guides/serverless.yml of the Serverless Framework's documentation. A service that is code
(`serverless.ts`, `serverless.js`) is named as not read; the template that `serverless package` writes of it can be
reviewed instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from buttress.graph.location import Location
from buttress.graph.unread import Unread
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading
from buttress.sources.serverless.service import is_service, provider_of, service_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.cloudformation.template import Template
    from buttress.sources.discovery import Found, Workplace

NAMES: Final = re.compile(r"serverless([.-][\w.-]+)?\.(ya?ml|json)\Z", re.IGNORECASE)
CODE: Final = re.compile(r"serverless\.(ts|js|cjs|mjs)\Z", re.IGNORECASE)
_BY_NAME: Final = re.compile(r"serverless\.(ya?ml|json)\Z", re.IGNORECASE)
HINT: Final = "run serverless package and review .serverless/cloudformation-template-update-stack.json"


@dataclass(slots=True)
class Services:
    """Holds the templates of the services, and what was noted on the way (`reading`, without resources)."""

    templates: list[Template] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)


def services_of(workplace: Workplace, given: Mapping[str, str]) -> Services:
    """Read every service of a workplace; the files of `reading.claimed` are no templates of their own."""
    services = Services()
    for found in workplace.files:
        name = found.path.name
        if NAMES.match(name) or (found.named and found.path.suffix.lower() in (".yml", ".yaml", ".json")):
            _read(found, workplace, given, services)
        elif CODE.match(name):
            place = Location(found.shown, 1)
            services.reading.unread.append(Unread("file", f"{found.shown}, a service that is code: {HINT}", place))
            services.reading.claimed.add(found.shown)
    return services


def _read(found: Found, workplace: Workplace, given: Mapping[str, str], services: Services) -> None:
    reading = services.reading
    try:
        written = text_of_file(found.path, found.shown)
        if "provider" not in written:
            return  # most named files are templates, and reading one twice takes a tenth of its review
        root, problems = nodes_of(written, found.shown)
    except SourceError as error:
        if _BY_NAME.match(found.path.name):
            reading.problems.append(replace(error.problem, stops=True))
            reading.claimed.add(found.shown)
        return
    if not is_service(root):
        return
    reading.claimed.add(found.shown)
    reading.problems += problems
    provider = provider_of(root)
    if provider not in ("aws", ""):
        what = f"{found.shown}, a service of the provider {provider}"
        reading.unread.append(Unread("file", what, root.location))
        return
    service = service_of(root, found.shown, written, workplace.base, given)
    if service.template is not None:
        services.templates.append(service.template)
    reading.unread += service.unread
    reading.problems += service.problems
    reading.claimed |= service.files
