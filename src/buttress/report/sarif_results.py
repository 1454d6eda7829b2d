"""Evidence as the results of SARIF."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from buttress.evidence.severity import severity_of
from buttress.plan.moving import renamed
from buttress.report.sarif_rules import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from buttress.answers.snapshot import Key
    from buttress.evidence.record import Evidence
    from buttress.evidence.suppressed import Suppressed
    from buttress.evidence.verdict import State
    from buttress.graph.origin import Origin
    from buttress.plan.change import Change
    from buttress.plan.entry import Entry
    from buttress.report.sarif_places import Places

    States = Callable[[Evidence], str]

KINDS: Final[Mapping[State, str]] = {
    "gap": "fail",
    "unknown": "open",
    "met": "pass",
    "not_applicable": "notApplicable",
}
FINGERPRINT: Final = "buttressIdentity/v1"
"""The fingerprint of what makes a finding the same over time: its check and its resource."""


def result_of(record: Evidence, index: Mapping[str, int], places: Places, states: States | None) -> dict[str, Any]:
    """Give one record of evidence as a result; only what fails has a level other than none."""
    place = record.location
    severity = severity_of(record.check)
    result: dict[str, Any] = {
        "ruleId": record.check.id,
        "ruleIndex": index[record.check.id],
        "kind": KINDS[record.state],
        "level": LEVELS[severity] if record.state == "gap" else "none",
        "message": {"text": f"{_short(record.resource)}: {record.reason}"},
        "locations": [
            {
                "physicalLocation": places.place(place.file, place.line, place.column, place.end_line),
                "logicalLocations": [_logical(record.resource)],
            }
        ],
        "partialFingerprints": fingerprints(record.check.id, record.resource),
        "properties": {"severity": severity, "confidence": record.confidence, "type": record.type},
    }
    if record.origin is not None:
        _point_at(result, record.origin, places)
    if record.when:
        result["properties"] |= {"when": [{"state": case.state, "world": dict(case.world)} for case in record.when]}
    if record.suppression is not None:
        result["suppressions"] = [_suppression(record.suppression, places)]
    if states is not None:
        result["baselineState"] = states(record)
    return result


def _point_at(result: dict[str, Any], origin: Origin, places: Places) -> None:
    """Point a result at what people wrote, and keep the place in the file that a tool wrote beside it."""
    result["properties"] |= {"origin": origin.path}
    if origin.place is not None:
        place, (first,) = origin.place, result["locations"]
        result["relatedLocations"] = [{"physicalLocation": first["physicalLocation"]}]
        first["physicalLocation"] = places.place(place.file, place.line, place.column, place.end_line)


def failed(result: dict[str, Any], record: Evidence, failing: Mapping[Key, str]) -> dict[str, Any]:
    """Let a result fail that holds a change back, also where it is a gap in some worlds only."""
    reason = failing.get((record.check.id, record.resource))
    if reason is None:
        return result
    return result | {"kind": "fail", "level": LEVELS[severity_of(record.check)], "message": {"text": reason}}


def absent_results(entries: Iterable[Entry], index: Mapping[str, int], places: Places) -> Iterator[dict[str, Any]]:
    """Give the gaps of the baseline that are closed, at the places that they had there."""
    for entry in entries:
        found = entry.before
        if found is None or entry.worlds:
            continue
        result = {
            "ruleId": found.check,
            "kind": "fail",
            "level": LEVELS[found.severity],
            "message": {"text": f"{_short(found.resource)}: {entry.was}"},
            "locations": [
                {
                    "physicalLocation": places.place(found.file, found.line, found.column, found.end_line),
                    "logicalLocations": [_logical(found.resource)],
                }
            ],
            "partialFingerprints": fingerprints(found.check, found.resource),
            "baselineState": "absent",
        }
        yield result | ({"ruleIndex": index[found.check]} if found.check in index else {})


def fingerprints(check: str, resource: str) -> dict[str, str]:
    """Give what a finding is known by over time."""
    return {FINGERPRINT: hashlib.sha256(f"{check}\0{resource}".encode("utf-8", "replace")).hexdigest()}


def baseline_states(change: Change) -> Callable[[Evidence], str]:
    """Give what says whether the baseline had a result: as it is, otherwise, or not at all."""
    before = renamed(change.before, dict(change.moved)).by_key
    kinds: dict[Key, set[str]] = {}
    for entry in change.entries:
        kinds.setdefault(entry.finding.key, set()).add(entry.kind)

    def state_of(record: Evidence) -> str:
        key = record.check.id, record.resource
        if key not in before or kinds.get(key, set()) & {"opened", "new_check"}:
            return "new"
        return "updated" if key in kinds or before[key].state != record.state else "unchanged"

    return state_of


def _suppression(told: Suppressed, places: Places) -> dict[str, Any]:
    return {
        "kind": "inSource",
        "status": "rejected" if told.expired else "accepted",
        "justification": told.words,
        "location": {"physicalLocation": places.place(told.file, told.line, 1, told.line)},
        "properties": {
            "kind": told.kind,
            "owner": told.owner,
            "until": told.until.isoformat() if told.until is not None else None,
            "tool": told.tool,
        },
    }


def _logical(resource: str) -> dict[str, str]:
    return {"name": _short(resource), "fullyQualifiedName": resource, "kind": "resource"}


def _short(resource: str) -> str:
    return resource.rpartition("#")[2]
