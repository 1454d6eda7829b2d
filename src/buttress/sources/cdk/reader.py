"""Reads the assemblies of a workplace as templates of CloudFormation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.cdk.apps import Apps
from buttress.sources.discovery import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from buttress.graph.graph import Problem
    from buttress.sources.cloudformation.template import Template


@dataclass(frozen=True, slots=True)
class Assemblies:
    """Holds what the assemblies of a workplace say: their templates, and `rest`, the workplace without their files,
    which are `claimed`.
    """

    templates: tuple[Template, ...]
    problems: tuple[Problem, ...]
    rest: Workplace
    claimed: frozenset[str] = frozenset()


def read_assemblies(workplace: Workplace, paths: Iterable[Path]) -> Assemblies:
    """Read the assemblies of all CDK apps at the paths that were named and below them."""
    apps = Apps(workplace)
    apps.find(paths)
    found: dict[str, Template] = {}
    problems = [*apps.problems, *_read(apps, found)]
    claimed: frozenset[str] = frozenset()
    if apps.assemblies or apps.settings:
        mine = [one for one in workplace.files if one.shown in apps.settings or apps.holds(one.shown)]
        claimed = frozenset(one.shown for one in mine)
        rest = tuple(one for one in workplace.files if one.shown not in claimed)
        workplace = Workplace(workplace.base, rest)
    return Assemblies(tuple(found.values()), tuple(problems), workplace, claimed)


def _read(apps: Apps, found: dict[str, Template]) -> Iterator[Problem]:
    """Read the assemblies that were found into `found`, and give the problems."""
    if not apps.assemblies:
        return
    from buttress.sources.cdk.assembly import Assembly  # noqa: PLC0415 - a hundredth second where there is no assembly
    from buttress.sources.cdk.templates import Templates  # noqa: PLC0415 - see above

    for shown, folder in sorted(apps.assemblies.items()):
        assembly = Assembly(folder, shown)
        Templates(assembly, apps.workplace.base, found).read()
        yield from assembly.problems
