"""Which stages a samconfig.toml deploys apart from each other.

Source: "AWS SAM CLI configuration file", SAM Developer Guide: each environment has a table for each command; a stack is
told from others by its name, account and Region.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

APART: Final = ("stack_name", "region", "profile")
COMMANDS: Final = ("global", "deploy")


def stages_in(text: str) -> Iterator[tuple[str, int]]:
    """Give name and line of each environment that deploys a stack of its own; none where the text is no TOML."""
    import tomllib  # noqa: PLC0415 - only where there is a samconfig.toml

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    seen: set[tuple[str, ...]] = set()
    for name, environment in content.items():
        settings = _settings(environment)
        stack = tuple(str(settings.get(key, "")) for key in APART)
        if stack[0] and stack not in seen:
            seen.add(stack)
            yield name, _line(name, text)


def _settings(environment: Any) -> dict[str, Any]:  # noqa: ANN401 - what stands in a file of somebody else
    """Give the parameters that `sam deploy` takes in one environment."""
    found: dict[str, Any] = {}
    for command in COMMANDS:
        table = environment.get(command) if isinstance(environment, dict) else None
        parameters = table.get("parameters") if isinstance(table, dict) else None
        if isinstance(parameters, dict):
            found.update(parameters)
    return found


def _line(name: str, text: str) -> int:
    """Give the line of the first table of an environment, else the first line."""
    header = re.search(rf"^\[[\"']?{re.escape(name)}[\"']?[.\]]", text, re.MULTILINE)
    return text.count("\n", 0, header.start()) + 1 if header else 1
