"""The three versions of the example, read as prose in review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import buttress
from buttress.report.document import as_json
from buttress.report.markdown import as_markdown
from buttress.report.terminal import as_text

if TYPE_CHECKING:
    from buttress.answers import PillarAnswers
    from tests.conftest import Golden

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
VERSIONS = ("orders-good", "orders", "orders-worse")
WEIGHTS = {"high": 3, "medium": 2, "low": 1}
RISKS = ("NOT_APPLICABLE", "NONE", "MEDIUM", "HIGH")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_report_in_markdown(version: str, golden: Golden) -> None:
    golden(f"{version}.md", as_markdown(buttress.review(EXAMPLES / version)))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_report_for_a_terminal(version: str, golden: Golden) -> None:
    golden(f"{version}.txt", as_text(buttress.review(EXAMPLES / version)))


def standing(pillar: PillarAnswers) -> tuple[int, float]:
    """Give the best bound of the pillar's questions, and the weight by risk of its contradicted practices."""
    proposals = [
        found for question in pillar.questions for found in question.proposals if found.state != "not_applicable"
    ]
    against = sum(WEIGHTS[found.practice.risk] for found in proposals if found.state in ("contradicted", "partly"))
    best = max(RISKS.index(question.risk.best) for question in pillar.questions)
    return best, against / sum(WEIGHTS[found.practice.risk] for found in proposals)


def test_the_versions_rank_in_every_pillar() -> None:
    standings = {
        version: {
            pillar.pillar.id: standing(pillar)
            for pillar in buttress.review(EXAMPLES / version).answers.lenses[0].pillars
        }
        for version in VERSIONS
    }
    for pillar in standings["orders"]:
        good, plain, worse = (standings[version][pillar] for version in VERSIONS)
        assert good < plain < worse, pillar


def test_two_runs_give_equal_bytes() -> None:
    assert as_json(buttress.review(EXAMPLES / "orders")) == as_json(buttress.review(EXAMPLES / "orders"))
