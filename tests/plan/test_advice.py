"""Why an item matters, and what to do first."""

from __future__ import annotations

from pathlib import Path

from buttress import checks
from buttress.lenses.conversation import practice_guide
from buttress.plan.advice import Advice, advice_on

CATALOGUE = Path(checks.__path__[0])


def test_the_page_of_a_check_advises_on_its_gaps() -> None:
    advice = advice_on("sqs-dead-letter-queue", CATALOGUE)
    assert advice.why.startswith("A message that its consumer cannot process comes back")
    assert advice.first_step.startswith("Give the queue a second one")


def test_the_guide_of_a_practice_advises_on_a_no() -> None:
    guide = practice_guide("REL13-BP01")
    assert advice_on("REL13-BP01", CATALOGUE) == Advice(guide.if_absent, guide.steps[0])


def test_what_this_version_does_not_know_has_no_advice() -> None:
    assert advice_on("house-rule", CATALOGUE) == Advice("", "")
