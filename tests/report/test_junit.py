"""JUnit XML, as a reader of build servers reads it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from junitparser import Error, Failure, JUnitXml, Skipped

import buttress
from buttress import wiring
from buttress.report.junit import as_junit, gate_as_junit
from tests.corpus import entries
from tests.repository import GUARDED, QUEUE, repository

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: it goes in March
    # buttress: accept sqs-age-alarm until 2026-01-31 by jane: was to go
"""


def outcomes(text: str) -> dict[str, list[tuple[type | None, str]]]:
    """Give the outcome of each case of each suite with its message, None where it passes."""
    found: dict[str, list[tuple[type | None, str]]] = {}
    for suite in JUnitXml.fromstring(text.encode()):
        for case in suite:
            result = case.result[0] if case.result else None
            found.setdefault(suite.name, []).append(
                (type(result) if result else None, result.message if result else "")
            )
    return found


def reviewed(folder: Path, text: str) -> str:
    (folder / "t.yaml").write_text(text)
    return as_junit(wiring.review([folder], day=datetime.date(2026, 11, 25)))


def test_a_suite_is_a_check_and_a_case_a_resource(tmp_path: Path) -> None:
    found = outcomes(reviewed(tmp_path, TEXT))
    assert found["sqs-secure-transport"][0][0] is Failure
    assert found["sqs-encryption-at-rest"] == [(None, "")]
    assert found["workload-trail"][0][0] is Skipped
    assert found["sqs-dead-letter-queue"] == [(Skipped, "accepted until 2027-01-31 by jane: it goes in March")]
    assert found["sqs-age-alarm"][0][0] is Failure


def test_a_failure_says_where_why_and_what_to_do(tmp_path: Path) -> None:
    top = Xml.fromstring(reviewed(tmp_path, TEXT))  # noqa: S314 - our own text
    failure = top.find("testsuite[@name='sqs-long-polling']/testcase/failure")
    assert failure is not None
    assert failure.text is not None
    assert failure.text.startswith("t.yaml:2: ")
    assert "First step: " in failure.text


def test_the_numbers_are_those_of_the_cases(shared: Path) -> None:
    for entry in entries(shared)[::24]:
        text = as_junit(buttress.review(shared / "architectures" / entry.path))
        parsed = JUnitXml.fromstring(text.encode())
        kinds = [type(case.result[0]) if case.result else None for suite in parsed for case in suite]
        assert (parsed.tests, parsed.failures, parsed.errors, parsed.skipped) == (
            len(kinds),
            kinds.count(Failure),
            kinds.count(Error),
            kinds.count(Skipped),
        )


def test_a_file_that_could_not_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("Resources: {A: {Type: AWS::SQS::Queue}")
    ((kind, message),) = outcomes(reviewed(tmp_path, TEXT))["what could not be read"]
    assert kind is Error
    assert message.startswith("broken.yaml:")


def test_in_a_gate_only_what_holds_the_change_back_is_a_failure(tmp_path: Path) -> None:
    work = repository(tmp_path)
    work.commit(t_yaml=GUARDED)
    work.write(t_yaml=QUEUE)
    found = outcomes(gate_as_junit(wiring.gate([tmp_path], "main", None, wiring.Settings())))
    failed = [(suite, message) for suite, cases in found.items() for kind, message in cases if kind is Failure]
    assert failed == [
        (
            "sqs-dead-letter-queue",
            "Orders: failing messages are retried until they expire (it was met: sets failing messages aside)",
        )
    ]


def test_characters_that_xml_does_not_know_are_written_out(tmp_path: Path) -> None:
    name = '{"Resources": {"A\\u001b\\u0000<&\\ud800": {"Type": "AWS::SQS::Queue"}}}'
    (tmp_path / "t.json").write_text(name)
    text = as_junit(buttress.review(tmp_path))
    assert r"A\x1b\x00&lt;&amp;" in text
    assert outcomes(text)["sqs-dead-letter-queue"][0][0] is Failure
