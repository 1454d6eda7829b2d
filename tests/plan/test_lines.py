"""What the plan says is to be done, and in which order."""

from __future__ import annotations

from buttress.plan.lines import plan_of
from tests.answers.review import TOPIC, facet, practice
from tests.plan.kept import accepted, answer, finding, guide, question, snapshot, standing


def test_a_gap_that_closes_two_practices_is_one_line() -> None:
    kept = snapshot(finding("queue-dead", practices=("P1", "P2")), P1="contradicted", P2="contradicted")
    asked = question(practice(facet("queue-dead"), code="P1"), practice(facet("queue-dead"), code="P2"))
    plan = plan_of([standing(asked, kept)], kept, {})
    assert [(line.id, line.closes) for line in plan.lines] == [("queue-dead", ("P1", "P2"))]
    assert plan.practices == 2


def test_a_practice_is_closed_by_the_last_of_the_lines_that_it_needs() -> None:
    kept = snapshot(finding("a"), finding("b", severity="medium"), P1="contradicted")
    plan = plan_of([standing(question(practice(facet("a", "b"))), kept)], kept, {})
    assert [(line.id, line.closes, line.together) for line in plan.lines] == [("a", (), ("b",)), ("b", ("P1",), ())]


def test_where_any_is_enough_the_cheaper_check_is_taken_and_the_other_spared() -> None:
    many = [finding("a", name=f"Queue{number}") for number in range(12)]
    kept = snapshot(*many, finding("b"), P1="contradicted")
    plan = plan_of([standing(question(practice(facet("a", "b", quantifier="any"))), kept)], kept, {})
    assert ([line.id for line in plan.lines], plan.spared) == (["b"], ("a",))


def test_a_facet_of_any_counts_only_the_gaps_of_its_own_types() -> None:
    kept = snapshot(finding("a"), finding("b", kind=TOPIC), P1="contradicted")
    plan = plan_of([standing(question(practice(facet("a", "b", quantifier="any"))), kept)], kept, {})
    assert [line.id for line in plan.lines] == ["a", "b"]


def test_what_people_said_is_absent_is_a_line_with_the_effort_of_its_guide() -> None:
    kept = snapshot()
    asked = question(practice(code="P1", kind="C"), practice(code="P2", kind="C"))
    plan = plan_of([standing(asked, kept, answer("P1", "absent"), answer("P2", "absent"))], kept, {"P1": guide("L")})
    assert [(line.id, line.effort, line.findings) for line in plan.lines] == [("P2", "M", ()), ("P1", "L", ())]


def test_closing_the_gaps_is_all_that_a_no_to_class_a_asks_and_class_p_asks_for_both() -> None:
    kept = snapshot(finding("a", practices=("P1", "P2")), P1="contradicted", P2="contradicted")
    asked = question(practice(facet("a"), code="P1"), practice(facet("a"), code="P2", kind="P"))
    no = [answer(code, "absent", seen="contradicted") for code in ("P1", "P2")]
    assert [line.id for line in plan_of([standing(asked, kept, *no)], kept, {}).lines] == ["a", "P2"]


def test_what_somebody_answered_is_in_place_asks_for_nothing() -> None:
    kept = snapshot(finding("a"), P1="contradicted")
    asked = question(practice(facet("a")))
    yes = answer("P1", "present", seen="contradicted")
    assert plan_of([standing(asked, kept, yes)], kept, {}).lines == ()


def test_what_is_suppressed_is_not_to_be_done() -> None:
    kept = snapshot(accepted(finding("a")), finding("a", name="Two"), P1="contradicted")
    (line,) = plan_of([standing(question(practice(facet("a"))), kept)], kept, {}).lines
    assert [found.resource for found in line.findings] == ["template.yaml#Two"]


def test_what_is_merely_open_is_talked_about_first() -> None:
    kept = snapshot(P1="open")
    assert plan_of([standing(question(), kept)], kept, {}).practices == 0
    assert plan_of([standing(question(), kept)], None, {}).lines == ()


def test_one_line_serves_both_lenses_where_one_answer_does() -> None:
    kept = snapshot()
    asked = question(practice(code="serverless:x", kind="C"), practice(code="P1", kind="C"))
    no = [answer("serverless:x", "absent"), answer("P1", "absent")]
    one = plan_of([standing(asked, kept, *no)], kept, {"P1": guide(same_as=("serverless:x",)), "serverless:x": guide()})
    other = plan_of([standing(asked, kept, *no)], kept, {"serverless:x": guide(same_as=("P1",))})
    assert [(line.id, line.closes) for line in one.lines] == [("P1", ("P1", "serverless:x"))]
    assert [line.id for line in other.lines] == ["P1"]


def test_a_practice_that_needs_an_absent_one_needs_its_items_too() -> None:
    kept = snapshot(finding("a", practices=("P1",)), P1="contradicted")
    asked = question(practice(facet("a"), code="P1"), practice(code="P2", kind="C", risk="low"))
    guides = {"P1": guide(needs=("P2", "P3")), "P2": guide(needs=("P1",))}
    plan = plan_of([standing(asked, kept, answer("P2", "absent"))], kept, guides)
    assert [(line.id, line.closes) for line in plan.lines] == [("a", ()), ("P2", ("P1", "P2"))]


def test_an_accepted_risk_is_left_apart() -> None:
    kept = snapshot(finding("a"), finding("b", practices=("P2",)), P1="contradicted", P2="contradicted")
    asked = question(practice(facet("a"), code="P1"), practice(facet("b"), code="P2"))
    plan = plan_of([standing(asked, kept)], kept, {}, {"a"})
    assert ([line.id for line in plan.lines], plan.apart) == (["b"], ("a",))


def test_severity_comes_first_then_what_rests_on_more_than_a_guess_then_worth_for_cost() -> None:
    kept = snapshot(
        finding("guessed", confidence="low"),
        finding("narrow", practices=("P2",)),
        finding("narrow", "met", name="Two", practices=("P2",)),
        finding("wide", practices=("P3",)),
        finding("mild", practices=("P4",), severity="low"),
        *[finding("heavy", name=f"Queue{number}", practices=("P5",)) for number in range(101)],
        P1="contradicted",
        P2="contradicted",
        P3="contradicted",
        P4="contradicted",
        P5="contradicted",
    )
    names = ("guessed", "narrow", "wide", "mild", "heavy")
    asked = question(*(practice(facet(name), code=f"P{number}") for number, name in enumerate(names, 1)))
    plan = plan_of([standing(asked, kept)], kept, {})
    assert [line.id for line in plan.lines] == ["wide", "narrow", "heavy", "guessed", "mild"]
    assert [line.effort for line in plan.lines] == ["S", "S", "L", "S", "S"]
    assert plan.first == plan.lines


def test_an_item_that_closes_a_practice_alone_comes_before_one_of_several_that_another_needs() -> None:
    kept = snapshot(
        finding("part-of-many"),
        *(finding(name) for name in ("part-two", "part-three")),
        finding("whole", practices=("P2",)),
        P1="contradicted",
        P2="contradicted",
    )
    many = practice(facet("part-of-many", "part-two", "part-three"), code="P1")
    plan = plan_of([standing(question(many, practice(facet("whole"), code="P2")), kept)], kept, {})
    assert [line.id for line in plan.lines] == ["whole", "part-of-many", "part-three", "part-two"]


def test_what_customers_feel_comes_before_what_only_the_bill_shows() -> None:
    kept = snapshot(finding("bill"), finding("loss", practices=("P2",)), P1="contradicted", P2="contradicted")
    cost = question(practice(facet("bill"), code="P1"), pillar="costOptimization")
    safety = question(practice(facet("loss"), code="P2"), pillar="reliability")
    plan = plan_of([standing(cost, kept), standing(safety, kept)], kept, {})
    assert [line.id for line in plan.lines] == ["loss", "bill"]
