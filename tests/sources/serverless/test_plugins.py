"""Plugins: what is known of them, and state machines as the README of serverless-step-functions says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.sources.serverless.plugins import harmless
from tests.sources.serverless.reading import property_of, service, types

if TYPE_CHECKING:
    from pathlib import Path

MACHINE = """
    service: orders
    plugins: [serverless-step-functions]
    provider: {name: aws, stage: dev, tags: {team: a}}
    functions: {buy-ticket: {handler: a.b}}
    stepFunctions:
      stateMachines:
        flow:
          name: flow-${sls:stage}
          type: EXPRESS
          loggingConfig: {level: ERROR, includeExecutionData: true, destinations: [!GetAtt Logs.Arn]}
          tracingConfig: {enabled: true}
          events: [{schedule: rate(1 day)}, {http: {path: a, method: get}}]
          alarms: {topics: {alarm: 'arn:aws:sns:eu-west-1:1:t'}, metrics: [executionsFailed]}
          definition:
            StartAt: Buy
            States: {Buy: {Type: Task, Resource: !GetAtt buy-ticket.Arn, End: true}}
        plain: {definition: {StartAt: X, States: {X: {Type: Succeed}}}, role: 'arn:aws:iam::1:role/r'}
    resources: {Resources: {Logs: {Type: 'AWS::Logs::LogGroup', Properties: {}}}}
    """


@pytest.mark.parametrize("plugins", ["[serverless-offline, serverless-esbuild]", "{modules: [serverless-webpack]}"])
def test_plugins_that_change_nothing_deployed_are_passed_over(tmp_path: Path, plugins: str) -> None:
    text = f"{{service: a, provider: aws, plugins: {plugins}, functions: {{b: {{handler: c.d}}}}}}"
    assert service(tmp_path, text).unread == ()


def test_a_plugin_that_may_change_what_is_deployed_is_named_at_its_line(tmp_path: Path) -> None:
    text = "service: a\nprovider: aws\nplugins:\n  - serverless-offline\n  - serverless-domain-manager\n"
    graph = service(tmp_path, text + "functions: {b: {handler: c.d}}\n")
    assert [(one.kind, one.what, one.location.line) for one in graph.unread] == [
        ("plugin", "what the plugin serverless-domain-manager changes", 5)
    ]


def test_each_harmless_plugin_has_its_reason_and_the_table_is_sorted() -> None:
    assert [*harmless()] == sorted(harmless())
    assert all(harmless().values())


def test_a_state_machine_is_made_with_logs_and_traces(tmp_path: Path) -> None:
    found = property_of(service(tmp_path, MACHINE), "FlowDashdev")
    assert (found["StateMachineName"], found["StateMachineType"]) == ("flow-dev", "EXPRESS")
    assert found["LoggingConfiguration"] == {
        "Level": "ERROR",
        "IncludeExecutionData": True,
        "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": "Logs.Arn"}}],
    }
    assert found["TracingConfiguration"] == {"Enabled": True}
    assert found["Tags"] == [{"Key": "team", "Value": "a"}]


def test_names_of_functions_in_a_definition_are_those_functions(tmp_path: Path) -> None:
    graph = service(tmp_path, MACHINE)
    assert property_of(graph, "FlowDashdev", "Definition.States.Buy.Resource") == "BuyDashticketLambdaFunction.Arn"
    (policy,) = property_of(graph, "FlowDashdevRole", "Policies")
    assert policy["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": ["BuyDashticketLambdaFunction.Arn"]}
    ]


def test_a_state_machine_may_have_a_role_of_ones_own(tmp_path: Path) -> None:
    graph = service(tmp_path, MACHINE)
    assert property_of(graph, "PlainStepFunctionsStateMachine", "RoleArn") == "arn:aws:iam::1:role/r"
    assert "PlainStepFunctionsStateMachineRole" not in types(graph)


def test_events_and_alarms_of_a_state_machine(tmp_path: Path) -> None:
    graph = service(tmp_path, MACHINE)
    (target,) = property_of(graph, "FlowDashdevEventsRuleSchedule1", "Targets")
    assert (target["Arn"], target["RoleArn"]) == ("FlowDashdev", "FlowDashdevEventToStepFunctionsRole.Arn")
    alarm = property_of(graph, "FlowDashdevExecutionsFailedAlarm")
    assert (alarm["Namespace"], alarm["Threshold"], alarm["AlarmActions"]) == (
        "AWS/States",
        1,
        ["arn:aws:sns:eu-west-1:1:t"],
    )
    assert [one.what for one in graph.unread] == ["the event http of FlowDashdev"]


def test_without_the_plugin_there_are_no_state_machines(tmp_path: Path) -> None:
    assert "FlowDashdev" not in types(service(tmp_path, MACHINE.replace("plugins:", "other:")))
