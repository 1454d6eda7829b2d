"""The same workload as a template, as a sketch and as a diagram: the proposals on paper contradict nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buttress import wiring

if TYPE_CHECKING:
    from buttress.application.review import Review

ROOT = Path(__file__).parents[3] / "examples"
DRAFTS = ("orders.sketch.yaml", "orders.drawio")


def proposals(review: Review) -> dict[str, str]:
    return {
        proposal.practice.code: proposal.state
        for question in review.answers.questions()
        for proposal in question.proposals
    }


@pytest.mark.parametrize("draft", DRAFTS)
def test_what_is_met_or_contradicted_on_paper_is_so_or_open_when_it_is_built(draft: str) -> None:
    paper, built = wiring.review([ROOT / "orders-proposal" / draft]), wiring.review([ROOT / "orders"])
    assert paper.problems == ()
    on_paper, when_built = proposals(paper), proposals(built)
    said = {code: state for code, state in on_paper.items() if state in ("met", "contradicted")}
    assert len(said) > 3
    assert {code: state for code, state in said.items() if when_built[code] not in (state, "open")} == {}


def test_the_sketch_and_the_template_judge_each_resource_alike() -> None:
    paper, built = wiring.review([ROOT / "orders-proposal" / DRAFTS[0]]), wiring.review([ROOT / "orders"])
    known = {(each.check.id, each.resource): each.state for each in built.evidence}
    said = {(each.check.id, each.resource): each.state for each in paper.evidence if each.state in ("met", "gap")}
    assert len(said) > 40
    assert {one: state for one, state in said.items() if known[one] not in (state, "unknown")} == {}


def test_the_diagram_draws_the_same_parts_as_the_sketch() -> None:
    sketch, diagram = (wiring.review([ROOT / "orders-proposal" / draft]).graph for draft in DRAFTS)
    drawn = {(each.logical_id, each.type) for each in diagram.resources if each.location.file == "orders.drawio"}
    written = {(each.logical_id, each.type) for each in sketch.resources}
    boxes = {pair for pair in written if "-" not in pair[0] and not pair[0].endswith("SecurityGroup")}
    assert boxes - drawn == set()
