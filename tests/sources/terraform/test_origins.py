"""Evidence from Terraform tells the calls of modules that led to a resource, and what a plan does to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buttress import wiring

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = 'resource "aws_sqs_queue" "this" {}\n'


def places(folder: Path) -> set[str]:
    review = wiring.review([folder])
    return {record.place for record in review.evidence if record.check.id == "sqs-dead-letter-queue"}


def test_a_resource_of_a_module_tells_who_calls_it(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('\nmodule "jobs" {\n  source = "./modules/jobs"\n}\n')
    for name, text in (("jobs", 'module "queue" {\n  source = "../queue"\n}\n'), ("queue", QUEUE)):
        (tmp_path / "modules" / name).mkdir(parents=True)
        (tmp_path / "modules" / name / "main.tf").write_text(text)
    assert places(tmp_path) == {"modules/queue/main.tf:1 (called at main.tf:2 and modules/jobs/main.tf:1)"}


def test_a_resource_of_the_root_has_its_place_alone(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(QUEUE)
    assert places(tmp_path) == {"main.tf:1"}


def test_a_plan_says_what_it_does(tmp_path: Path) -> None:
    address = {"address": "aws_sqs_queue.this", "mode": "managed", "type": "aws_sqs_queue", "name": "this"}
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [{**address, "values": {"name": "jobs"}}]}},
        "resource_changes": [{**address, "change": {"actions": ["create"], "after": {"name": "jobs"}}}],
        "configuration": {"root_module": {}},
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    (place,) = places(tmp_path)
    assert place.startswith("plan.json:1 (planned: create")


def test_what_a_block_adds_to_does_not_reach_what_is_made_beside_it(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        """
resource "aws_secretsmanager_secret" "s" {
  policy = jsonencode({ Statement = [] })
}

resource "aws_secretsmanager_secret_version" "s" {
  secret_id     = aws_secretsmanager_secret.s.id
  secret_string = "x"
}
"""
    )
    secret, policy = wiring.review([tmp_path]).graph.resources
    assert (secret.type, policy.type) == ("AWS::SecretsManager::Secret", "AWS::SecretsManager::ResourcePolicy")
    assert secret.present("SecretString")
    assert not policy.present("SecretString")
