"""A declared part of an architecture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.location import Location
from buttress.graph.names import NAME_PROPERTIES
from buttress.graph.values import ABSENT
from buttress.graph.view import View
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.node import Node, Scope
    from buttress.graph.origin import Origin
    from buttress.graph.worlds import Worlds


@dataclass(frozen=True, slots=True)
class External:
    """Names a resource that is declared elsewhere: a literal ARN or name, or an import."""

    id: str

    @property
    def type(self) -> str:
        """Give the type of what is declared elsewhere: none that is known."""
        return "external"


class Resource(View):
    """Reads one resource: its properties by path, its type, and where it is declared.

    `id` is `<root template>#<nested>/<LogicalId>`; `type` is the CloudFormation type whatever the source; `location` is
    the line of the resource's own key; `body` reads what stands beside the properties (`DeletionPolicy`, `Metadata`,
    `DependsOn`); `origin` is what people wrote that it comes from, where a tool wrote the file.
    """

    __slots__ = ("_exists", "body", "id", "location", "logical_id", "origin", "root", "type")

    def __init__(  # noqa: PLR0913 - a record with behaviour; every part is needed
        self,
        *,
        id: str,  # noqa: A002 - the blueprint's word
        type: str,  # noqa: A002 - the blueprint's word
        logical_id: str,
        root: str,
        properties: Node,
        body: View,
        location: Location,
        scope: Scope,
        worlds: Worlds,
        exists: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(properties, scope, worlds)
        self.id = id
        self.type = type
        self.logical_id = logical_id
        self.root = root
        self.body = body
        self.location = location
        self.origin: Origin | None = None
        self._exists = exists

    def exists(self) -> bool:
        """Say whether the resource is made in the current world."""
        return self._exists is None or self._exists()

    @property
    def conditional(self) -> bool:
        """Say whether the resource is made in some worlds only."""
        return self._exists is not None

    def physical_name(self) -> Any:  # noqa: ANN401 - see `View.get`
        """Give the name that the template chooses, `ABSENT` where AWS generates one."""
        path = NAME_PROPERTIES.get(self.type)
        return self.get(path) if path else ABSENT

    def at(self, path: Any = None) -> Location:  # noqa: ANN401 - a path, or None for the resource's own line
        """Give the place of a property as declared, else of its nearest declared ancestor; without a path, the
        resource's line.
        """
        if path is None or path in ("", ()):
            return self.location
        place = super().at(path)
        if (place.line, place.column) == (self.node.line, self.node.column):
            mine = self.location
            return Location(mine.file, mine.line, mine.column, mine.end_line, place.path)
        return place

    def __repr__(self) -> str:
        """Show type and id."""
        return f"<{self.type} {self.id}>"
