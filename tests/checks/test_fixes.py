"""The fix of a check does for the gaps on its page what the page says, and sets what CloudFormation knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.checks import pages, schemas
from tests.fixing import fixed, fixes_of

if TYPE_CHECKING:
    from pathlib import Path

FIXED: Final = tuple(module for module in pages.MODULES if pages.check_of(module).fixes)
NAMES: Final = {"yaml": "template.yaml", "hcl": "main.tf"}
LEFT: Final = {
    ("elasticloadbalancingv2-https", "Plain"),
    ("elasticloadbalancingv2-https", "aws_lb_listener.plain"),
    ("lambda-batch-window", "OneByOne"),
    ("lambda-batch-window", "aws_lambda_event_source_mapping.one_by_one"),
}
"""Gaps on first templates that no setting closes: a listener over HTTP, and a batch size that somebody chose."""


NOT_IN_TERRAFORM: Final = {"dynamodb-deletion-policy", "rds-deletion-policy", "s3-deletion-policy"}
"""What CloudFormation alone has."""
BY_HAND: Final = {"cloudfront-https", "ecs-insights", "sqs-receive-count"}
"""What stands in one of several blocks or in an encoded text in Terraform, and a page that shows old TLS there."""


def first_gaps() -> list[tuple[Path, int]]:
    """Gives each module that has a fix with the number of the first template with a gap in each language."""
    found: dict[tuple[Path, str], int] = {}
    for module in FIXED:
        for number, fence in enumerate(pages.page_of(module).fences):
            by_hand = fence.language == "hcl" and pages.name_of(module) in NOT_IN_TERRAFORM | BY_HAND
            if not by_hand and any(expectation.state == "gap" for expectation in fence.expectations):
                found.setdefault((module, fence.language), number)
    return [(module, number) for (module, _), number in found.items()]


CASES: Final = [
    pytest.param(module, number, id=f"{pages.name_of(module)}-{number + 1}") for module, number in first_gaps()
]


@pytest.mark.parametrize(("module", "number"), CASES)
def test_fix_closes_the_gap_that_the_page_shows_first(module: Path, number: int, tmp_path: Path) -> None:
    fence, check = pages.page_of(module).fences[number], pages.check_of(module)
    after = fixed(tmp_path, fence.template, check.id, name=NAMES[fence.language])
    assert after.found.patches
    left = {(check.id, one.evidence.resource.rpartition("#")[2]) for one in after.found.left}
    assert left <= LEFT
    (tmp_path / NAMES[fence.language]).write_text(after.text)
    assert fixes_of(tmp_path / NAMES[fence.language], check.id).patches == ()


@pytest.mark.parametrize("module", FIXED, ids=pages.name_of)
def test_every_check_with_a_fix_shows_a_gap(module: Path) -> None:
    assert module in {shown for shown, _ in first_gaps()}


@pytest.mark.parametrize("module", FIXED, ids=pages.name_of)
def test_fix_sets_properties_that_cloudformation_knows(module: Path) -> None:
    check = pages.check_of(module)
    for fix in check.fixes:
        assert set(fix.on) <= set(check.on)
        for setting in (one for one in fix.settings if not one.beside):
            path = tuple(step.name for step in setting.steps)
            assert [kind for kind in fix.on or check.on if schemas.known_at_root(kind, path)], setting.path
