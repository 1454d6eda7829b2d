"""What the name of an instance type tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

PATHS: Final = {
    "AWS::EC2::Instance": "InstanceType",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateData.InstanceType",
}
"""Where a type says on which instance type it runs."""

GRAVITON: Final = re.compile(r"(?:a1|[a-z]+\d+g[a-z]*)\.")

SPECIAL: Final = re.compile(r"(?:dl|f|g|inf|mac|p|trn|vt)\d|u-")
"""Families with an accelerator, a Mac or several terabytes of memory, which have no equal on Graviton.

Source: "Amazon EC2 instance type naming conventions", Amazon EC2 User Guide.
"""

BEFORE_NITRO: Final = frozenset(
    {"c1", "c3", "c4", "g2", "g3", "i2", "m1", "m2", "m3", "m4", "p2", "r3", "r4", "t1", "t2"}
)
"""Families that run on Xen, before the Nitro System, and have a successor that does more for each kilowatt-hour.

Source: "Amazon EC2 instance type naming conventions" and the page "Previous Generation Instances" of Amazon EC2.
"""


def family_of(resource: Resource) -> str:
    """Give the family of the instance type, `t2` of `t2.micro`; raises `NotKnown` where it is not told."""
    return resource.text(PATHS[resource.type]).partition(".")[0]


def on_graviton(name: str) -> bool:
    """Say whether a type or class such as `r7g.large` has a Graviton processor: a `g` stands behind the generation.

    Source: "Amazon EC2 instance type naming conventions", Amazon EC2 User Guide; `a1` was the first of them.
    """
    return bool(GRAVITON.match(name))


def is_special(name: str) -> bool:
    """Say whether a type is chosen for hardware that no type with a Graviton processor has."""
    return bool(SPECIAL.match(name))
