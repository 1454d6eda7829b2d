from __future__ import annotations

import pytest

from buttress.graph.values import NotKnown
from tests.reading import read, resource


def queue(policy: str) -> str:
    return f"""
        Resources:
          Q:
            Type: AWS::SQS::Queue
            Properties:
              RedrivePolicy: '{policy}'
    """


def test_a_text_of_json_is_read_as_the_map_it_is() -> None:
    found = resource(read(queue('{"maxReceiveCount": 5, "list": [1, "two"]}')), "Q")
    assert found.number("RedrivePolicy.maxReceiveCount") == 5
    assert [item.text() for item in found.each("RedrivePolicy.list")] == ["1", "two"]


@pytest.mark.parametrize("policy", ['{"maxReceiveCount": NaN}', '{"maxReceiveCount": ', '{"a": ' + "[" * 100_000])
def test_what_is_no_json_is_not_known(policy: str) -> None:
    found = resource(read(queue(policy)), "Q")
    with pytest.raises(NotKnown, match="maxReceiveCount is looked for in something that is not a map"):
        found.number("RedrivePolicy.maxReceiveCount")


@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "9" * 400, "five"])
def test_a_number_that_cannot_be_reckoned_with_is_not_known(value: str) -> None:
    found = resource(read(queue(f'{{"maxReceiveCount": "{value}"}}')), "Q")
    with pytest.raises(NotKnown, match="maxReceiveCount is not a number"):
        found.number("RedrivePolicy.maxReceiveCount")


def test_a_whole_number_beyond_all_bounds_is_not_known() -> None:
    found = resource(read(queue(f'{{"maxReceiveCount": {"9" * 400}}}')), "Q")
    with pytest.raises(NotKnown, match="maxReceiveCount is not a number"):
        found.number("RedrivePolicy.maxReceiveCount")
