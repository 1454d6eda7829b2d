"""Real services, which nobody here wrote: what was made of them, and what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.application.review import Request
from buttress.sources.architecture import read_architecture
from tests.reading import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Golden


def told(folder: Path) -> str:
    """Tell of one service how much was made, and what was not read."""
    graph = read_architecture(Request(paths=(folder,), today=DAY, given={}))
    functions = sum(one.type == "AWS::Lambda::Function" for one in graph.resources)
    lines = [f"{folder.name}: {functions} functions, {len(graph.resources)} resources"]
    lines += [f"  not read: {one.what} ({one.location})" for one in graph.unread]
    lines += [f"  problem: {one}" for one in graph.problems]
    lines += [f"  open: {one.name} (default {one.default})" for one in graph.parameters]
    return "\n".join(lines)


def test_real_services_are_read(shared: Path, golden: Golden) -> None:
    files = sorted((shared / "architectures").rglob("serverless.yml"))
    golden("sources/services.txt", "\n".join(told(file.parent) for file in files) + "\n")
