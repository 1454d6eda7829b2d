"""What the tests of assemblies read with, and small assemblies written by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from buttress.application.review import Request
from buttress.sources.architecture import read_architecture
from tests.reading import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph

QUEUE = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}


def read(*paths: Path, **given: str) -> Graph:
    """Read what a review of some paths reads."""
    return read_architecture(Request(paths=paths, today=DAY, given=given))


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Write files of JSON, or of any text, into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
    return folder


def manifest(**artifacts: dict[str, Any]) -> dict[str, Any]:
    """Give a manifest."""
    return {"version": "36.0.0", "artifacts": artifacts}


def stack(template: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    """Give the artifact of a stack."""
    return {"type": "aws:cloudformation:stack", "properties": {"templateFile": template}, **more}


def stage(folder: str) -> dict[str, Any]:
    """Give the artifact of a stage."""
    return {"type": "cdk:cloud-assembly", "properties": {"directoryName": folder}}


def app(folder: Path, artifacts: dict[str, Any], **files: Any) -> Path:  # noqa: ANN401 - what JSON holds
    """Write an app whose assembly has some artifacts; `files` are those of its cdk.out, `__` being a dot."""
    named = {f"cdk.out/{name.replace('__', '.')}": content for name, content in files.items()}
    return write(
        folder,
        {"cdk.json": {"app": "node app.js"}, "cdk.out/manifest.json": manifest(**artifacts), "cdk.out/cdk.out": "{}"}
        | named,
    )
