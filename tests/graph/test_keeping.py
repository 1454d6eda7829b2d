"""What was read is kept with what it asked of the world, and read again only where the world answers otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.values import NotKnown
from buttress.graph.worlds import Atom, Other, Variants, Worlds, explore
from tests.reading import in_worlds, read, resource

if TYPE_CHECKING:
    from buttress.graph.view import View
    from buttress.graph.worlds import Choice

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


def test_what_cannot_be_read_is_tried_once_and_refused_each_time() -> None:
    queue, tries = resource(read(TEMPLATE), "Queue"), []

    def visibility(view: View) -> float:
        tries.append(view)
        return view.number("VisibilityTimeout")

    reasons = []
    for _ in range(2):
        with pytest.raises(NotKnown) as refused:
            queue.once(visibility)
        reasons.append((refused.value.reason, refused.value.location, len(refused.traceback)))
    assert len(tries) == 1
    assert reasons[0][:2] == reasons[1][:2] == ("VisibilityTimeout is not declared", queue.location)
    assert reasons[1][2] <= reasons[0][2]


def test_what_cannot_be_read_in_one_world_is_read_in_another() -> None:
    graph = read(TEMPLATE.replace("!If [IsProd, 1, 2]", "!If [IsProd, 1, !Ref AWS::NoValue]"))
    queue = resource(graph, "Queue")

    def told() -> object:
        try:
            return queue.once(delay)
        except NotKnown as unknown:
            return unknown.reason

    def delay(view: View) -> float:
        return view.number("DelaySeconds")

    for _ in range(2):
        assert set(in_worlds(graph, told).values()) == {1.0, "DelaySeconds is not declared"}


def test_what_is_found_of_the_whole_graph_is_found_once_in_each_world() -> None:
    graph, tries = read(TEMPLATE), []
    queue = resource(graph, "Queue")

    def delay() -> float:
        made = queue.number("DelaySeconds")
        tries.append(made)
        return made

    for _ in range(2):
        found = in_worlds(graph, lambda: (queue.number("MessageRetentionPeriod"), graph.kept("delay", delay)))
        assert set(found.values()) == {(3, 1), (3, 2), (4, 1), (4, 2)}
    assert sorted(tries) == [1, 2]


def test_what_cannot_be_found_is_looked_for_once() -> None:
    graph, tries = read(TEMPLATE), []

    def timeout() -> float:
        tries.append(graph)
        return resource(graph, "Queue").number("VisibilityTimeout")

    for _ in range(2):
        with pytest.raises(NotKnown, match="VisibilityTimeout is not declared"):
            graph.kept("timeout", timeout)
    assert len(tries) == 1


def test_what_asked_several_things_is_found_by_all_its_answers() -> None:
    variants = Variants()
    for env, size in (("prod", True), ("prod", False), ("test", True)):
        variants.add(((env, size), {ENV.key: env, SIZE.key: size}, {}))
    variants.add(("any", {SIZE.key: None}, {}))
    chosen: dict[str, Choice] = {ENV.key: "prod", SIZE.key: False}
    assert variants.among(chosen) == (("prod", False), chosen, {})
    assert variants.among({}) == ("any", {SIZE.key: None}, {})
    assert variants.among({SIZE.key: True}) is None
    variants.add(("always", {}, {}))
    assert variants.among({SIZE.key: True}) == ("always", {}, {})


def test_what_is_recalled_counts_as_asked_again() -> None:
    worlds = Worlds()
    explore(worlds, lambda: worlds.choose(ENV))
    worlds.assignment = {ENV.key: "prod"}
    outer = worlds.begin()
    worlds.choose(ENV)
    worlds.rest_on("a default")
    variants, kept = Variants(), ("read", *worlds.end(outer))
    variants.add(kept)
    outer = worlds.begin()
    assert worlds.recall(variants) == kept
    assert worlds.end(outer) == ({ENV.key: "prod"}, {"a default": None})
    worlds.assignment = {ENV.key: "test"}
    assert worlds.recall(variants) is None


def test_what_is_forgotten_was_never_asked() -> None:
    worlds = Worlds(assignment={SIZE.key: True})
    outer = worlds.begin()
    worlds.choose(SIZE)
    assert worlds.forget(outer) == ({SIZE.key: True}, {})
    assert worlds.asked == {}


def test_a_world_that_is_asked_for_room_is_asked() -> None:
    worlds = Worlds(assignment={ENV.key: "prod"})
    assert worlds.may_hold(((ENV.key, "prod"),))
    assert worlds.asked == {ENV.key: "prod"}
