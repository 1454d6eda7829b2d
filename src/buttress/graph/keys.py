"""Keys of KMS that a store names and that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.values import Reference, Text

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

KEY: Final = "AWS::KMS::Key"


def keys_off(value: Any) -> tuple[Resource, ...]:  # noqa: ANN401 - a graph value
    """Give the keys declared here that a value refers to and that are switched off.

    A key that is declared elsewhere counts as usable. Raises `NotKnown` where it is not told whether the key is on.
    """
    references = (value,) if isinstance(value, Reference) else value.references if isinstance(value, Text) else ()
    named = tuple({each.resource.id: each.resource for each in references if each.resource.type == KEY}.values())
    return those(named, lambda key: not key.flag("Enabled", default=default_of(KEY, "Enabled")))
