"""Between which risks a question lies."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress.answers import Counts, Interval, Proposal, propose
from buttress.answers.risk import RISKS, interval, presence, risk_of
from tests.answers.review import BUCKET, QUEUE, TOPIC, check, facet, lens, practice, said
from tests.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.answers.proposal import ProposalState
    from buttress.evidence.verdict import State
    from buttress.lenses import Practice
    from buttress.lenses.lens import PracticeClass, Quantifier
    from buttress.lenses.lens import Risk as PracticeRisk

GRAPH = read("""
    Resources:
      One: {Type: AWS::SQS::Queue}
      Two: {Type: AWS::SQS::Queue}
      Three: {Type: AWS::SNS::Topic}
""")
SUBJECTS = {QUEUE: ("One", "Two"), TOPIC: ("Three",), "workload": ("workload",), BUCKET: ()}


@pytest.mark.parametrize(
    ("standings", "risk"),
    [
        ([], "NOT_APPLICABLE"),
        ([("high", True), ("low", False)], "NONE"),
        ([("high", True), ("medium", False)], "MEDIUM"),
        ([("high", False), ("medium", True)], "HIGH"),
        ([("low", False)], "MEDIUM"),
        ([("low", True)], "NONE"),
        ([("low", False), ("low", True)], "NONE"),
    ],
)
def test_the_greatest_risk_of_what_is_absent_counts(standings: list[tuple[PracticeRisk, bool]], risk: str) -> None:
    assert risk_of(standings) == risk


def proposal(state: ProposalState, kind: PracticeClass = "A", risk: PracticeRisk = "high") -> Proposal:
    return Proposal(practice(kind=kind, risk=risk), state, Counts())


@pytest.mark.parametrize(
    ("state", "kind", "expected"),
    [
        ("met", "A", Interval("NONE", "NONE")),
        ("open", "A", Interval("NONE", "HIGH")),
        ("open", "C", Interval("NONE", "HIGH")),
        ("contradicted", "A", Interval("HIGH", "HIGH")),
        ("partly", "A", Interval("HIGH", "HIGH")),
        ("contradicted", "P", Interval("NONE", "HIGH")),
        ("supported", "P", Interval("NONE", "HIGH")),
        ("not_applicable", "A", Interval("NOT_APPLICABLE", "NOT_APPLICABLE")),
    ],
)
def test_a_state_counts_at_best_and_at_worst(state: ProposalState, kind: PracticeClass, expected: Interval) -> None:
    assert interval([proposal(state, kind)]) == expected
    assert expected.certain == (expected.best == expected.worst)


def test_what_does_not_apply_is_left_out() -> None:
    assert interval([proposal("not_applicable"), proposal("met", risk="low")]) == Interval("NONE", "NONE")


# --- properties -------------------------------------------------------------------------------------------------------

CLASSES: st.SearchStrategy[PracticeClass] = st.sampled_from(("A", "P", "C"))
PRACTICE_RISKS: st.SearchStrategy[PracticeRisk] = st.sampled_from(("high", "medium", "low"))
QUANTIFIERS: st.SearchStrategy[Quantifier] = st.sampled_from(("every", "any", "share"))
STATES: st.SearchStrategy[State | None] = st.sampled_from(("met", "gap", "unknown", "not_applicable", None))
Evidence = dict[tuple[str, str], "State | None"]
"""What each check says of each subject; None where it was not run."""


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Practice], Mapping[str, tuple[str, str]], Evidence]:
    """Draw practices, the checks of their facets (type and bearing), and what these say."""
    asked: list[Practice] = []
    checks: dict[str, tuple[str, str]] = {}
    for number in range(draw(st.integers(1, 4))):
        types = draw(st.lists(st.sampled_from(sorted(SUBJECTS)), min_size=1, max_size=2, unique=True))
        names = {kind: [f"{number}-{kind}-{nth}" for nth in range(draw(st.integers(0, 2)))] for kind in types}
        facets = [facet(*names[kind], types=(kind,), quantifier=draw(QUANTIFIERS)) for kind in types]
        checks |= {
            name: (kind, draw(st.sampled_from(("both", "supports", "refutes"))))
            for kind in types
            for name in names[kind]
        }
        kind, risk, whole = draw(CLASSES), draw(PRACTICE_RISKS), draw(st.booleans())
        asked.append(practice(*facets, code=f"P{number}", kind=kind, risk=risk, workload=whole or "workload" in types))
    subjects = [(name, subject) for name, (kind, _) in checks.items() for subject in SUBJECTS[kind]]
    return asked, checks, {subject: draw(STATES) for subject in subjects}


def answered(
    asked: Sequence[Practice], checks: Mapping[str, tuple[str, str]], evidence: Evidence
) -> Sequence[Proposal]:
    made = {
        name: check(name, bearing, (f"P{name.split('-')[0]}",), kind)  # type: ignore[arg-type]  # drawn words
        for name, (kind, bearing) in checks.items()
    }
    found = [said(made[name], state, subject) for (name, subject), state in evidence.items() if state is not None]
    return tuple(propose(found, GRAPH, [lens(*asked)]).proposals())


def ends(proposals: Sequence[Proposal]) -> tuple[int, int]:
    found = interval(proposals)
    return RISKS.index(found.best), RISKS.index(found.worst)


@given(worlds())
def test_the_best_is_never_above_the_worst(
    world: tuple[list[Practice], Mapping[str, tuple[str, str]], Evidence],
) -> None:
    best, worst = ends(answered(*world))
    assert best <= worst


@given(worlds(), st.data())
def test_one_more_met_never_raises_the_risk(
    world: tuple[list[Practice], Mapping[str, tuple[str, str]], Evidence], data: st.DataObject
) -> None:
    asked, checks, evidence = world
    more: Evidence = {
        place: "met" for place, state in evidence.items() if state in (None, "unknown") and data.draw(st.booleans())
    }
    before, after = ends(answered(asked, checks, evidence)), ends(answered(asked, checks, {**evidence, **more}))
    assert after[0] <= before[0]
    assert after[1] <= before[1]


@given(worlds(), st.data())
def test_one_more_gap_never_lowers_the_risk(
    world: tuple[list[Practice], Mapping[str, tuple[str, str]], Evidence], data: st.DataObject
) -> None:
    asked, checks, evidence = world
    more: Evidence = {place: "gap" for place, state in evidence.items() if state != "gap" and data.draw(st.booleans())}
    before, after = ends(answered(asked, checks, evidence)), ends(answered(asked, checks, {**evidence, **more}))
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@given(worlds())
def test_the_interval_is_what_every_completion_of_what_is_open_spans(
    world: tuple[list[Practice], Mapping[str, tuple[str, str]], Evidence],
) -> None:
    proposals = answered(*world)
    applying = [found for found in proposals if found.state != "not_applicable"]
    choices = [sorted(set(presence(found))) for found in applying]
    risks = {
        RISKS.index(risk_of((found.practice.risk, there) for found, there in zip(applying, completion, strict=True)))
        for completion in itertools.product(*choices)
    }
    assert ends(proposals) == (min(risks), max(risks))
