"""The catalogue of checks as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from buttress.evidence.severity import severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.evidence.check import Check


def matching(checks: Iterable[Check], words: Iterable[str]) -> tuple[Check, ...]:
    """Give the checks that speak of every word, whatever its case."""
    wanted = [word.lower() for word in words]
    return tuple(check for check in checks if all(word in _spoken(check) for word in wanted))


def _spoken(check: Check) -> str:
    practices = " ".join(link.practice for link in check.bears_on)
    return f"{check.id} {check.title} {' '.join(check.on)} {practices}".lower()


def as_text(checks: tuple[Check, ...]) -> str:
    """Write a line for each check: id, severity, title, and below it what it judges and bears on."""
    lines = []
    for check in checks:
        lines.append(f"{check.id:<44} {severity_of(check):<7} {check.title}")
        practices = ", ".join(f"{link.practice} ({link.bearing})" for link in check.bears_on)
        lines.append(f"    {', '.join(check.on)} · {practices}")
    return "\n".join([*lines, "", f"{len(checks)} checks · buttress explain ID tells why and how", ""])


def as_json(checks: tuple[Check, ...]) -> str:
    """Write the checks as a JSON list."""
    return orjson.dumps(
        [_entry(check) for check in checks], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    ).decode()


def _entry(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "severity": severity_of(check),
        "on": list(check.on),
        "practices": [{"code": link.practice, "bearing": link.bearing} for link in check.bears_on],
    }
