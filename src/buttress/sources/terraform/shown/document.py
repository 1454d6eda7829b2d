"""Finds plans and states among the JSON files of a workplace, by their content.

Source: "JSON Output Format" and "State" of Terraform's documentation (internals).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from buttress.graph.graph import Problem
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.discovery import Found, Workplace

ENDINGS: Final = frozenset({".json", ".tfstate"})
MOST_BYTES: Final = 256 * 1024 * 1024
"""How large a plan or state may be: one of 10,000 resources has about 100 MB."""
HEAD: Final = 4096
PLAN, STATE, SHOWN_STATE = "plan", "state", "state shown as JSON"
KNOWN_MAJOR: Final = ("0", "1")
"""Major versions of the JSON output format; within one, only additions happen."""
STATE_VERSION: Final = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """Holds a plan or state: which of them it is, its content, and the text that it was read from."""

    found: Found
    kind: str
    content: dict[str, Any]
    data: bytes


def shown_in(workplace: Workplace, *kinds: str) -> Iterator[Shown | Problem]:
    """Give the plans and states of a workplace that are of some kinds, and what is wrong with those that are broken."""
    for found in workplace.files:
        if found.path.suffix.lower() not in ENDINGS and not found.named:
            continue
        try:
            shown = _read(found, kinds)
        except SourceError as error:
            yield error.problem
            continue
        if shown is not None:
            yield shown


def _read(found: Found, kinds: tuple[str, ...]) -> Shown | None:
    try:
        with found.path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            head = file.read(HEAD)
            if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                return None
            if size > MOST_BYTES:
                _refuse_if_likely(found, head, size)
                return None
            data = head + file.read()
    except OSError:
        return None
    kind = kind_of(data)
    if kind not in kinds:
        return None
    return Shown(found, kind, _content(data, found.shown), data)


def kind_of(data: bytes) -> str:
    """Say what a text of JSON seems to be, empty for something else."""
    if b'"format_version"' in data:
        if b'"planned_values"' in data:
            return PLAN
        return SHOWN_STATE if b'"values"' in data and b'"terraform_version"' in data else ""
    if b'"terraform_version"' in data and b'"version"' in data and b'"resources"' in data and b'"serial"' in data:
        return STATE
    return ""


def _refuse_if_likely(found: Found, head: bytes, size: int) -> None:
    if b'"format_version"' in head or b'"terraform_version"' in head:
        message = f"the file has {size:,} bytes; at most {MOST_BYTES:,} of a plan or state are read."
        raise SourceError(
            Problem(found.shown, 0, 0, message, "Split the configuration into several roots.", stops=True)
        )


def _content(data: bytes, shown: str) -> dict[str, Any]:
    try:
        content = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        hint = "Write it again with `terraform show -json`."
        problem = Problem(shown, error.lineno, error.colno, f"the plan or state is no JSON: {error.msg}.", hint)
        raise SourceError(_stopping(problem)) from error
    _refuse_unknown_version(content, shown)
    found: dict[str, Any] = content
    return found


def _stopping(problem: Problem) -> Problem:
    return Problem(problem.file, problem.line, problem.column, problem.message, problem.hint, stops=True)


def _refuse_unknown_version(content: Any, shown: str) -> None:  # noqa: ANN401 - JSON of any shape
    said = content.get("format_version", content.get("version"))
    major = str(said).partition(".")[0]
    known = major in KNOWN_MAJOR if "format_version" in content else said == STATE_VERSION
    if not known:
        message = f"version {said} of this format is not known here."
        hint = f"Known are {' and '.join(KNOWN_MAJOR)} of the JSON output, and {STATE_VERSION} of the state."
        raise SourceError(Problem(shown, 1, 1, message, hint, stops=True))
