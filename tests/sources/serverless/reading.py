"""What these tests read services with: the real way in, over files on disk."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from buttress.application.review import Request
from buttress.graph.values import ABSENT, Reference, Text, Unresolved
from buttress.graph.view import Listing, Members
from buttress.sources.architecture import read_architecture
from tests.reading import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph
    from buttress.graph.view import View


def services(folder: Path, files: dict[str, str], **given: str) -> Graph:
    """Write files into a folder and read it; `__` in what is given is a colon."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    values = {name.replace("__", ":"): value for name, value in given.items()}
    return read_architecture(Request(paths=(folder,), today=DAY, given=values))


def service(folder: Path, text: str, **given: str) -> Graph:
    """Read one service."""
    return services(folder, {"serverless.yml": text}, **given)


def plain(view: View | None) -> Any:  # noqa: ANN401 - whatever stands there
    """Give what a view reads as Python values: references as `Name` or `Name.Attribute`, unknown parts in braces."""
    value = view.get() if view is not None else ABSENT
    if view is not None and isinstance(value, Members | Listing):
        return _content(view, value)
    if isinstance(value, Reference):
        name = value.resource.logical_id
        return name if value.attribute == "Ref" else f"{name}.{value.attribute}"
    if isinstance(value, Text):
        return "".join(part if isinstance(part, str) else f"{{{_part(part)}}}" for part in value.parts)
    if isinstance(value, Unresolved):
        return f"unknown: {value.reason}"
    return None if value is ABSENT else value


def _content(view: View, value: Members | Listing) -> Any:  # noqa: ANN401 - a list or a map
    if isinstance(value, Members):
        return {key: plain(inner) for key, inner in view.members()}
    return [plain(inner) for inner in view.each()]


def _part(part: object) -> str:
    if isinstance(part, Reference):
        return part.resource.logical_id if part.attribute == "Ref" else f"{part.resource.logical_id}.{part.attribute}"
    return str(getattr(part, "name", part))


def property_of(graph: Graph, name: str, path: Any = "") -> Any:  # noqa: ANN401 - whatever stands there
    """Give a property of the resource of a logical id."""
    (found,) = [one for one in graph.resources if one.logical_id == name]
    return plain(found.find(path)) if path else plain(found)  # type: ignore[arg-type] # what is not known has no view


def types(graph: Graph) -> dict[str, str]:
    """Give the types of all resources by their logical ids."""
    return {one.logical_id: one.type for one in graph.resources}
