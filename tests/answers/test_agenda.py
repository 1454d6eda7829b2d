from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.answers.agenda import Stake, agenda_of
from buttress.answers.worth import minutes_of, narrowing_of, worth_of
from buttress.lenses.guide import ROLES
from tests.answers.talk import answer, asked, practice
from tests.application.talk import snapshot

if TYPE_CHECKING:
    from buttress.lenses.guide import Role


def test_a_question_of_which_all_is_decided_is_not_asked() -> None:
    done = asked("Q1", practice("P1"), answers=(answer("P1"),))
    agenda = agenda_of([done], {"Q1": ("owner",)}, ROLES, 90)
    assert (agenda.topics, agenda.minutes, agenda.stake) == ((), 0, Stake(0, 0))
    assert (minutes_of(done.standings), narrowing_of(done), worth_of(done)) == (0, 0, 0)


def test_minutes_follow_what_is_known_already() -> None:
    talked = asked("Q", practice("P1"))
    partly_seen = asked("Q", practice("P1", "A"))
    proposed = asked("Q", practice("P1", "P"), said={"P1": "contradicted"})
    disputed = asked("Q", practice("P1", "A"), said={"P1": "contradicted"}, answers=(answer("P1", seen="open"),))
    assert [minutes_of(q.standings) for q in (talked, partly_seen, proposed, disputed)] == [1.5, 1.25, 0.75, 1.5]


def test_what_narrows_the_risk_most_for_its_minutes_comes_first() -> None:
    long = asked("LONG", practice("L1"), practice("L2"), practice("L3"))
    short = asked("SHORT", practice("S1"))
    medium = asked("MEDIUM", practice("M1", risk="medium"))
    certain = asked("CERTAIN", practice("C1", "A"), practice("C2"), said={"C1": "contradicted"})
    agenda = agenda_of(
        [certain, medium, long, short], dict.fromkeys(("LONG", "SHORT", "MEDIUM", "CERTAIN"), ("owner",)), ROLES, 90
    )
    assert [topic.code for topic in agenda.topics] == ["SHORT", "LONG", "MEDIUM", "CERTAIN"]
    assert agenda.stake == Stake(high=2, medium=1)
    assert agenda.left == Stake(high=0, medium=0)


def test_blocks_follow_who_is_needed_and_then_the_pillar() -> None:
    who: dict[str, tuple[Role, ...]] = {
        "Q1": ("developer",),
        "Q2": ("owner", "security"),
        "Q3": ("developer", "operator"),
        "Q4": ("security",),
    }
    questions = [
        asked("Q1", practice("P1"), pillar="operationalExcellence"),
        asked("Q2", practice("P2")),
        asked("Q3", practice("P3"), pillar="reliability"),
        asked("Q4", practice("P4")),
    ]
    agenda = agenda_of(questions, who, ROLES, 90)
    assert [(block.lead, block.pillar, [t.code for t in block.topics]) for block in agenda.blocks] == [
        ("security", "security", ["Q2", "Q4"]),
        ("team", "operationalExcellence", ["Q1"]),
        ("team", "reliability", ["Q3"]),
    ]
    assert [block.roles for block in agenda.blocks] == [
        ("owner", "security"),
        ("developer",),
        ("developer", "operator"),
    ]


def test_what_nobody_present_can_answer_is_told_and_comes_last() -> None:
    questions = [asked("Q1", practice("P1")), asked("Q2", practice("P2"))]
    agenda = agenda_of(questions, {"Q1": ("finance",), "Q2": ("developer",)}, {"developer"}, 90)
    assert [topic.code for topic in agenda.nobody] == ["Q1"]
    assert [topic.code for topic in agenda.topics] == ["Q2", "Q1"]
    assert agenda.left == Stake(high=1, medium=0)


@pytest.mark.parametrize(
    ("minutes", "fitting", "left"),
    [(0, [], Stake(2, 1)), (2, ["SHORT"], Stake(1, 1)), (3, ["SHORT", "MEDIUM"], Stake(1, 0)), (9, None, Stake(0, 0))],
)
def test_what_does_not_fit_into_the_time_comes_later(minutes: int, fitting: list[str] | None, left: Stake) -> None:
    questions = [
        asked("LONG", practice("L1"), practice("L2"), practice("L3")),
        asked("SHORT", practice("S1")),
        asked("MEDIUM", practice("M1", risk="medium")),
    ]
    agenda = agenda_of(questions, dict.fromkeys(("LONG", "SHORT", "MEDIUM"), ("owner",)), ROLES, minutes)
    codes = [topic.code for block in agenda.blocks for topic in block.topics]
    assert codes == (fitting if fitting is not None else ["SHORT", "LONG", "MEDIUM"])
    assert agenda.left == left
    assert len(agenda.topics) == 3


def test_a_snapshot_names_the_resources_that_were_judged() -> None:
    assert snapshot().resources == {"template.yaml#Orders"}
