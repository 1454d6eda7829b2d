"""Which construct made a resource, and which line of the app made the construct.

Source: the README of `@aws-cdk/cloud-assembly-schema` and the CDK developer guide: `aws:cdk:path` in a resource's
Metadata (the CLI asks for it unless told `--no-path-metadata`), `aws:cdk:logicalId` in the manifest or in the file it
names as `additionalMetadataFile`, with the stack trace as `trace` (older versions, under `cdk synth --debug` or
`CDK_DEBUG=1`) or beside it as `aws:cdk:creationStack` (newer ones, unless the context sets
`aws:cdk:disable-creation-stack-traces`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from buttress.graph.location import Location
from buttress.graph.origin import Origin
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buttress.sources.cdk.assembly import Stack

LOGICAL_ID: Final = "aws:cdk:logicalId"
CREATION: Final = "aws:cdk:creationStack"
TEMPLATE_FILE: Final = "aws:cdk:templateFile"
_FRAME: Final = re.compile(
    r"(?:^|[\s(])(?P<file>(?:file://)?/[^()\n]*|[A-Za-z]:[\\/][^()\n]*):(?P<line>\d{1,7}):(?P<column>\d{1,7})\)?$"
)
_FETCHED: Final = frozenset({"node_modules", "site-packages", ".venv"})
"""Folders of what an app is built with, which is not the app."""


@dataclass(frozen=True, slots=True)
class Constructs:
    """Finds the construct of each resource of one stack; `base` is the folder that files are shown relative to."""

    trails: Mapping[str, tuple[object, ...]]
    """The frames by the construct's path, the innermost first."""
    named: Mapping[tuple[str, str], tuple[str, ...]]
    """The paths of the constructs by the name of the template and the logical id."""
    base: Path

    def origin(self, template: str, logical_id: str, path: str, code: str = "") -> Origin | None:
        """Give what made a resource: by its path where the template tells it, else by its logical id."""
        paths = (path,) if path else self.named.get((template, logical_id)) or self.named.get(("", logical_id), ())
        if len(paths) != 1:
            return None
        return Origin(paths[0], self._place(self.trails.get(paths[0], ())), code)

    def _place(self, frames: Iterable[object]) -> Location | None:
        """Give the first frame that is a file of the app."""
        for frame in frames:
            match = _FRAME.search(frame) if isinstance(frame, str) else None
            shown = self._shown(match["file"]) if match is not None else None
            if match is not None and shown is not None:
                return Location(shown, int(match["line"]), int(match["column"]), int(match["line"]))
        return None

    def _shown(self, file: str) -> str | None:
        path = Path(unquote(file.removeprefix("file://")) if file.startswith("file://") else file)
        if "\0" in file or _FETCHED & set(path.parts):
            return None
        try:
            found = path.resolve()
            return found.relative_to(self.base).as_posix() if found.is_file() else None
        except (OSError, ValueError):
            return None


def constructs_of(stack: Stack, base: Path) -> Constructs:
    """Index what is known of the constructs of a stack."""
    owners = dict(sorted(_owners(stack.metadata)))
    trails: dict[str, tuple[object, ...]] = {}
    named: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, entries in stack.metadata.items():
        path = key.strip("/")
        template = _owner(path, owners)
        for entry in entries:
            found = entry.get("data")
            if entry.get("type") == LOGICAL_ID and isinstance(found, str):
                named[template, found] = (*named.get((template, found), ()), path)
                trails.setdefault(path, _frames(entry.get("trace")))
            elif entry.get("type") == CREATION:
                trails[path] = _frames(found)
    return Constructs(trails, named, base.resolve())


def _owners(metadata: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Give the paths of the stacks and nested stacks with the names of their templates."""
    for key, entries in metadata.items():
        for entry in entries:
            if entry.get("type") == TEMPLATE_FILE and isinstance(entry.get("data"), str):
                yield key.strip("/"), entry["data"]


def _owner(path: str, owners: Mapping[str, str]) -> str:
    """Give the template of the innermost stack that a construct is in, an empty text where nothing tells."""
    steps = path.split("/")
    for length in range(len(steps), 0, -1):
        found = owners.get("/".join(steps[:length]))
        if found is not None:
            return found
    return ""


def _frames(trace: object) -> tuple[object, ...]:
    if isinstance(trace, str):
        return tuple(trace.splitlines())
    return tuple(trace) if isinstance(trace, list) else ()
