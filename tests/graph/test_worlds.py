from __future__ import annotations

import pytest

from buttress.graph.worlds import Atom, Other, TooManyWorlds, Worlds, explore
from tests.reading import in_worlds, read, resource

ENV = Atom("t/Env", "Env", ("prod", Other(frozenset({"prod"}))))
SIZE = Atom("t/Size", "Size", ("a", "b", "c"), ("a", "b", "c"))


def test_a_run_is_repeated_once_for_each_choice_in_their_order() -> None:
    worlds = Worlds()
    outcomes = explore(worlds, lambda: (str(worlds.choose(ENV)), str(worlds.choose(SIZE))))
    assert [outcome.result for outcome in outcomes] == [
        ("prod", "a"),
        ("prod", "b"),
        ("prod", "c"),
        ("any other", "a"),
        ("any other", "b"),
        ("any other", "c"),
    ]
    assert outcomes[0].world == (("t/Env", "prod"), ("t/Size", "a"))
    assert worlds.assignment == {}


def test_a_run_that_asks_nothing_has_one_world() -> None:
    (outcome,) = explore(Worlds(), lambda: 5)
    assert (outcome.world, outcome.result) == ((), 5)


def test_too_many_worlds_are_refused_by_name() -> None:
    worlds = Worlds()
    atoms = [Atom(f"t/P{number}", f"P{number}", (True, False)) for number in range(7)]
    with pytest.raises(TooManyWorlds, match="more than 64 combinations of P0, P1, P2"):
        explore(worlds, lambda: [worlds.choose(atom) for atom in atoms])


def test_a_listed_parameter_that_is_any_other_is_cut_further_when_its_value_is_read() -> None:
    worlds = Worlds()
    size = Atom("t/Size", "Size", ("a", Other(frozenset({"a"}))), ("a", "b", "c"))

    def run() -> tuple[bool, str]:
        return worlds.choose(size) == "a", str(worlds.exact(size))

    assert [outcome.result for outcome in explore(worlds, run)] == [(True, "a"), (False, "b"), (False, "c")]


def test_reading_the_exact_value_forks_over_all_that_are_listed() -> None:
    worlds = Worlds()
    assert [outcome.result for outcome in explore(worlds, lambda: worlds.exact(SIZE))] == ["a", "b", "c"]


def test_reading_the_exact_value_of_an_open_parameter_is_choosing() -> None:
    worlds = Worlds()
    assert [str(outcome.result) for outcome in explore(worlds, lambda: worlds.exact(ENV))] == ["prod", "any other"]
    assert str(Other(frozenset())) == "any"


def test_whether_a_world_lies_in_another() -> None:
    worlds = Worlds()
    inside = (("t/Env", Other(frozenset({"prod"}))),)

    def run() -> tuple[object, bool]:
        return worlds.choose(ENV), worlds.holds(inside)

    assert [outcome.result[1] for outcome in explore(worlds, run)] == [False, True]


def test_a_world_that_is_any_other_is_split_where_a_relation_asks_for_one_value() -> None:
    worlds = Worlds()
    open_parameter = Atom("t/Env", "Env", ("prod", Other(frozenset({"prod"}))))

    def run() -> tuple[str, bool]:
        worlds.choose(open_parameter)
        held = worlds.holds((("t/Env", "test"),))
        return str(worlds.assignment["t/Env"]), held

    results = [outcome.result for outcome in explore(worlds, run)]
    assert results == [("prod", False), ("test", True), ("any other", False)]


def test_a_listed_parameter_is_compared_by_its_exact_value() -> None:
    worlds = Worlds()
    size = Atom("t/Size", "Size", ("a", Other(frozenset({"a"}))), ("a", "b", "c"))

    def run() -> tuple[bool, bool]:
        worlds.choose(size)
        return worlds.holds((("t/Size", "a"),)), worlds.holds((("t/Size", "b"),))

    assert [outcome.result for outcome in explore(worlds, run)] == [(True, False), (False, True), (False, False)]


def test_a_choice_of_a_condition_is_no_choice_of_a_value() -> None:
    worlds = Worlds()
    flag = Atom("t?1", "condition X", (True, False))

    def run() -> bool:
        worlds.choose(flag)
        return worlds.holds((("t?1", "true"),))

    assert [outcome.result for outcome in explore(worlds, run)] == [False, False]


TEMPLATE = """
    Parameters:
      Env: {Type: String, Default: dev}
      Kind: {Type: String, AllowedValues: [small, large, huge]}
    Conditions:
      Prod: !Equals [!Ref Env, prod]
      Small: !Equals [!Ref Kind, small]
      Both: !And [!Condition Prod, !Condition Small]
      Neither: !Not [!Or [!Condition Prod, {Condition: Small}]]
    Resources:
      Queue:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "${Env}-orders"
          Tag: !If [Prod, !Ref Env, other]
          Size: !Ref Kind
    """


def test_defaults_decide_no_condition() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")
    assert in_worlds(graph, lambda: queue.text("Tag")) == {"Env=prod": "prod", "Env=any other": "other"}


def test_inside_a_world_a_parameter_has_that_worlds_value() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")

    def names() -> tuple[str, str]:
        return queue.text("Tag"), queue.text("QueueName")

    assert in_worlds(graph, names) == {"Env=prod": ("prod", "prod-orders"), "Env=any other": ("other", "dev-orders")}


def test_a_given_value_decides() -> None:
    graph = read(TEMPLATE, Env="prod", Kind="large")
    queue = resource(graph, "Queue")
    assert in_worlds(graph, lambda: (queue.text("Tag"), queue.text("Size"))) == {"": ("prod", "large")}


def test_a_parameter_with_allowed_values_forks_over_them() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")
    assert list(in_worlds(graph, lambda: queue.text("Size")).values()) == ["small", "large", "huge"]


def test_a_bare_default_is_the_value_and_is_noted() -> None:
    graph = read(TEMPLATE)
    queue = resource(graph, "Queue")
    assert queue.text("QueueName") == "dev-orders"
    assert list(graph.worlds.rests_on) == ["the default of parameter Env, 'dev'"]


def test_conditions_on_one_parameter_never_contradict() -> None:
    graph = read(
        """
        Parameters: {Env: {Type: String}}
        Conditions:
          Prod: !Equals [!Ref Env, prod]
          Test: !Equals [test, !Ref Env]
        Resources:
          A:
            Type: AWS::SQS::Queue
            Properties:
              X: !If [Prod, p, n]
              Y: !If [Test, p, n]
        """
    )
    queue = resource(graph, "A")
    assert in_worlds(graph, lambda: queue.text("X") + queue.text("Y")) == {
        "Env=prod": "pn",
        "Env=test": "np",
        "Env=any other": "nn",
    }


def test_a_condition_that_cannot_be_computed_is_open_by_its_name() -> None:
    graph = read(
        """
        Parameters: {A: {Type: String}, B: {Type: String}}
        Conditions: {Same: !Equals [!Ref A, !Ref B]}
        Resources:
          Queue: {Type: AWS::SQS::Queue, Condition: Same}
        """
    )
    queue = resource(graph, "Queue")
    assert queue.conditional
    assert in_worlds(graph, queue.exists) == {"condition Same=True": True, "condition Same=False": False}
