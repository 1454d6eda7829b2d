"""A review, or what the gate found, as JUnit XML: the form that build servers show as tests.

There is no standard of it; this keeps to what the readers of build servers have in common: a suite for each check, a
case for each resource, `failure` for a gap, `skipped` for what is not known or suppressed, `error` for a file that
could not be read. What does not apply is no case.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from buttress.evidence.prose import prose_of
from buttress.evidence.severity import severity_of
from buttress.report.change_words import told
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.snapshot import Key
    from buttress.application.comparing import Gated
    from buttress.application.review import Review
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Problem


def as_junit(review: Review) -> str:
    """Write a review: each gap that counts is a failure."""
    return _written(suites_of(review))


def several_as_junit(reviews: Iterable[Review]) -> str:
    """Write several reviews; their names begin those of their suites."""
    suites = []
    for review in reviews:
        for suite in suites_of(review):
            suite.set("name", plain(f"{review.name}: {suite.get('name')}"))
            suites.append(suite)
    return _written(suites)


def suites_of(review: Review) -> list[Xml.Element]:
    """Give the suites of a review: each gap that counts is a failure."""
    failing = {_key(record): record.reason for record in review.evidence if record.counts_as_gap}
    return _suites(review, failing)


def gate_as_junit(gated: Gated) -> str:
    """Write what the gate found: only what holds the change back is a failure."""
    return _written(_suites(gated.review, {gap.finding.key: told(gap) for gap in gated.gate.failing}))


def _suites(review: Review, failing: Mapping[Key, str]) -> list[Xml.Element]:
    judged = sorted(
        (record for record in review.evidence if record.state != "not_applicable"),
        key=lambda record: (record.check.id, record.order),
    )
    suites = [_suite(list(group), failing) for _, group in groupby(judged, key=lambda record: record.check.id)]
    broken = [problem for problem in review.problems if problem.stops]
    return [*suites, _broken(broken)] if broken else suites


def _written(suites: Iterable[Xml.Element]) -> str:
    top = Xml.Element("testsuites", name="buttress")
    top.extend(suites)
    _count(top, top.iter("testcase"))
    Xml.indent(top)
    text: str = Xml.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(records: list[Evidence], failing: Mapping[Key, str]) -> Xml.Element:
    suite = Xml.Element("testsuite", name=records[0].check.id)
    for record in records:
        suite.append(_case(record, failing.get(_key(record))))
    _count(suite, suite.iter("testcase"))
    return suite


def _case(record: Evidence, failure: str | None) -> Xml.Element:
    place, name = record.location, plain(record.resource)
    case = Xml.Element("testcase", name=name, classname=record.check.id, file=plain(place.file), line=str(place.line))
    case.set("time", "0")
    if failure is not None:
        page = prose_of(record.check.page)
        found = Xml.SubElement(case, "failure", message=plain(failure), type=severity_of(record.check))
        found.text = plain(f"{place}: {failure}\n{record.check.title}\n{page.in_short}\nFirst step: {page.first_step}")
    elif record.suppression is not None and not record.suppression.expired:
        Xml.SubElement(case, "skipped", message=plain(record.suppression.words))
    elif record.state == "unknown":
        Xml.SubElement(case, "skipped", message=plain(f"{place}: {record.reason}"))
    return case


def _broken(problems: list[Problem]) -> Xml.Element:
    suite = Xml.Element("testsuite", name="what could not be read")
    for problem in problems:
        case = Xml.SubElement(suite, "testcase", name=plain(problem.file), classname="reading", time="0")
        Xml.SubElement(case, "error", message=plain(str(problem)), type="reading")
    _count(suite, suite.iter("testcase"))
    return suite


def _count(element: Xml.Element, cases: Iterable[Xml.Element]) -> None:
    """Write the numbers that a suite begins with."""
    outcomes = [outcome.tag for case in cases for outcome in (list(case) or [case])]
    element.set("tests", str(len(outcomes)))
    element.set("failures", str(outcomes.count("failure")))
    element.set("errors", str(outcomes.count("error")))
    element.set("skipped", str(outcomes.count("skipped")))
    element.set("time", "0")


def _key(record: Evidence) -> Key:
    return record.check.id, record.resource
