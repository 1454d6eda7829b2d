"""What a template does not tell is not known, and the reason says what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.code_signing import signing_of
from buttress.graph.location import Location
from buttress.graph.schedules import minutes_between
from buttress.graph.tasks import service_of
from buttress.graph.definitions import definition_of, states_of
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
        accepts_old_tls("elasticloadbalancing", "Odd", Location("template.yaml", 1))
