"""What is part of a workload and could not be looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import NOT_DECIDED
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location

PROPOSAL: Final = "proposal"
"""The kind of what a proposal leaves open: it is not there to be read yet."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Names something that is part of the workload and could not be looked into.

    `kind` is one of `nested stack`, `macro`, `custom resource`, `function` (an intrinsic nobody here has heard of),
    `file`, `loop`, `proposal` (what a proposal leaves open), `module`, `resource type`, `resource` (of Terraform),
    `plugin`, `event` (of a service of the Serverless Framework); `mentions` are ids of resources that it is given.
    """

    kind: str
    what: str
    location: Location
    mentions: frozenset[str] = frozenset()

    @property
    def says(self) -> str:
        """Say what that means, as a sentence without its end."""
        return f"{self.what} is {NOT_DECIDED if self.kind == PROPOSAL else 'not read'}"
