from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from buttress import checks
from buttress.evidence.catalogue import checks_in, checks_of, every_check, services

if TYPE_CHECKING:
    from pathlib import Path

CHECK = '''
from buttress.evidence import both, check, met

@check(on="AWS::SQS::Queue", bears_on=(both("REL05-BP03"),))
def {name}(queue, graph):
    """Queues wait."""
    return met("waits", queue.at())
'''


def test_only_the_checks_of_services_that_are_present_are_given_and_those_of_the_workload() -> None:
    found = {check.id.partition("-")[0] for check in checks_of(checks, ["AWS::SQS::Queue", "Custom::Odd", "odd"])}
    assert found == {"sqs", "workload"}


def test_every_check_is_given_in_order_of_ids() -> None:
    ids = [check.id for check in every_check(checks)]
    assert ids == sorted(set(ids))
    assert {one.partition("-")[0] for one in ids} == set(services(checks))


def test_a_module_of_two_checks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "two_checks" / "sqs"
    folder.mkdir(parents=True)
    for path in (tmp_path / "two_checks", folder):
        (path / "__init__.py").write_text("", encoding="utf-8")
    (folder / "pair.py").write_text(CHECK.format(name="one") + CHECK.format(name="two"), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TypeError, match="pair declares 2 checks; a module of the catalogue declares one"):
        checks_in(importlib.import_module("two_checks"), "sqs")
