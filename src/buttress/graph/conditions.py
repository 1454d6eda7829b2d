"""Whether the condition of a statement narrows the resources that it speaks of.

Source: "AWS global condition context keys" and "IAM JSON policy elements: Condition operators" of the IAM User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import NotKnown, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.view import View

POSITIVE: Final = frozenset({"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"})
"""Operators that hold only for a key that is there and has a listed value; those that end in IfExists do not."""

OF_RESOURCES: Final = frozenset({"ec2:subnet", "ec2:vpc", "ecs:cluster"})
"""Keys, in lower case, that tell which resources; so do all that hold a tag of the resource."""

OF_CALLS: Final = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:requestedregion",
        "aws:securetransport",
        "aws:tokenissuetime",
        "aws:useragent",
    }
)
"""Keys, in lower case, that tell when, how or in which Region somebody calls, and nothing of what is called upon."""


def narrows_resources(condition: View | None) -> bool:
    """Say whether a condition limits a statement to some resources, such as those with a tag.

    Raises `NotKnown` for a key of which it is not judged here how far it narrows (`aws:SourceVpce`, `kms:ViaService`).
    """
    return condition is not None and some(_keys(condition), _narrows)


def _keys(condition: View) -> Iterator[tuple[str, str, View]]:
    for operator, keys in condition.members():
        for key, value in keys.members():
            yield operator.lower(), key.lower(), value


def _narrows(part: tuple[str, str, View]) -> bool:
    operator, key, value = part
    if operator in POSITIVE and ("resourcetag/" in key or key in OF_RESOURCES):
        return True
    if key in OF_CALLS:
        return False
    raise NotKnown(f"how far the condition on {key} narrows it is for people to judge", value.at())
