"""Keys of KMS that a store names and that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Reference, Text

if TYPE_CHECKING:
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

KEY: Final = "AWS::KMS::Key"


def refuse_keys_off(value: Any, place: Location) -> None:  # noqa: ANN401 - a graph value
    """Raise `NotKnown` where a value refers to a key declared here that is, or may be, switched off.

    What was stored stays encrypted then, but nothing can be stored or read: whether the store is used is not told.
    """
    for key in _keys_off(value):
        raise NotKnown(f"{key.logical_id} is switched off: while it is, nothing can be stored or read", place)


def _keys_off(value: Any) -> tuple[Resource, ...]:  # noqa: ANN401 - a graph value
    """Give the keys declared here that a value refers to and that are switched off.

    A key that is declared elsewhere counts as usable. Raises `NotKnown` where it is not told whether the key is on.
    """
    references = (value,) if isinstance(value, Reference) else value.references if isinstance(value, Text) else ()
    named = tuple({each.resource.id: each.resource for each in references if each.resource.type == KEY}.values())
    return those(named, lambda key: not key.flag("Enabled", default=default_of(KEY, "Enabled")))
