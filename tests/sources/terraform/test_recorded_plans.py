"""Configuration is held against the plans that a real Terraform made of it: see `scripts/record_terraform.py`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.sources.terraform import recorded_plans as recorded
from tests.sources.terraform.recording import RECORDED, evaluated

if TYPE_CHECKING:
    from pathlib import Path

NOT_EVALUATED = {
    "api: aws_iam_role.function.assume_role_policy",
    "documents: aws_s3_bucket_policy.data.policy",
}
"""Texts whose layout is the provider's: the document itself is known, see `test_recorded_policies.py`."""
PROVIDERS_OWN = {
    "security: aws_instance.bastion.user_data",  # kept as its hash
    "tags: aws_kinesis_stream.events.tags",  # the provider's tags stand in `tags_all`
}
DEFAULTS = json.loads((RECORDED / "defaults.json").read_text(encoding="utf-8"))
UNKNOWN = "(not known)"


@pytest.mark.parametrize("root", recorded.ROOTS)
def test_the_instances_are_those_of_the_plan(root: str, tmp_path: Path) -> None:
    found = recorded.evaluated_root(root, tmp_path)
    there = {
        one.address for one in found.instances.values() if one.exists is None or one.exists()
    }  # every variable is given: there is one world
    values = recorded.plan_of(root)["planned_values"]["root_module"]
    assert not found.reading.problems
    assert there == {address for address, _ in recorded.planned(values)}


@pytest.mark.parametrize("root", recorded.ROOTS)
def test_every_attribute_that_is_planned_has_the_value_of_the_configuration(root: str, tmp_path: Path) -> None:
    found = recorded.evaluated_root(root, tmp_path)
    compared = recorded.Compared()
    for address, values in recorded.planned(recorded.plan_of(root)["planned_values"]["root_module"]):
        instance = found.instances[f".#{address}"]
        compared.add(f"{root}: {address}", evaluated(instance.attributes, instance.scope), values)
    told = {line.partition(": ")[0] + ": " + line.split(": ")[1] for line in compared.contradictions}
    assert {line for line in told if not line.startswith(tuple(PROVIDERS_OWN))} == set()
    assert set(compared.unknown) <= NOT_EVALUATED
    assert compared.agreeing > 15


@pytest.mark.parametrize("root", recorded.ROOTS)
def test_a_plan_and_its_configuration_contradict_each_other_nowhere(root: str, tmp_path: Path) -> None:
    mine = recorded.facts_of(recorded.graph_of_configuration(root, tmp_path))
    theirs = recorded.facts_of(recorded.graph_of_plan(root))
    differing = {
        key: (values, theirs[key])
        for key, values in mine.items()
        if key in theirs
        and values != theirs[key]
        and UNKNOWN not in (*values, *theirs[key])
        and "${" not in str(values)
    }
    assert {key for key in differing if "UserData" not in key and "SecurityGroupIngress" not in key} == set()


def test_what_the_provider_sends_beside_is_listed_and_means_what_its_absence_means(tmp_path: Path) -> None:
    sent: dict[str, dict[str, list[str]]] = {}
    for root in recorded.ROOTS:
        mine = recorded.facts_of(recorded.graph_of_configuration(root, tmp_path / root))
        for key, values in recorded.facts_of(recorded.graph_of_plan(root)).items():
            kind, _, path = key.rpartition(" ")[2].partition(".")
            if key not in mine and path and UNKNOWN not in values and "${" not in str(values):
                sent.setdefault(kind, {})[path] = sorted({*sent.get(kind, {}).get(path, []), *values})
    assert sent == DEFAULTS
