"""How a check is declared, found and run, and what it says: the names that a check imports."""

from __future__ import annotations

from buttress.evidence.check import Check, Link, both, check, refutes, supports
from buttress.evidence.fix import sets
from buttress.evidence.verdict import Verdict, gap, met, missing, not_applicable

__all__ = [
    "Check",
    "Link",
    "Verdict",
    "both",
    "check",
    "gap",
    "met",
    "missing",
    "not_applicable",
    "refutes",
    "sets",
    "supports",
]
