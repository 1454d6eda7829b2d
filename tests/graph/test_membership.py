from __future__ import annotations

import pytest

from buttress.graph.values import NotKnown
from tests.reading import read, resource

TEMPLATE = """
    Parameters:
      Open: {Type: String}
    Resources:
      Q:
        Type: AWS::SQS::Queue
        Properties:
          Both: [one, two]
          Single: one
          Number: 1
          Map: {one: two}
          Sometimes: [one, !Ref Open]
          Unknown: !Ref Nowhere
"""


@pytest.mark.parametrize(
    ("path", "has"),
    [("Both", True), ("Single", True), ("Number", False), ("Map", False), ("Absent", False), ("Sometimes", True)],
)
def test_a_list_or_the_one_thing_in_its_place_has_an_item(path: str, *, has: bool) -> None:
    assert resource(read(TEMPLATE), "Q").has(path, "one") is has


@pytest.mark.parametrize("path", ["Sometimes", "Unknown", "Unknown.Below"])
def test_what_could_be_the_item_is_not_known(path: str) -> None:
    with pytest.raises(NotKnown):
        resource(read(TEMPLATE), "Q").has(path, "two")
