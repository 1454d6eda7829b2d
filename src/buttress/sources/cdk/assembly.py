"""A cloud assembly: the stacks that its manifests list, with their metadata and assets.

Source: "AWS CDK cloud assembly" and the README of `@aws-cdk/cloud-assembly-schema`: a folder with a `manifest.json`
whose artifacts are stacks (`aws:cloudformation:stack`), lists of assets (`cdk:asset-manifest`) and assemblies of stages
(`cdk:cloud-assembly`). Every schema version since 2 has these under the same names; unknown artifacts are passed over.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.records import dataclass
from buttress.sources.cdk.apps import MANIFEST
from buttress.sources.cdk.documents import document, part, word
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

STACK: Final = "aws:cloudformation:stack"
STAGE: Final = "cdk:cloud-assembly"
ASSETS: Final = "cdk:asset-manifest"
_ENVIRONMENT: Final = re.compile(r"aws://(?P<account>\d{12}|unknown-account)/(?P<region>[a-z0-9-]+)")
MOST_ASSEMBLIES: Final = 1000
"""How many assemblies may stand in one: each stage of an app is one."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Names one stack of an assembly: its name as it is deployed, the account and Region where they are decided (by the
    names of the pseudo parameters), the path of its template, what is known of its constructs by their paths, and the
    files of the assembly that stand for assets, by the assets' hashes.
    """

    name: str
    environment: Mapping[str, str]
    template: Path
    metadata: Mapping[str, list[dict[str, Any]]]
    assets: Mapping[str, Path]


@dataclass(slots=True)
class Assembly:
    """Reads the assembly in a folder, and those of the stages in it; `shown` is how the folder is shown."""

    folder: Path
    shown: str
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the folder as what it really is, so that nothing leads out of it."""
        self.folder = self.folder.resolve()

    def stacks(self) -> Iterator[Stack]:
        """Give the stacks of all manifests, in order of the folders and of their ids."""
        pending, seen = [self.folder], {self.folder}
        while pending:
            here = pending.pop()
            artifacts = self._artifacts(here)
            assets = self._assets(here, artifacts)
            for name, artifact in artifacts.items():
                kind, properties = word(artifact, "type"), part(artifact, "properties")
                if kind == STACK:
                    yield from self._stack(here, name, artifact, assets)
                elif kind == STAGE:
                    inner = self.inside(here, word(properties, "directoryName"), f"the stage {name}")
                    if inner is not None and inner not in seen and len(seen) < MOST_ASSEMBLIES:
                        seen.add(inner)
                        pending.append(inner)

    def inside(self, folder: Path, relative: str, what: str) -> Path | None:
        """Give a path of the assembly; what leads out of it is refused, and is a problem."""
        found = (folder / relative).resolve() if relative and "\0" not in relative else None
        if found is not None and found.is_relative_to(self.folder):
            return found
        where = f"{relative!r}, which is outside of the assembly" if relative else "no path"
        self.refuse(folder / MANIFEST, f"{what} is given {where}.")
        return None

    def shown_of(self, path: Path) -> str:
        """Give how a path of the assembly is shown."""
        return f"{self.shown}/{path.relative_to(self.folder).as_posix()}".removeprefix("./")

    def refuse(self, path: Path, message: str) -> None:
        """Note that something of the assembly is not read."""
        hint = "Synthesize the app again; it is not read."
        self.problems.append(Problem(self.shown_of(path), 1, 1, message, hint, stops=True))

    def document(self, path: Path, *, stops: bool = True) -> dict[str, Any]:
        """Read a JSON file of the assembly; an empty map, and a problem, where it cannot be read; `stops` says whether
        resources are not read then.
        """
        try:
            return document(path, self.shown_of(path))
        except SourceError as error:
            self.problems.append(replace(error.problem, stops=stops))
            return {}

    def _artifacts(self, folder: Path) -> dict[str, Any]:
        place = self.inside(folder, MANIFEST, "the manifest")
        manifest = self.document(place) if place is not None else {}
        artifacts = part(manifest, "artifacts")
        if manifest and not word(manifest, "version"):
            self.refuse(folder / MANIFEST, "this is no manifest of a cloud assembly: it has no version.")
            return {}
        self._note_missing(folder, manifest)
        return {name: artifacts[name] for name in sorted(artifacts)}

    def _note_missing(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        """Say that what an account should have told is not known: the CDK writes placeholders into the templates."""
        missing = manifest.get("missing")
        if isinstance(missing, list) and missing:
            keys = ", ".join(sorted(word(one, "key").partition(":")[0] or "a value" for one in missing))
            message = f"the templates hold placeholders for what was not looked up in an account: {keys}."
            hint = "Synthesize the app with credentials, and keep its cdk.context.json."
            self.problems.append(Problem(self.shown_of(folder / MANIFEST), 1, 1, message, hint, stops=True))

    def _assets(self, folder: Path, artifacts: Mapping[str, Any]) -> dict[str, Path]:
        """Give the files that stand for assets by their hashes, which the addresses of nested templates end in."""
        found: dict[str, Path] = {}
        for name, artifact in artifacts.items():
            if word(artifact, "type") != ASSETS:
                continue
            listed = self.inside(folder, word(artifact, "properties", "file"), f"the list of assets {name}")
            files = part(self.document(listed), "files") if listed is not None else {}
            for key, asset in files.items():
                source = word(asset, "source", "path")
                path = (folder / source).resolve() if source and "\0" not in source else self.folder.parent
                if path.is_relative_to(self.folder):
                    found[key] = path
        return found

    def _stack(self, folder: Path, name: str, artifact: Any, assets: Mapping[str, Path]) -> Iterator[Stack]:  # noqa: ANN401 - what JSON holds
        template = self.inside(folder, word(artifact, "properties", "templateFile"), f"the template of {name}")
        if template is None:
            return
        metadata = dict(part(artifact, "metadata"))
        further = word(artifact, "additionalMetadataFile")
        path = self.inside(folder, further, f"the metadata of {name}") if further else None
        if path is not None:
            metadata |= self.document(path, stops=False)
        entries = {
            key: [entry for entry in listed if isinstance(entry, dict)]
            for key, listed in metadata.items()
            if isinstance(listed, list)
        }
        deployed = word(artifact, "properties", "stackName") or name
        yield Stack(deployed, _environment(word(artifact, "environment")), template, entries, assets)


def _environment(written: str) -> dict[str, str]:
    """Read `aws://<account>/<Region>`, either of which may be left to the deployment (`unknown-account`)."""
    match = _ENVIRONMENT.fullmatch(written)
    found = {"AWS::AccountId": match["account"], "AWS::Region": match["region"]} if match is not None else {}
    return {name: value for name, value in found.items() if not value.startswith("unknown-")}
