from __future__ import annotations

import math

import pytest

from buttress.graph.schedules import minutes_between
from buttress.graph.values import NotKnown


@pytest.mark.parametrize(
    ("expression", "minutes"),
    [
        ("rate(1 minute)", 1),
        ("rate(5 minutes)", 5),
        ("rate(2 hours)", 120),
        ("rate(1 day)", 1440),
        ("cron(* * * * ? *)", 1),
        ("cron(0/5 * * * ? *)", 5),
        ("cron(*/15 8-18 ? * MON-FRI *)", 15),
        ("cron(0,30 * * * ? *)", 30),
        ("cron(1,58 * * * ? *)", 3),
        ("cron(0-30/10 * * * ? *)", 10),
        ("cron(0-4 * * * ? *)", 1),
        ("cron(0 2 * * ? *)", 60),
        ("at(2030-01-01T00:00:00)", math.inf),
    ],
)
def test_a_schedule_is_as_frequent_as_its_two_closest_runs(expression: str, minutes: float) -> None:
    assert minutes_between(expression) == minutes


@pytest.mark.parametrize("expression", ["hourly", "cron(x * * * ? *)"])
def test_what_is_no_schedule_is_not_known(expression: str) -> None:
    with pytest.raises(NotKnown, match="no schedule"):
        minutes_between(expression)
