"""The versions of the example, read as prose in review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import buttress
from buttress.report.document import as_json
from buttress.report.markdown import as_markdown
from buttress.report.terminal import as_text

if TYPE_CHECKING:
    from buttress.answers import PillarAnswers, Proposal
    from tests.conftest import Golden

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
VERSIONS = ("orders-good", "orders", "orders-worse")
REPORTED = (*VERSIONS, "orders-terraform")
WEIGHTS = {"high": 3, "medium": 2, "low": 1}
RISKS = ("NOT_APPLICABLE", "NONE", "MEDIUM", "HIGH")


@pytest.mark.parametrize("version", REPORTED)
def test_the_report_in_markdown(version: str, golden: Golden) -> None:
    golden(f"{version}.md", as_markdown(buttress.review(EXAMPLES / version)))


@pytest.mark.parametrize("version", REPORTED)
def test_the_report_for_a_terminal(version: str, golden: Golden) -> None:
    golden(f"{version}.txt", as_text(buttress.review(EXAMPLES / version)))


def against(proposal: Proposal) -> float:
    """Give how far evidence speaks against a practice: wholly, or for the share of resources that do not do well."""
    if proposal.share is not None:
        well, judged = proposal.share
        return 1 - well / judged
    return float(proposal.state == "contradicted")


def standing(pillar: PillarAnswers) -> tuple[int, float]:
    """Give the best bound of the questions, and the share of contradicted practices by weight of their risk."""
    found = [one for question in pillar.questions for one in question.proposals if one.state != "not_applicable"]
    weights = [WEIGHTS[one.practice.risk] for one in found]
    best = max(RISKS.index(question.risk.best) for question in pillar.questions)
    return best, sum(weight * against(one) for weight, one in zip(weights, found, strict=True)) / sum(weights)


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
