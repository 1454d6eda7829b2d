"""What is part of a workload and could not be looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location


@dataclass(frozen=True, slots=True)
class Unread:
    """Names something that is part of the workload and could not be looked into.

    `kind` is one of `nested stack`, `macro`, `custom resource`, `function` (an intrinsic nobody here has heard of),
    `file`, `loop`; `mentions` are ids of resources that it is given.
    """

    kind: str
    what: str
    location: Location
    mentions: frozenset[str] = frozenset()
