"""SAM's resources are fixed in SAM's words, and Globals where they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    assert (after.text, after.why) == (before, ["a function or parameter decides the value"])


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
    checks = ("dynamodb-deletion-protection", "apigateway-tracing", "stepfunctions-tracing")
    assert fixed(tmp_path, before, *checks).text == before.replace(
        "SimpleTable}", "SimpleTable, Properties: {DeletionProtectionEnabled: true}}"
    ).replace("prod}", "prod, TracingEnabled: true}").replace("false", "true")


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
