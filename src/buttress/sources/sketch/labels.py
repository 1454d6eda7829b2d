"""What a label or an icon of a drawing says of the part that it stands for."""

from __future__ import annotations

import functools
import html
import re
from typing import Final

from buttress.sources.sketch.tables import names, plain_name, type_named

MOST_LETTERS: Final = 200
VAGUE: Final = frozenset(
    {
        "backup",
        "batch",
        "bus",
        "database",
        "endpoint",
        "function",
        "glue",
        "instance",
        "instances",
        "key",
        "logs",
        "operator",
        "parameter",
        "pipe",
        "pipeline",
        "role",
        "rule",
        "schedule",
        "secret",
        "server",
        "stream",
        "table",
        "volume",
    }
)
"""Names that say what a part is where they stand alone, and not as the last word of something longer."""
ICON: Final = re.compile(r"(?:fa[bsrl]?:fa-|logos:|aws:|fa[bsrl]?:)([a-z0-9_-]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_BREAK: Final = re.compile(r"<(?:br|/?div|/?p)\b[^<>]{0,200}>|\\n|\n", re.IGNORECASE)
_PARTS: Final = re.compile(r"[\n:()|,\[\]]+| [-–] ")
_VARIANT: Final = re.compile(r"(?: ?\d| alt| resource)+\Z")
"""How the icons of draw.io mark another drawing of the same: `rule_3`, `eventbridge_custom_event_bus_resource`."""
ZONE_NAME: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d[a-z]\Z")
REGION_NAME: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d\Z")


def words_of(markup: str) -> str:
    """Give a label without its markup, its lines apart."""
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", markup[: MOST_LETTERS * 20])))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:MOST_LETTERS]


def type_in(label: str) -> str:
    """Give the type that a label speaks of: one of its parts names it, or ends in a name ("orders queue")."""
    parts = [part for part in _PARTS.split(label) if part.strip()]
    for part in (label, *parts):
        found = type_named(part.strip())
        if found:
            return found
    return next((found for part in parts if (found := _ending(plain_name(part)))), "")


def type_before(label: str) -> str:
    """Give the type that the first words of a frame's label say: of `Availability Zone A`, `VPC 10.0.0.0/16`."""
    words = plain_name(label).split()
    tries = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    return next((names()[name] for name in tries if name in names()), "")


def _ending(name: str) -> str:
    """Give the type that the last words of a name say, of the most words that say one."""
    words = name.split()
    for start in range(1, len(words)):
        tail = " ".join(words[start:])
        if tail not in VAGUE and tail in names():
            return names()[tail]
    return ""


def part_naming(label: str, kind: str) -> str:
    """Give the part of a label that is a name of a type, empty where none is."""
    parts = (part.strip() for part in _PARTS.split(label))
    return next((part for part in parts if part and type_named(part) == kind), "")


def is_of_service(kind: str, other: str) -> bool:
    """Say whether two types are of one service, so that a label may tell more than the service's icon."""
    services = [name.split("::")[1] for name in (kind, other) if name.count("::") > 1]
    return len(services) == 2 and (services[0].startswith(services[1]) or services[1].startswith(services[0]))  # noqa: PLR2004 - two


@functools.cache
def type_of_icon(icon: str) -> str:
    """Give the type that the name of an icon stands for: of `mxgraph.aws4.lambda_function`, `logos:aws-lambda`."""
    name = icon.rsplit(".", 1)[-1]
    found = ICON.match(name)
    words = plain_name(found[1] if found else name)
    if words.endswith(" instance") and words not in names():
        return type_named("instance")
    return type_named(words) or type_named(_VARIANT.sub("", words))


def name_from(label: str, otherwise: str) -> str:
    """Give a box's name from its label: the first part of it that does not only say the type, else all of it."""
    parts = [part for part in _PARTS.split(label) if part.strip()]
    first = next((part for part in parts if not type_named(part.strip())), label)
    return _slug(first) or _slug(otherwise) or "box"


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60].strip("-")
