"""What was read is kept with what it asked of the world, and read again only where the world answers otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.worlds import Atom, Other, Worlds, explore
from tests.reading import in_worlds, read, resource

if TYPE_CHECKING:
    from buttress.graph.view import View

ENV = Atom("t/Env", "Env", ("prod", Other(frozenset({"prod"}))))
SIZE = Atom("t/Size", "Size", (True, False))
TEMPLATE = """
Parameters:
  Env: {Type: String, AllowedValues: [prod, test]}
  Size: {Type: String, AllowedValues: [small, large]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsLarge: !Equals [!Ref Size, large]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: !If [IsProd, 1, 2]
      MessageRetentionPeriod: !If [IsLarge, 3, 4]
"""


def test_what_asks_one_atom_is_read_once_for_each_of_its_choices() -> None:
    graph = read(TEMPLATE)
    queue, reads = resource(graph, "Queue"), []

    def delay(view: View) -> float:
        found = view.number("DelaySeconds")
        reads.append(found)
        return found

    found = in_worlds(graph, lambda: (queue.number("MessageRetentionPeriod"), queue.once(delay)))
    assert set(found.values()) == {(3, 1), (3, 2), (4, 1), (4, 2)}
    assert sorted(reads) == [1, 2]


def test_what_is_recalled_counts_as_asked_again() -> None:
    worlds = Worlds()
    explore(worlds, lambda: worlds.choose(ENV))
    worlds.assignment = {ENV.key: "prod"}
    outer = worlds.begin()
    worlds.choose(ENV)
    worlds.rest_on("a default")
    variants = [("read", *worlds.end(outer))]
    outer = worlds.begin()
    assert worlds.recall(variants) == variants[0]
    assert worlds.end(outer) == (((ENV.key, "prod"),), ("a default",))
    worlds.assignment = {ENV.key: "test"}
    assert worlds.recall(variants) is None


def test_what_is_forgotten_was_never_asked() -> None:
    worlds = Worlds(assignment={SIZE.key: True})
    outer = worlds.begin()
    worlds.choose(SIZE)
    assert worlds.forget(outer) == (((SIZE.key, True),), ())
    assert worlds.asked == {}


def test_a_world_that_is_asked_for_room_is_asked() -> None:
    worlds = Worlds(assignment={ENV.key: "prod"})
    assert worlds.may_hold(((ENV.key, "prod"),))
    assert worlds.asked == {ENV.key: "prod"}
