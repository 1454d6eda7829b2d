from __future__ import annotations

import pytest

from buttress.graph.secrecy import speaks_of_a_secret
from tests.reading import in_worlds, read, resource

TEMPLATE = """
    Parameters:
      DBPassword: {Type: String, Default: hunter2}
      Env: {Type: String, Default: dev}
    Resources:
      One: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref DBPassword}}
      Two: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Env}}
"""


@pytest.mark.parametrize("name", ["DBPassword", "GithubToken", "master_user_secret", "ApiKey", "StripeAPI_KEY"])
def test_some_names_speak_of_a_secret(name: str) -> None:
    assert speaks_of_a_secret(name)


@pytest.mark.parametrize("name", ["Env", "KeyAlias", "Stage", "Hash", "Passenger", "condition IsProd"])
def test_others_do_not(name: str) -> None:
    assert not speaks_of_a_secret(name)


def test_the_default_of_a_secret_is_not_shown() -> None:
    graph = read(TEMPLATE)
    resource(graph, "One").text("QueueName")
    resource(graph, "Two").text("QueueName")
    assert list(graph.worlds.rests_on) == ["the default of parameter DBPassword", "the default of parameter Env, 'dev'"]
    assert in_worlds(graph, lambda: resource(graph, "One").text("QueueName")) == {"": "hunter2"}
