"""A small world to propose answers in: lenses, checks and evidence made by hand over templates that are really read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from buttress.evidence.check import Check, Link
from buttress.evidence.record import Evidence
from buttress.evidence.verdict import met
from buttress.graph.location import Location
from buttress.lenses import Concerns, Facet, Lens, Pillar, Practice, Question

if TYPE_CHECKING:
    from buttress.evidence.check import Bearing
    from buttress.evidence.verdict import State, Verdict
    from buttress.lenses.lens import PracticeClass, Quantifier, Risk

QUEUE, TOPIC, BUCKET = "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket"

QUEUES = """
    Resources:
      One: {Type: AWS::SQS::Queue}
      Two: {Type: AWS::SQS::Queue}
"""


def facet(*checks: str, types: tuple[str, ...] = (QUEUE,), quantifier: Quantifier = "every") -> Facet:
    return Facet("side", types, quantifier, checks)


def practice(
    *facets: Facet, code: str = "P1", kind: PracticeClass = "A", risk: Risk = "high", workload: bool = False
) -> Practice:
    concerns = Concerns(workload, facets) if facets else None
    return Practice("house", code, code, "q1", "Title", risk, risk, kind, "I", concerns)


def lens(*practices: Practice, applies_to: tuple[str, ...] = ()) -> Lens:
    question = Question("house", "q1", "Q1", "Who?", "security", practices)
    return Lens("house", "House rules", applies_to, (Pillar("security", "Security", (question,)),))


def check(name: str, bearing: Bearing = "both", codes: tuple[str, ...] = ("P1",), on: str = QUEUE) -> Check:
    links = tuple(Link(code, bearing) for code in codes)
    return Check(name, "Title", (on,), links, "resource", None, _never, Path("check.py"))


def said(judge: Check, state: State, name: str = "One") -> Evidence:
    """Give evidence of a check on the resource of that name."""
    subject = name if name == "workload" else f"template.yaml#{name}"
    place = Location("template.yaml", len(name), len(judge.id))
    return Evidence(judge, state, "high", subject, judge.on[0], "reason", place)


def _never() -> Verdict:
    return met("never run", Location("template.yaml", 1))
