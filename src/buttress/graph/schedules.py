"""How often a schedule of EventBridge runs.

Source: "Schedule types in EventBridge Scheduler" and "Setting a schedule pattern for scheduled rules", EventBridge User
Guide.
"""

from __future__ import annotations

import math
import re
from typing import Final

from buttress.graph.values import NotKnown

_RATE: Final = re.compile(r"rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)")
_CRON: Final = re.compile(r"cron\(\s*(\S+)\s+(\S+)\s")
_MINUTES: Final = {"minute": 1, "hour": 60, "day": 1440}
_HOUR: Final = 60


def minutes_between(expression: str) -> float:
    """Give the minutes between two runs of a schedule while it runs most often; infinity for `at(…)`, which runs once.

    A cron expression is judged by its minutes only: one that names a single minute runs at most once an hour. Raises
    `NotKnown` for what is no schedule.
    """
    text = expression.strip()
    rate, cron = _RATE.fullmatch(text), _CRON.match(text)
    if rate:
        return float(int(rate[1]) * _MINUTES[rate[2]])
    if cron:
        return _between(cron[1], text)
    if text.startswith("at("):
        return math.inf
    raise NotKnown(f"{text} is no schedule that is understood here")


def _between(field: str, text: str) -> float:
    """Give the shortest time between two of the minutes that a cron field names."""
    ordered = sorted({minute for part in field.split(",") for minute in _named(part, text)})
    after = [*ordered[1:], ordered[0] + _HOUR]
    return float(min(late - early for early, late in zip(ordered, after, strict=True)))


def _named(part: str, text: str) -> range:
    """Give the minutes that one part of a cron field names: `5`, `*`, `0-30`, `0/15`, `*/5`, `0-30/10`."""
    found = re.fullmatch(r"(\*|\d{1,2})(?:-(\d{1,2}))?(?:/(\d{1,2}))?", part)
    if not found:
        raise NotKnown(f"{text} is no schedule that is understood here")
    start = 0 if found[1] == "*" else int(found[1])
    single = found[1] != "*" and not found[2] and not found[3]
    end = start if single else int(found[2] or _HOUR - 1)
    return range(start, max(start, end) + 1, max(int(found[3] or 1), 1))


__all__ = ["minutes_between"]
