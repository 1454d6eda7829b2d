"""SAM's resources are fixed in SAM's words, and Globals where they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from samtranslator.model import sam_resources
from samtranslator.model.eventsources import pull

from buttress.sources.editing.sam_names import EVENTS, NAMES
from tests.fixing import fixed, lines

if TYPE_CHECKING:
    from pathlib import Path

TRACING = "lambda-tracing"
HEAD = "Transform: AWS::Serverless-2016-10-31\n"


def test_a_function_is_traced_in_sams_words(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: src  # code
              Handler: a.b
    """)
    assert fixed(tmp_path, before, TRACING).text == before + "      Tracing: Active\n"


def test_what_globals_decide_is_changed_there_once(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Globals:
          Function:
            Tracing: PassThrough  # for all
        Resources:
          F: {Type: AWS::Serverless::Function, Properties: {CodeUri: src, Handler: a.b}}
          G: {Type: AWS::Serverless::Function, Properties: {CodeUri: src, Handler: a.b}}
          H: {Type: AWS::Serverless::Function, Properties: {CodeUri: src, Handler: a.b, Tracing: PassThrough}}
    """)
    after = fixed(tmp_path, before, TRACING)
    assert after.text == before.replace("PassThrough", "Active")
    assert len(after.found.patches) == 3


def test_a_function_that_ignores_globals_is_changed_itself(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Globals:
          Function: {Tracing: Active}
        Resources:
          F: {Type: AWS::Serverless::Function, IgnoreGlobals: '*', Properties: {CodeUri: src, Handler: a.b}}
    """)
    assert fixed(tmp_path, before, TRACING).text == before.replace("a.b}", "a.b, Tracing: Active}")


def test_a_parameter_in_globals_is_left(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Parameters:
          Mode: {Type: String, Default: PassThrough}
        Globals:
          Function: {Tracing: !Ref Mode}
        Resources:
          F: {Type: AWS::Serverless::Function, Properties: {CodeUri: src, Handler: a.b}}
    """)
    after = fixed(tmp_path, before, TRACING)
    assert (after.text, after.why) == (before, ["!Ref Mode decides it"])


def test_the_event_that_a_mapping_was_made_of_is_changed(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: src
              Handler: a.b
              Events:
                First: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}
                Second:
                  Type: SQS
                  Properties:
                    Queue: !GetAtt R.Arn
                    FunctionResponseTypes: []
          Q: {Type: AWS::SQS::Queue}
          R: {Type: AWS::SQS::Queue}
    """)
    after = fixed(tmp_path, before, "lambda-partial-batch").text
    assert after == before.replace(
        "!GetAtt Q.Arn}", "!GetAtt Q.Arn, FunctionResponseTypes: [ReportBatchItemFailures]}"
    ).replace("Types: []", "Types: [ReportBatchItemFailures]")


def test_tables_apis_and_state_machines_have_names_of_their_own(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Resources:
          T: {Type: AWS::Serverless::SimpleTable}
          A: {Type: AWS::Serverless::Api, Properties: {StageName: prod}}
          M:
            Type: AWS::Serverless::StateMachine
            Properties: {DefinitionUri: m.json, Tracing: {Enabled: false}}
    """)
    checks = ("dynamodb-point-in-time-recovery", "apigateway-tracing", "stepfunctions-tracing")
    assert fixed(tmp_path, before, *checks).text == before.replace(
        "SimpleTable}",
        "SimpleTable, Properties: {PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}}",
    ).replace("prod}", "prod, TracingEnabled: true}").replace("false", "true")


def test_a_property_that_sam_does_not_have_is_left(tmp_path: Path) -> None:
    before = HEAD + "Resources:\n  T: {Type: AWS::Serverless::SimpleTable}\n"
    after = fixed(tmp_path, before, "dynamodb-deletion-protection")
    assert after.text == before
    assert after.why == ["SAM makes it of AWS::Serverless::SimpleTable, which has no such property"]


@pytest.mark.parametrize(("short", "canonical"), NAMES)
def test_sams_names_are_those_that_sam_takes(short: str, canonical: str) -> None:
    known = getattr(sam_resources, f"Sam{short}").property_types
    assert set(NAMES[short, canonical].values()) <= set(known)


@pytest.mark.parametrize("event", EVENTS)
def test_names_of_events_are_those_that_sam_takes(event: str) -> None:
    assert set(getattr(pull, event).property_types) >= EVENTS[event]


def test_an_api_that_events_make_is_left_with_its_reason(tmp_path: Path) -> None:
    before = HEAD + lines("""
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: src
              Handler: a.b
              Events:
                Get: {Type: Api, Properties: {Path: /, Method: get}}
    """)
    after = fixed(tmp_path, before, "apigateway-tracing")
    assert after.text == before
    assert after.why == ["SAM makes it of AWS::Serverless::Function, which has no such property"]
