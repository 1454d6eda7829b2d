"""Reads the roots of which plans are recorded: as configuration, and as the plan that stands for it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.terraform.plan import plan_reading
from buttress.sources.terraform.reader import terraform_reading
from tests import reading
from tests.sources.terraform.evaluating import Read, read
from tests.sources.terraform.mapping import pairs
from tests.sources.terraform.recording import RECORDED, Unknown, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from buttress.graph.graph import Graph

ROOTS = sorted(path.name for path in (RECORDED / "roots").iterdir())
PLACE = re.compile(r"\[\d+\]")


def plan_of(root: str) -> dict[str, Any]:
    """Give the recorded plan of a root."""
    plan: dict[str, Any] = json.loads((RECORDED / "roots" / root / "plan.json").read_text(encoding="utf-8"))
    return plan


def planned(module: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give address and values of the resources of a module and of those below."""
    for one in module.get("resources", ()):
        yield one["address"], one.get("values", {})
    for below in module.get("child_modules", ()):
        yield from planned(below)


def configured(root: str, folder: Path) -> Path:
    """Write the configuration of a root, with the values of variables that the plan says."""
    shutil.copytree(RECORDED / "roots" / root, folder, dirs_exist_ok=True)
    (folder / "plan.json").unlink()
    given = {name: one.get("value") for name, one in plan_of(root).get("variables", {}).items()}
    (folder / "given.auto.tfvars.json").write_text(json.dumps(given), encoding="utf-8")
    return folder


def evaluated_root(root: str, folder: Path) -> Read:
    """Evaluate the configuration of a root."""
    return read(configured(root, folder), {})


def graph_of_configuration(root: str, folder: Path) -> Graph:
    """Read the configuration of a root."""
    worlds = Worlds()
    return graph_from([terraform_reading(discover([configured(root, folder)]), worlds, {})], worlds, reading.DAY)


def graph_of_plan(root: str) -> Graph:
    """Read the plan of a root where its configuration lies beside."""
    worlds = Worlds()
    return graph_from([plan_reading(discover([RECORDED / "roots" / root]), worlds)], worlds, reading.DAY)


def facts_of(graph: Graph) -> dict[str, list[str]]:
    """Give what a graph says of types and properties, with lists as sets: by path without places, all values."""
    names = {one.id: f"{one.logical_id} {one.type}[{place}]" for place, one in enumerate(graph.resources)}
    found: dict[str, list[str]] = {}
    for key, value in pairs.facts(graph, names).items():
        if value != "related":
            address, _, rest = key.partition(" ")
            found.setdefault(f"{address} {PLACE.sub('', rest)}", []).append(value)
    return {key: sorted(values) for key, values in found.items()}


@dataclass
class Compared:
    """Holds how an evaluated value differs from a planned one: contradictions, and what evaluation does not know."""

    contradictions: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    agreeing: int = 0

    def add(self, path: str, ours: Any, theirs: Any) -> None:  # noqa: ANN401 - values of JSON
        """Compare a value with a planned one; blocks of one name are a set."""
        if isinstance(ours, Unknown):
            if theirs is not None:
                self.unknown.append(path)
        elif isinstance(ours, dict) and isinstance(theirs, dict):
            for key in ours.keys() & theirs.keys():
                self.add(f"{path}.{key}", ours[key], theirs[key])
        elif isinstance(ours, list) and isinstance(theirs, list):
            self._lists(path, ours, theirs)
        elif isinstance(ours, dict) and isinstance(theirs, list):
            self._lists(path, [ours], theirs)
        elif _same(ours, theirs):
            self.agreeing += 1
        else:
            self.contradictions.append(f"{path}: {spelled(ours)} is planned as {spelled(theirs)}")

    def _lists(self, path: str, ours: list[Any], theirs: list[Any]) -> None:
        left = list(theirs)
        for one in ours:
            tried = [_tried(path, one, other) for other in left]
            if not tried:
                self.contradictions.append(f"{path}: {spelled(one)} is not planned")
                continue
            place = min(range(len(tried)), key=lambda n: (len(tried[n].contradictions), -tried[n].agreeing))
            left.pop(place)
            self.contradictions += tried[place].contradictions
            self.unknown += tried[place].unknown
            self.agreeing += tried[place].agreeing
        self.contradictions += [f"{path}: {spelled(one)} is not evaluated" for one in left]


def _tried(path: str, ours: object, theirs: object) -> Compared:
    compared = Compared()
    compared.add(path, ours, theirs)
    return compared


def _same(ours: object, theirs: object) -> bool:
    """Say whether values are the same in the type that the provider gives the attribute, and texts of JSON as data."""
    one, other = (spelled(value).strip('"') if not isinstance(value, str) else value for value in (ours, theirs))
    try:
        return one == other or json.loads(one) == json.loads(other)
    except ValueError:
        return False
