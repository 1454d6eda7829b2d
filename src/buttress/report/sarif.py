"""A review, or what the gate found, as SARIF 2.1.0: the form that code scanning and editors read.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from buttress.report.change_words import told
from buttress.report.sarif_places import Places
from buttress.report.sarif_results import absent_results, baseline_states, failed, result_of
from buttress.report.sarif_rules import rule_of
from buttress.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.snapshot import Key
    from buttress.application.comparing import Gated
    from buttress.application.review import Review
    from buttress.evidence.check import Check
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Problem
    from buttress.graph.unread import Unread
    from buttress.plan.change import Change

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
TOLD: Final = ("gap", "unknown")
"""The states that are told unless all are asked for."""


def as_sarif(review: Review, prefix: str = "", *, everything: bool = False) -> str:
    """Write a review; `prefix` is the folder of the review below the top of the work tree.

    What is met and what does not apply is told where everything is asked for.
    """
    return written([run_of(review, prefix, everything=everything)])


def run_of(review: Review, prefix: str = "", *, everything: bool = False) -> dict[str, Any]:
    """Give the run of a review: a document may hold several."""
    return _run(review, prefix, None, {}, everything=everything)


def gate_as_sarif(gated: Gated, prefix: str = "", *, everything: bool = False) -> str:
    """Write what the gate found: the review, with what each result was in the baseline."""
    failing = {gap.finding.key: told(gap) for gap in gated.gate.failing}
    run = _run(gated.review, prefix, gated.gate.change, failing, everything=everything)
    run["invocations"][0] |= {
        "exitCode": 0 if gated.gate.passed else 1,
        "exitCodeDescription": "let through" if gated.gate.passed else "held back",
    }
    return written([run])


def written(runs: Sequence[dict[str, Any]]) -> str:
    """Write a document of some runs."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": list(runs)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _run(
    review: Review, prefix: str, change: Change | None, failing: Mapping[Key, str], *, everything: bool
) -> dict[str, Any]:
    shown = [record for record in review.evidence if everything or record.state in TOLD]
    gone = change.of("closed", "ceased") if change is not None else ()
    places = Places(prefix, _files(review, shown))
    checks = {record.check.id: record.check for record in review.evidence}
    names = sorted({record.check.id for record in shown} | {entry.finding.check for entry in gone} & checks.keys())
    index = {name: number for number, name in enumerate(names)}
    states = baseline_states(change) if change is not None else None
    results = [failed(result_of(record, index, places, states), record, failing) for record in shown]
    return {
        "tool": {"driver": _driver([checks[name] for name in names])},
        "automationDetails": {"id": f"buttress/{review.name}/"},
        "originalUriBaseIds": {places.BASE: {"description": {"text": "The top of the work tree."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(review, places)],
        "artifacts": places.artifacts(),
        "results": [*results, *absent_results(gone, index, places)],
    }


def _driver(checks: Sequence[Check]) -> dict[str, Any]:
    return {"name": "Buttress", "semanticVersion": VERSION, "rules": [rule_of(check) for check in checks]}


def _files(review: Review, shown: Sequence[Evidence]) -> tuple[str, ...]:
    """Give the files that were read or are cited, in order."""
    read = {file for root in review.graph.roots for file in root.files}
    return tuple(sorted(read | {record.location.file for record in shown}))


def _invocation(review: Review, places: Places) -> dict[str, Any]:
    return {
        "executionSuccessful": not any(problem.stops for problem in review.problems),
        "toolExecutionNotifications": [
            *(_notification(problem, places) for problem in review.problems),
            *_unread(review.graph.unread, places),
        ],
    }


def _notification(problem: Problem, places: Places) -> dict[str, Any]:
    place = places.place(problem.file, problem.line, problem.column, problem.line)
    return {
        "level": "error" if problem.stops else "warning",
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
        "locations": [{"physicalLocation": place}],
    }


def _unread(unread: Sequence[Unread], places: Places) -> Iterator[dict[str, Any]]:
    for one in unread:
        place = one.location
        yield {
            "level": "note",
            "message": {"text": f"Not read: {one.what}."},
            "locations": [{"physicalLocation": places.place(place.file, place.line, place.column, place.end_line)}],
        }
