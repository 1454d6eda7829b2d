"""What a template does not tell is not known, and the reason says what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.code_signing import signing_of
from buttress.graph.definitions import definition_of
from buttress.graph.location import Location
from buttress.graph.schedules import minutes_between
from buttress.graph.tls import accepts_old_tls
from buttress.graph.values import NotKnown
from tests.reading import read, resource

if TYPE_CHECKING:
    from buttress.graph.resource import Resource


def only(text: str) -> Resource:
    return resource(read(f"Resources:\n  X: {text}\n"), "X")


def test_a_code_signing_configuration_that_nothing_declares_is_not_known() -> None:
    function = only("{Type: AWS::Lambda::Function, Properties: {CodeSigningConfigArn: !Ref Nowhere}}")
    with pytest.raises(NotKnown, match="the code signing configuration is not known here"):
        signing_of(function)


@pytest.mark.parametrize("schedule", ["every day", "cron(x * * * ? *)", "rate(5 moons)"])
def test_a_schedule_that_is_none_is_not_known(schedule: str) -> None:
    with pytest.raises(NotKnown, match="is no schedule that is understood here"):
        minutes_between(schedule)


def test_a_security_policy_that_no_fact_tells_of_is_not_known() -> None:
    with pytest.raises(NotKnown, match="what the security policy Odd accepts is not known here"):
        accepts_old_tls("elb", "Odd", Location("template.yaml", 1))


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("{DefinitionString: !Ref Nowhere}", "Nowhere is no parameter"),
        ("{DefinitionString: [1]}", "the definition is neither a text nor a map"),
        ("{Definition: 5}", "the definition is neither a text nor a map"),
        ("{DefinitionString: !Ref S, DefinitionSubstitutions: {}}", "S is no parameter"),
        ("{DefinitionS3Location: {Bucket: b, Key: k}}", "the definition is in a bucket"),
        ("{}", "no definition is declared"),
        ("!Ref Nowhere", "Nowhere is no parameter"),
    ],
)
def test_a_definition_that_is_not_told_is_not_known(properties: str, reason: str) -> None:
    with pytest.raises(NotKnown, match=reason):
        definition_of(only(f"{{Type: AWS::StepFunctions::StateMachine, Properties: {properties}}}"))


def test_a_definition_that_nests_without_end_is_not_known() -> None:
    text = (
        "{Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: '"
        + '{"a":' * 5_000
        + "1"
        + "}" * 5_000
        + "'}}"
    )
    with pytest.raises(NotKnown, match="nested too deeply"):
        definition_of(only(text))
