"""What the gate found, as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from buttress.report.change_document import SCHEMA, entry_of, parts_of, side_of
from buttress.report.gate_words import first_steps, remarks, verdict
from buttress.version import VERSION

if TYPE_CHECKING:
    from buttress.application.comparing import Gated


def as_json(gated: Gated) -> str:
    """Write what the gate found as indented JSON that ends in a newline."""
    return orjson.dumps(_document(gated), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _document(gated: Gated) -> dict[str, Any]:
    gate, steps = gated.gate, first_steps(gated)
    return {
        "version": VERSION,
        "gate_schema": SCHEMA,
        "passed": gate.passed,
        "fail_on": gate.fail_on,
        "told": verdict(gated),
        "notes": list(remarks(gated)),
        "review": side_of(gated.here),
        "baseline": side_of(gated.baseline) if gated.baseline is not None else None,
        "failing": [{**entry_of(gap), "first_step": steps[gap.finding.check]} for gap in gate.failing],
        "suppressed": [entry_of(gap) for gap in gate.suppressed],
        "lower": [entry_of(gap) for gap in gate.lower],
        "change": parts_of(gate.change) if gate.change is not None else None,
    }
