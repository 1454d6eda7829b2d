"""Risk rules: read, evaluated as the real service does, and bounded exactly while choices are open."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress.answers.risk import risk_of
from buttress.lenses import lenses
from buttress.lenses.rules import (
    Answer,
    Bounds,
    ConditionError,
    Rule,
    bounds,
    equivalent,
    fired,
    parse,
    possible,
    risk_by,
    rules_for,
)
from buttress.lenses.rules.condition import All, Choice, Condition, Not, Some, choices_of, written
from buttress.lenses.rules.evaluation import LEVELS, UNSPOKEN, WORDS, Level, holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from buttress.lenses import Question

NAMES: Final = [f"c{number}" for number in range(12)]
A, B, C = Choice("a"), Choice("b"), Choice("c")


def several(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[tuple[Condition, ...]]:
    return st.lists(part, min_size=2, max_size=4).map(tuple)


def compound(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return part.map(Not) | several(part).map(All) | several(part).map(Some)


def conditions(names: Sequence[str]) -> st.SearchStrategy[Condition]:
    return st.recursive(st.sampled_from(names).map(Choice), compound, max_leaves=14)


def rules_over(names: Sequence[str]) -> st.SearchStrategy[tuple[Rule, ...]]:
    rule = st.builds(Rule, conditions(names), st.sampled_from(LEVELS))
    default = st.sampled_from(LEVELS).map(lambda risk: (Rule(None, risk),))
    return st.tuples(st.lists(rule, max_size=2).map(tuple), default | st.just(())).map(
        lambda parts: (*parts[0], *parts[1])
    )


def tried(rules: Sequence[Rule], settled: Answer, unsettled: Sequence[str]) -> tuple[Level, ...]:
    """Try every way in which the open choices can turn out."""
    ways = product((False, True), repeat=len(unsettled))
    chosen = (frozenset(name for name, is_in in zip(unsettled, way, strict=True) if is_in) for way in ways)
    rules_fired = (fired(rules, Answer(settled.selected | names, settled.not_applicable)) for names in chosen)
    found = {UNSPOKEN if rule is None else rule.risk for rule in rules_fired}
    return tuple(level for level in LEVELS if level in found)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("a", A),
        ("a && b && c", All((A, B, C))),
        ("a||b", Some((A, B))),
        ("a && b || c", Some((All((A, B)), C))),
        ("a && (b || c)", All((A, Some((B, C))))),
        ("!a && b", All((Not(A), B))),
        ("!(a || b)", Not(Some((A, B)))),
        (" ( ( a ) ) ", A),
    ],
)
def test_a_condition_is_read(text: str, condition: Condition) -> None:
    assert parse(text) == condition


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("", 0, "the condition ends too early; a choice id, ! or ( belongs here"),
        ("a &&", 4, "the condition ends too early; a choice id, ! or ( belongs here"),
        ("a b", 2, "'b' was not expected here; join choices with && or ||"),
        ("a & b", 2, "'&' means nothing here; write choice ids, &&, ||, ! and ()"),
        ("a && || b", 5, "'||' was not expected here; a choice id, ! or ( belongs here"),
        ("a && (b || c", 5, "this bracket is never closed"),
        ("a) && b", 1, "')' was not expected here; join choices with && or ||"),
        ("!" * 200 + "a", 101, "brackets nest more than 100 deep"),
    ],
)
def test_a_condition_that_is_none_is_refused_where_it_breaks(text: str, at: int, said: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.at, str(caught.value)) == (at, said)


@given(conditions(NAMES))
def test_what_is_written_is_read_again(condition: Condition) -> None:
    assert parse(written(condition)) == condition


def test_the_measured_answers_of_the_service_are_ours(shared: Path) -> None:
    measured = json.loads((shared / "facts/risk_rule_vectors.json").read_bytes())
    rules = {
        name: [Rule(None if text == "default" else parse(text), WORDS[risk]) for text, risk in listed]
        for name, listed in measured["rules"].items()
    }
    choices = {name: ["none_no", *_named(listed)] for name, listed in rules.items()}
    ours = [
        risk_by(rules[row["rules"]], _answer(row["selected"], row["na"]), choices[row["rules"]])
        for row in measured["vectors"]
    ]
    assert ours == [row["risk"] for row in measured["vectors"]]
    assert len(ours) == 11


def _named(rules: Sequence[Rule]) -> Iterator[str]:
    return (name for rule in rules if rule.condition is not None for name in choices_of(rule.condition))


def _answer(selected: Sequence[str] = (), not_applicable: Sequence[str] = (), *, applies: bool = True) -> Answer:
    return Answer(frozenset(selected), frozenset(not_applicable), applies)


def test_what_does_not_apply_is_neutral() -> None:
    assert holds(parse("a && b"), _answer("b", "a"))
    assert not holds(parse("a || b"), _answer("", "a"))
    assert holds(parse("b && (a || c)"), _answer("bc", "a"))
    assert holds(parse("b && !a"), _answer("b", "a"))
    assert not holds(parse("b || !a"), _answer("", "a"))
    assert holds(parse("a"), _answer("", "a"))
    assert holds(parse("!(a || b)"), _answer("", "a"))


def test_a_question_that_does_not_apply_has_no_risk_and_keeps_its_answer() -> None:
    assert risk_by([Rule(None, "HIGH")], _answer("a", applies=False), "ab") == "NOT_APPLICABLE"


def test_where_no_rule_speaks_the_risk_is_high() -> None:
    assert risk_by([Rule(A, "NONE")], _answer("b"), "ab") == "HIGH"
    assert possible([Rule(A, "NONE")], _answer(), "a") == ("NONE", "HIGH")


@given(
    rules_over(NAMES), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES))
)
def test_the_risks_still_possible_are_those_that_trying_finds(
    rules: tuple[Rule, ...], selected: set[str], neutral: set[str], unsettled: set[str]
) -> None:
    settled = Answer(frozenset(selected - unsettled), frozenset(neutral - unsettled - selected))
    assert possible(rules, settled, sorted(unsettled)) == tried(rules, settled, sorted(unsettled))


@given(rules_over(NAMES[:5]), rules_over(NAMES[:5]))
def test_rules_are_equivalent_where_trying_finds_no_difference(one: tuple[Rule, ...], other: tuple[Rule, ...]) -> None:
    ways = [
        frozenset(name for name, is_in in zip(NAMES, way, strict=False) if is_in) for way in product((0, 1), repeat=5)
    ]
    same = all(tried(one, Answer(way), ()) == tried(other, Answer(way), ()) for way in ways)
    assert equivalent(one, other) == same


def test_bounds_with_fifteen_open_choices_are_exact() -> None:
    names = [f"c{number}" for number in range(15)]
    rules = [
        Rule(parse(" && ".join(names)), "NONE"),
        Rule(
            parse(" || ".join(f"({one} && {other})" for one, other in zip(names, reversed(names), strict=True))),
            "MEDIUM",
        ),
        Rule(None, "HIGH"),
    ]
    assert possible(rules, Answer(), names) == tried(rules, Answer(), names) == ("NONE", "MEDIUM", "HIGH")
    assert bounds(rules, _answer(names[:8]), names[8:], names) == Bounds("NONE", "MEDIUM")


def test_bounds_with_nothing_open_are_the_risk_itself() -> None:
    rules = [Rule(A, "NONE"), Rule(None, "MEDIUM")]
    assert bounds(rules, _answer(), (), "ab") == Bounds("UNANSWERED", "UNANSWERED")
    assert bounds(rules, _answer("b"), (), "ab") == Bounds("MEDIUM", "MEDIUM")
    assert bounds(rules, _answer(applies=False), "ab", "ab") == Bounds("NOT_APPLICABLE", "NOT_APPLICABLE")


def _questions() -> list[Question]:
    return [question for lens in lenses() for question in lens.questions()]


def _rules(question: Question) -> tuple[Rule, ...]:
    return rules_for((practice.choice_id, practice.risk) for practice in question.practices)


@pytest.mark.parametrize("question", _questions(), ids=lambda question: question.code)
def test_our_rule_is_said_in_the_grammar_of_the_service(question: Question) -> None:
    """Every practice present, absent or, up to seven of them, not applicable, in all combinations."""
    rules, names = _rules(question), [practice.choice_id for practice in question.practices]
    assert len(rules) <= 3
    for way in product("yn-" if len(names) <= 7 else "yn", repeat=len(names)):
        standing = dict(zip(names, way, strict=True))
        applying = [practice for practice in question.practices if standing[practice.choice_id] != "-"]
        selected = [name for name in names if standing[name] == "y"]
        neutral = [name for name in names if standing[name] == "-"]
        none = ["q_no"] if not selected and not neutral else []
        theirs = risk_by(rules, _answer([*selected, *none], neutral), names)
        ours = risk_of((practice.risk, standing[practice.choice_id] == "y") for practice in applying)
        assert theirs == ("NONE" if ours == "NOT_APPLICABLE" else ours), way


@pytest.mark.parametrize("question", _questions(), ids=lambda question: question.code)
def test_the_bounds_of_our_questions_are_those_that_trying_finds(question: Question) -> None:
    rules, names = _rules(question), [practice.choice_id for practice in question.practices]
    for settled in range(len(names) + 1):
        answer, unsettled = _answer(names[:settled:2], names[1:settled:4]), names[settled:]
        assert possible(rules, answer, unsettled) == tried(rules, answer, unsettled)


def test_a_question_without_choices_has_no_rules() -> None:
    with pytest.raises(ValueError, match="without choices"):
        rules_for([])
