"""Values that are given for parameters: parameter files and `samconfig.toml`."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

from buttress.graph.graph import Problem
from buttress.graph.values import written
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMS = "Give a JSON list of ParameterKey and ParameterValue, a JSON map, lines of Key=Value, or a samconfig.toml."


def given_in(path: Path, environment: str = "default") -> dict[str, str]:
    """Read a parameter file of CloudFormation or SAM, or a samconfig.toml; raises `SourceError` with what it should
    be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(Problem(str(path), 0, 0, f"the parameter file cannot be read: {error}.", FORMS)) from error
    if path.suffix == ".toml":
        return from_samconfig(text, str(path), environment)
    if text.lstrip().startswith(("[", "{")):
        return _from_json(text, str(path))
    return dict(_pairs(shlex.split(text, comments=True), str(path)))


def _from_json(text: str, shown: str) -> dict[str, str]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise SourceError(Problem(shown, 0, 0, f"the parameter file is not JSON: {error}.", FORMS)) from error
    if isinstance(content, dict):
        members = content.get("Parameters", content)
        if isinstance(members, dict):
            return {name: _value(value) for name, value in members.items()}
    if isinstance(content, list):
        return dict(_entries(content, shown))
    raise SourceError(Problem(shown, 0, 0, "the parameter file holds no parameters.", FORMS))


def _entries(content: list[Any], shown: str) -> Iterator[tuple[str, str]]:
    for entry in content:
        if isinstance(entry, str):
            yield from _pairs([entry], shown)
        elif isinstance(entry, dict) and "ParameterKey" in entry:
            if "ParameterValue" in entry:
                yield str(entry["ParameterKey"]), _value(entry["ParameterValue"])
        else:
            raise SourceError(Problem(shown, 0, 0, f"{entry!r} is no parameter.", FORMS))


def _value(value: object) -> str:
    if isinstance(value, list):
        return ",".join(written(item) for item in value)
    return written(value)


def _pairs(words: list[str], shown: str) -> Iterator[tuple[str, str]]:
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise SourceError(Problem(shown, 0, 0, f"{word!r} is not of the form Key=Value.", FORMS))
        if name == "ParameterKey":
            name, _, value = value.partition(",ParameterValue=")
        yield name, value


def from_samconfig(text: str, shown: str, environment: str) -> dict[str, str]:
    """Read the parameter overrides and the Region of one environment of a samconfig.toml."""
    import tomllib  # noqa: PLC0415 - only where there is a samconfig.toml

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            Problem(shown, 0, 0, f"this is not TOML: {error}.", "It is read for parameter_overrides.")
        ) from error
    given: dict[str, str] = {}
    for command in ("global", "deploy"):
        settings = _table(_table(_table(content, environment), command), "parameters")
        overrides = settings.get("parameter_overrides", ())
        words = shlex.split(overrides) if isinstance(overrides, str) else [str(word) for word in overrides]
        given.update(_pairs(words, shown))
        if isinstance(settings.get("region"), str):
            given["AWS::Region"] = str(settings["region"])
    return given


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = content.get(name)
    return inner if isinstance(inner, dict) else {}
