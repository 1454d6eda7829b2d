"""How the framework names what it makes.

Source: "AWS CloudFormation Resource Reference" in guides/resources of the Serverless Framework's documentation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buttress.graph.node import SCALAR, call, scalar, sequence
from buttress.graph.values import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.node import Node
    from buttress.sources.serverless.openings import Openings

_OTHER = re.compile(r"[^A-Za-z0-9]")


def normalised(name: str) -> str:
    """Give the form of a function's name in logical ids: `write-post` is `WriteDashpost`, as the framework has it."""
    name = name.replace("-", "Dash").replace("_", "Underscore")
    name = _OTHER.sub("", name)
    return name[:1].upper() + name[1:]


def alphanumeric(name: str) -> str:
    """Give a name of a bucket, topic or pool without what logical ids may not hold, its first letter upper."""
    name = _OTHER.sub("", name)
    return name[:1].upper() + name[1:]


def path_name(path: str) -> str:
    """Give the form of a path of an API in logical ids: `users/{id}` is `UsersIdVar`."""
    parts = [part for part in path.split("/") if part]
    return "".join(_part(part) for part in parts)


def _part(part: str) -> str:
    variable = part.startswith("{")
    name = normalised(part.strip("{}+"))
    return f"{name}Var" if variable else name


def settled(node: Node | None, openings: Openings) -> str:
    """Give a text for a logical id: what is open has its default there, or its name."""
    if node is None:
        return ""
    if node.kind == SCALAR:
        return written(node.value) if isinstance(node.value, str | bool | int | float) else ""
    opening = openings.of(node)
    if opening is not None:
        return written(opening.default.value) if opening.default is not None else opening.option
    if isinstance(node.value, dict):
        return "".join(settled(item, openings) for item in node.value.values())
    parts = node.value[1:] if isinstance(node.value, tuple) else node.value
    return "".join(settled(part, openings) for part in parts)


def dashed(parts: Sequence[Node | str], cause: Node) -> Node:
    """Give a name of parts with dashes between: a text where all parts are, else a join."""
    nodes = [part if not isinstance(part, str) else scalar(part, cause) for part in parts]
    if all(node.kind == SCALAR and isinstance(node.value, str) for node in nodes):
        return scalar("-".join(node.value for node in nodes), cause)
    return call("Fn::Join", sequence([scalar("-", cause), sequence(nodes, cause)], cause), cause)
