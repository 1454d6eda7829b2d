"""An instance of Terraform's with the canonical resources that were made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph.values import NotKnown, Text
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.building import walked

if TYPE_CHECKING:
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from buttress.sources.terraform.mapping.entry import Entry


@dataclass(slots=True, eq=False)
class Made:
    """Holds an instance, what is known about its type (None where it is not mapped), and its canonical resources."""

    root: str
    instance: Instance
    entry: Entry | None
    resources: list[Resource] = field(default_factory=list)

    @property
    def exists(self) -> bool:
        """Say whether the instance is made in the current world."""
        return self.instance.exists is None or self.instance.exists()

    def name(self, attribute: str = "") -> str | Text | None:
        """Give the name that was chosen for it, as far as it is known; None where the provider makes one up.

        `attribute` is the one that names it, by default any that gives what `Ref` gives. Raises `NotKnown` where
        nothing of it is known.
        """
        for named_by in (attribute,) if attribute else self._named_by():
            found = walked(self.instance.attributes, self.instance.scope, (named_by,))
            if found is not None:
                value = found[0].value
                if isinstance(value, str | Text):
                    return value
                raise NotKnown(f"the name of {self.instance.address} is not known", found[0].location)
        return None

    def names(self, worlds: Worlds, attribute: str = "") -> set[str] | None:
        """Give the names that it has over all worlds, None where one of them is not wholly known."""
        try:
            found = [outcome.result for outcome in explore(worlds, lambda: self.name(attribute))]
        except NotKnown:
            return None
        return None if any(isinstance(name, Text) for name in found) else {str(name) for name in found if name}

    def _named_by(self) -> list[str]:
        """Give the attributes that choose what `Ref` gives."""
        exports = self.entry.exports if self.entry is not None else {}
        return [name for name, canonical in exports.items() if canonical == "Ref" and name not in ("id", "arn")]
