"""How lenses and practices are asked for."""

from __future__ import annotations

import pytest

from buttress.lenses import LensError, current, lens, lens_ids, practice, practices


def test_a_lens_is_found_by_its_id() -> None:
    assert lens_ids() == ("wellarchitected", "serverless")
    assert lens("serverless").name == "Serverless Applications Lens"
    assert [pillar.id for pillar in lens("wellarchitected").pillars] == [
        "operationalExcellence",
        "security",
        "reliability",
        "performance",
        "costOptimization",
        "sustainability",
    ]


def test_a_practice_is_found_by_its_code() -> None:
    found = practice("SEC08-BP02")
    assert (found.lens, found.choice_id, found.question_id) == (
        "wellarchitected",
        "sec_protect_data_rest_encrypt",
        "protect-data-rest",
    )
    assert practice("serverless:sec_sec_q2_a3").lens == "serverless"


def test_a_practice_that_no_lens_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(LensError, match=r"No practice has the code 'SEC8-BP02'. Did you mean SEC08-BP02\?"):
        practice("SEC8-BP02")
    with pytest.raises(LensError, match=r"No practice has the code '!'.$"):
        practice("!")


def test_a_lens_that_nobody_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(LensError, match=r"No lens is called 'serverles'. Did you mean serverless\?"):
        lens("serverles")


@pytest.mark.parametrize(
    ("published", "before_2024", "code"),
    [
        ("sec_securely_operate_updated_recommendations", False, "SEC01-BP04"),
        ("sec_incident_response_auto_contain", False, None),
        ("SEC04-BP03", False, "SEC04-BP03"),
        ("SEC04-BP03", True, "SEC04-BP04"),
        ("SEC10-BP04", True, None),
        ("SEC01-BP01", True, "SEC01-BP01"),
    ],
)
def test_a_retired_id_gives_what_it_stands_for_today(published: str, before_2024: bool, code: str | None) -> None:  # noqa: FBT001
    assert current(published, before_2024=before_2024) == code


def test_what_retired_ids_lead_to_exists() -> None:
    codes = {found.code for found in practices()}
    retired = ["ops_telemetry_workload_telemetry", "sec_protect_compute_actions_distance"]
    assert {current(name) for name in retired} <= codes
