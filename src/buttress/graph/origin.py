"""What people wrote that a resource comes from, where a tool wrote the file that declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location


@dataclass(frozen=True, slots=True)
class Origin:
    """Names what made a resource.

    `path` is the construct's (`Shop/Orders/Resource`), or tells the calls of modules that led to it and what a plan
    does; `place` is the line of the program that made it, None where nothing tells; `code` is the local folder or file
    of a function's code, empty where there is none.
    """

    path: str
    place: Location | None = None
    code: str = ""
