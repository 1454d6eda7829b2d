"""Reads the templates of a workload into one graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.graph.graph import Problem, Root
from buttress.graph.unread import Unread
from buttress.graph.worlds import Worlds
from buttress.sources.cloudformation.evaluation import Review
from buttress.sources.cloudformation.files import Files
from buttress.sources.cloudformation.functions import FUNCTIONS
from buttress.sources.cloudformation.imports import imports_between
from buttress.sources.cloudformation.includes import with_includes
from buttress.sources.cloudformation.loops import with_loops
from buttress.sources.cloudformation.sam import expand
from buttress.sources.cloudformation.stacks import Stacks
from buttress.sources.cloudformation.template import Template, template_of
from buttress.sources.cloudformation.text import MOST_BYTES, text_of_file
from buttress.sources.errors import SourceError
from buttress.sources.reading import Reading, counted, graph_from

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from buttress.graph.graph import Graph, Sign
    from buttress.sources.discovery import Found, Workplace

KNOWN_TRANSFORMS = frozenset(
    {
        "AWS::Serverless-2016-10-31",
        "AWS::LanguageExtensions",
        "AWS::SecretsManager-2020-07-23",
        "AWS::SecretsManager-2024-09-16",
    }
)


def read_templates(
    workplace: Workplace,
    today: datetime.date,
    given: Mapping[str, str] | None = None,
    signs: Iterable[Sign] = (),
) -> Graph:
    """Read every template of a workplace into a graph; what could not be read is among its `problems` and `unread`."""
    worlds = Worlds()
    return graph_from([templates_reading(workplace, worlds, given or {})], worlds, today, signs)


def templates_reading(
    workplace: Workplace, worlds: Worlds, given: Mapping[str, str], further: Iterable[Template] = ()
) -> Reading:
    """Read every template of a workplace, joined with further ones that other sources made of their own files."""
    templates, problems = _templates(workplace)
    return reading_of([*templates, *further], Files(workplace), worlds, given, problems)


def read_text(
    text: str, today: datetime.date, given: Mapping[str, str] | None = None, shown: str = "template.yaml"
) -> Graph:
    """Read one template from a text, with no files beside it; raises `SourceError` when it is none."""
    template = template_of(text, shown)
    if template is None:
        raise SourceError(Problem(shown, 1, 1, "this is no template: it has no Resources with a Type.", ""))
    return graph_of([template], today, given)


def graph_of(templates: list[Template], today: datetime.date, given: Mapping[str, str] | None = None) -> Graph:
    """Join templates into one graph, with no files beside them."""
    worlds = Worlds()
    return graph_from([reading_of(templates, Files(None), worlds, given or {}, [])], worlds, today)


def reading_of(
    templates: list[Template], files: Files, worlds: Worlds, given: Mapping[str, str], problems: list[Problem]
) -> Reading:
    """Join templates: nested stacks, exports and imports."""
    review = Review(worlds, given, functions=FUNCTIONS)
    problems = [*problems, *(problem for template in templates for problem in template.problems)]
    included = [with_loops(with_includes(template, files, problems), given, problems) for template in templates]
    kinds = {template.file: template.kind for template in included}
    expanded = [expand(template, files, problems) if template.is_sam else template for template in included]
    stacks = Stacks(review, {template.file: template for template in expanded}, problems)
    stacks.join()
    return Reading(
        resources=stacks.resources,
        roots=_roots(stacks, kinds),
        parameters=stacks.parameters,
        unread=[*stacks.unread, *_macros(expanded), *(one for template in expanded for one in template.unread)],
        problems=problems,
        suppressions=[one for template in templates for one in template.suppressions],
        claimed={template.file for template in templates},
        links=imports_between(stacks),
    )


def _roots(stacks: Stacks, kinds: Mapping[str, str]) -> list[Root]:
    counts = counted(stacks.resources)
    return [Root(root, kinds[root], tuple(sorted(stacks.files_of[root])), counts[root]) for root in stacks.roots]


def _macros(templates: list[Template]) -> list[Unread]:
    return [
        Unread("macro", f"what the macro {name} makes of {template.file}", template.root.location)
        for template in templates
        for name in template.transforms
        if name not in KNOWN_TRANSFORMS
    ]


def _templates(workplace: Workplace) -> tuple[list[Template], list[Problem]]:
    templates: list[Template] = []
    problems: list[Problem] = []
    for found in workplace.templates():
        try:
            template = _template(found)
        except SourceError as error:
            if found.named or _claims_to_be_one(found):
                problems.append(replace(error.problem, stops=True))
            continue
        if template is not None:
            templates.append(template)
    return templates, problems


def _template(found: Found) -> Template | None:
    """Read a file as a template; a cheap look at its bytes leaves out what cannot be one."""
    if not found.named and not _claims_to_be_one(found):
        return None
    return template_of(text_of_file(found.path, found.shown), found.shown)


def _claims_to_be_one(found: Found) -> bool:
    try:
        if found.path.stat().st_size > MOST_BYTES:
            with found.path.open("rb") as file:
                return b"Resources" in file.read(65_536)
        data = found.path.read_bytes()
    except OSError:
        return True
    return b"Resources" in data and (b"::" in data)
