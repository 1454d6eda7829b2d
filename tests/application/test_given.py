from __future__ import annotations

from buttress.application.given import keepable
from tests.reading import read

TEMPLATE = """
    Parameters:
      Password: {Type: String, NoEcho: true}
      Env: {Type: String}
    Resources:
      Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Env}}
      Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Password}}
"""
GIVEN = {"Password": "hunter2", "Env": "prod", "AWS::Region": "eu-west-1", "Unheard": "of"}


def test_values_of_secret_and_unheard_parameters_are_not_kept() -> None:
    assert keepable(GIVEN, read(TEMPLATE)) == (("AWS::Region", "eu-west-1"), ("Env", "prod"))


def test_a_review_says_the_same_without_the_value_of_a_secret_parameter() -> None:
    with_it, without = read(TEMPLATE, Password="hunter2"), read(TEMPLATE)  # noqa: S106 - what this is about
    assert str(with_it.by_type["AWS::SNS::Topic"][0].get("TopicName")) == "${Password}"
    assert str(without.by_type["AWS::SNS::Topic"][0].get("TopicName")) == "${Password}"
