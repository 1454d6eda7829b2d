"""In which frame of a drawing each shape lies: by its parent, else by its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_FRAMES: Final = 500
"""How many frames are compared by their place; drawings have some dozens at most."""
MOST_LEVELS: Final = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """Holds where a shape lies, relative to its parent."""

    parent: str
    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Give how large it is."""
        return self.width * self.height


def nested(frames: Mapping[str, Frame], containers: Collection[str]) -> dict[str, str]:
    """Give the shape that each lies in: the parent where that is a shape, else the smallest container around it."""
    whole = {name: _absolute(name, frames) for name in frames}
    around = [name for name in frames if name in containers][:MOST_FRAMES]
    around.sort(key=lambda name: (whole[name].area, name))
    found: dict[str, str] = {}
    for name, frame in frames.items():
        if frame.parent in frames and frame.parent != name:
            found[name] = frame.parent
            continue
        holder = next((each for each in around if each != name and _holds(whole[each], whole[name])), "")
        if holder:
            found[name] = holder
    return found


def _absolute(name: str, frames: Mapping[str, Frame]) -> Frame:
    """Give a frame's place on the page; parents in a circle are not followed for ever."""
    frame = frames[name]
    x, y, above, levels = frame.x, frame.y, frames.get(frame.parent), 0
    while above is not None and levels < MOST_LEVELS:
        x, y = x + above.x, y + above.y
        above, levels = frames.get(above.parent), levels + 1
    return Frame(frame.parent, x, y, frame.width, frame.height)


def _holds(outer: Frame, inner: Frame) -> bool:
    return (
        outer.area > inner.area
        and outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )
