"""Date and time functions.

Source: https://developer.hashicorp.com/terraform/language/functions, section Date and Time Functions
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.sources.terraform.functions.arity import taking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.\d+)?(?:([Zz])|([+-])(\d\d):(\d\d))\Z", re.ASCII)
_DURATION: Final = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|us|µs|ns)", re.ASCII)
_SECONDS: Final = {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_TOKEN: Final = re.compile(r"'((?:[^']|'')*)'|(Y+|M+|D+|E+|h+|H+|A+|a+|m+|s+|Z+)|([^A-Za-z'])")
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - a calendar
)


def _time(call: Call, argument: Node) -> datetime:
    """Read a time of RFC 3339."""
    text = call.text(argument)
    match = _STAMP.match(text)
    try:
        if match is None:
            raise ValueError  # noqa: TRY301 - no time
        day, clock, zulu, sign, hours, minutes = match.groups()
        offset = timedelta() if zulu else timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == "-" else offset) if offset else UTC
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)
    except ValueError:
        return call.invalid(f"{text!r} is no time of RFC 3339")


def _shown(time: datetime) -> str:
    return time.strftime("%H:%M:%S").join((f"{time.year:04d}-{time.month:02d}-{time.day:02d}T", _zone(time)))


def _zone(time: datetime, colon: str = ":", zulu: str = "Z") -> str:
    offset = time.utcoffset() or timedelta()
    if not offset and zulu:
        return zulu
    minutes = abs(int(offset.total_seconds())) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}{colon}{minutes % 60:02d}"


@taking(2)
def timeadd(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `timeadd` of a time and a duration such as `-1h30m`."""
    time, text = _time(call, arguments[0]), call.text(arguments[1])
    unsigned = text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    pieces = list(_DURATION.finditer(unsigned))
    if unsigned != "0" and (not pieces or "".join(piece.group() for piece in pieces) != unsigned):
        call.invalid(f"{text!r} is no duration")
    seconds = sum(float(piece.group(1)) * _SECONDS[piece.group(2)] for piece in pieces)
    try:
        moved = time + timedelta(seconds=-seconds if text.startswith("-") else seconds)
    except OverflowError:
        return call.unknown("the time lies beyond the calendar")
    return scalar(_shown(moved), call.node)


@taking(2)
def timecmp(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `timecmp`: -1, 0 or 1."""
    one, other = _time(call, arguments[0]), _time(call, arguments[1])
    return scalar((one > other) - (one < other), call.node)


@taking(2)
def formatdate(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `formatdate`."""
    spec, time = call.text(arguments[0]), _time(call, arguments[1])
    made, place = [], 0
    while place < len(spec):
        match = _TOKEN.match(spec, place)
        if match is None:
            call.invalid(f"{spec[place]!r} is no verb; letters stand between quotes")
        literal, verb, other = match.groups()
        if verb is None:
            made.append(other if literal is None else literal.replace("''", "'"))
        else:
            written = _VERBS.get(verb)
            made.append(call.invalid(f"{verb} is no verb") if written is None else written(time))
        place = match.end()
    return scalar("".join(made), call.node)


@taking(0)
def by_the_clock(call: Call, _: Sequence[Node]) -> Node:
    """Say that the result of `timestamp` and `plantimestamp` is not known before Terraform runs."""
    return call.unknown("it is the time at which Terraform runs")


_VERBS: Final[dict[str, Callable[[datetime], str]]] = {
    "YYYY": lambda time: f"{time.year:04d}",
    "YY": lambda time: f"{time.year % 100:02d}",
    "MMMM": lambda time: _MONTHS[time.month - 1],
    "MMM": lambda time: _MONTHS[time.month - 1][:3],
    "MM": lambda time: f"{time.month:02d}",
    "M": lambda time: str(time.month),
    "DD": lambda time: f"{time.day:02d}",
    "D": lambda time: str(time.day),
    "EEEE": lambda time: _DAYS[time.weekday()],
    "EEE": lambda time: _DAYS[time.weekday()][:3],
    "hh": lambda time: f"{time.hour:02d}",
    "h": lambda time: str(time.hour),
    "HH": lambda time: f"{time.hour % 12 or 12:02d}",
    "H": lambda time: str(time.hour % 12 or 12),
    "AA": lambda time: "PM" if time.hour >= 12 else "AM",  # noqa: PLR2004 - noon
    "aa": lambda time: "pm" if time.hour >= 12 else "am",  # noqa: PLR2004 - noon
    "mm": lambda time: f"{time.minute:02d}",
    "m": lambda time: str(time.minute),
    "ss": lambda time: f"{time.second:02d}",
    "s": lambda time: str(time.second),
    "ZZZZZ": lambda time: _zone(time, zulu=""),
    "ZZZZ": lambda time: _zone(time, colon="", zulu=""),
    "ZZZ": lambda time: _zone(time, colon="", zulu="UTC"),
    "Z": _zone,
}

DATES: Final[Mapping[str, Function]] = {
    "formatdate": formatdate,
    "plantimestamp": by_the_clock,
    "timeadd": timeadd,
    "timecmp": timecmp,
    "timestamp": by_the_clock,
}
