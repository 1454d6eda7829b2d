"""Checks as the rules of SARIF, with the check's page as help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.evidence.prose import HEADINGS, prose_of
from buttress.evidence.severity import severity_of
from buttress.lenses import lenses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.evidence.check import Check, Risk

LEVELS: Final[Mapping[Risk, str]] = {"high": "error", "medium": "warning", "low": "note"}
SECURITY_SEVERITIES: Final[Mapping[Risk, str]] = {"high": "7.5", "medium": "5.0", "low": "2.5"}
"""What code scanning sorts security results by: from 7.0 on it calls them high, from 4.0 on medium."""
SECURITY: Final = "security"


def rule_of(check: Check) -> dict[str, Any]:
    """Give a check as a rule."""
    prose, severity = prose_of(check.page), severity_of(check)
    sections = zip(HEADINGS, (prose.why, prose.fix, prose.limits), strict=True)
    text = "\n\n".join(f"## {heading}\n\n{section.strip()}" for heading, section in sections)
    pillars = _pillars(check)
    properties: dict[str, Any] = {"tags": [*pillars, *(link.practice for link in check.bears_on)]}
    if SECURITY in pillars:
        properties["security-severity"] = SECURITY_SEVERITIES[severity]
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": prose.in_short},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": properties,
    }


def _pillars(check: Check) -> list[str]:
    """Give the ids of the pillars that a check bears on."""
    practices = {link.practice for link in check.bears_on}
    return sorted(
        {
            question.pillar
            for lens in lenses()
            for question in lens.questions()
            if any(practice.code in practices for practice in question.practices)
        }
    )
