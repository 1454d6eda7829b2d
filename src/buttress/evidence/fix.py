"""How a check says what closes its gap, as data that a patch can be made of.

A fix holds literal settings only: what needs a decision of people (a name, a key, a retention that the law asks for)
has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

Literal = str | bool | int | tuple[str, ...]

STEP: Final = re.compile(r"(\w+)(?:\[(\w+)=([^\]]+)\]|(\[\]))?\.?")


@dataclass(frozen=True, slots=True)
class Step:
    """Names one member of a map; with `key` the element of the list there whose member `key` has `value`, with `each`
    every element of it.
    """

    name: str
    key: str = ""
    value: str = ""
    each: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Gives a property of a resource a value.

    `path` is in canonical words; `Attributes[Key=name].Value` is in the one element of a list whose `Key` is `name`,
    `Behaviors[].Policy` in every element that there is. With `beside` it stands beside the properties, as
    `DeletionPolicy` does. A tuple is a list of texts.
    """

    path: str
    value: Literal
    beside: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give the path in parts."""
        return tuple(Step(name, key, value, bool(each)) for name, key, value, each in STEP.findall(self.path))

    @property
    def told(self) -> str:
        """Say what it does, as people read it."""
        if isinstance(self.value, bool):
            shown = str(self.value).lower()
        else:
            shown = ", ".join(self.value) if isinstance(self.value, tuple) else str(self.value)
        return f"{self.path}: {shown}"


@dataclass(frozen=True, slots=True)
class Fix:
    """Closes a gap with settings.

    `on` are the types that it is for, none are all of the check's. `unsafe` says what it may stop or cost, and is empty
    where nothing that works today can stop working or cost noticeably more.
    """

    settings: tuple[Setting, ...]
    on: tuple[str, ...] = ()
    unsafe: str = ""

    @property
    def safe(self) -> bool:
        """Say whether it may be applied without thinking about what runs today."""
        return not self.unsafe

    @property
    def title(self) -> str:
        """Say what it does, as people read it."""
        return ", ".join(setting.told for setting in self.settings)

    def suits(self, resource_type: str) -> bool:
        """Say whether it is for a type."""
        return not self.on or resource_type in self.on


def sets(
    settings: Mapping[str, Literal], *, on: str | tuple[str, ...] = (), unsafe: str = "", beside: bool = False
) -> Fix:
    """Declare the properties that close a gap, by their canonical paths; see `Fix` and `Setting`."""
    return Fix(
        tuple(Setting(path, value, beside) for path, value in settings.items()),
        (on,) if isinstance(on, str) else on,
        unsafe,
    )
