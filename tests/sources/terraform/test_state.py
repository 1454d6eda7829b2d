"""States of Terraform become resources with the values of the last apply."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from buttress.graph.resource import Resource
from buttress.graph.values import Hole, Reference, Text
from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import Reading
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.state import state_reading

FEW: Any = yaml.safe_load(Path(__file__).with_name("mapping").joinpath("few_types.yaml").read_text(encoding="utf-8"))
DLQ = "arn:aws:sqs:eu-west-1:123456789012:failed"


def managed(kind: str, name: str, *instances: dict[str, Any], module: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"module": module} if module else {}
    return {
        **found,
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": list(instances),
    }


def instance(key: str | int | None = None, secrets: object = (), **attributes: Any) -> dict[str, Any]:  # noqa: ANN401
    keyed = {} if key is None else {"index_key": key}
    return {**keyed, "schema_version": 0, "attributes": attributes, "sensitive_attributes": secrets}


STATE: dict[str, Any] = {
    "version": 4,
    "terraform_version": "1.13.4",
    "serial": 12,
    "lineage": "3f3d2e5a-0c39-8b3c-6a6e-ff1f1d8f4b33",
    "outputs": {},
    "resources": [
        {**managed("aws_caller_identity", "me", instance(account_id="123456789012")), "mode": "data"},
        managed("aws_sqs_queue", "dlq", instance(name="failed", arn=DLQ, id="https://sqs.amazonaws.com/1/failed")),
        managed(
            "aws_sqs_queue",
            "orders",
            instance("a", name="orders-a", arn=f"{DLQ}-a", redrive_policy={"deadLetterTargetArn": DLQ}, tags={}),
            instance(
                "b",
                [[{"type": "get_attr", "value": "kms_master_key_id"}]],
                name="orders-b",
                kms_master_key_id="hunter2",
            ),
            {**instance("c", name="old"), "deposed": "6f1b0a7c"},
        ),
        managed("aws_s3_bucket", "store", instance(0, id="store", bucket="store"), module="module.files"),
        managed(
            "aws_s3_bucket_versioning",
            "store",
            instance(0, bucket="store", versioning_configuration=[{"status": "Enabled"}]),
            module="module.files",
        ),
    ],
    "check_results": None,
}


def read(folder: Path, text: str, name: str = "terraform.tfstate") -> Reading:
    (folder / name).write_text(text, encoding="utf-8")
    return state_reading(discover([folder]), Worlds(), lambda worlds: RootRegister(worlds, of_documents({"few": FEW})))


def resources(folder: Path, state: object = None) -> dict[str, Resource]:
    found = read(folder, json.dumps(STATE if state is None else state, indent=2))
    assert not found.problems
    return {one.logical_id: one for one in found.resources}


def test_addresses_are_put_together(tmp_path: Path) -> None:
    assert sorted(resources(tmp_path)) == [
        "aws_sqs_queue.dlq",
        'aws_sqs_queue.orders["a"]',
        'aws_sqs_queue.orders["b"]',
        "module.files.aws_s3_bucket.store[0]",
    ]


def test_an_arn_of_another_resource_is_a_reference(tmp_path: Path) -> None:
    found = resources(tmp_path)
    orders = found['aws_sqs_queue.orders["a"]']
    assert orders.get("RedrivePolicy.deadLetterTargetArn") == Reference(found["aws_sqs_queue.dlq"], "Arn")
    assert orders.text("QueueName") == "orders-a"


def test_an_arn_that_two_resources_have_is_no_reference(tmp_path: Path) -> None:
    state = json.loads(json.dumps(STATE))
    state["resources"].append(managed("aws_sqs_queue", "twin", instance(arn=DLQ)))
    orders = resources(tmp_path, state)['aws_sqs_queue.orders["a"]']
    assert orders.text("RedrivePolicy.deadLetterTargetArn") == DLQ


def test_what_adds_to_a_resource_finds_it_by_its_name(tmp_path: Path) -> None:
    bucket = resources(tmp_path)["module.files.aws_s3_bucket.store[0]"]
    assert bucket.text("VersioningConfiguration.Status") == "Enabled"


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    value = resources(tmp_path)['aws_sqs_queue.orders["b"]'].get("KmsMasterKeyId")
    assert isinstance(value, Text)
    assert value.parts == (Hole("hidden", "sensitive"),)


def test_a_resource_is_placed_on_its_line(tmp_path: Path) -> None:
    dlq = resources(tmp_path)["aws_sqs_queue.dlq"]
    lines = json.dumps(STATE, indent=2).splitlines()
    assert lines[dlq.location.line - 1].strip() == '"type": "aws_sqs_queue",'
    assert lines[dlq.location.line].strip() == '"name": "dlq",'


def test_a_state_that_was_shown_as_json_is_read_too(tmp_path: Path) -> None:
    queue = {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "values": {"name": "q"}}
    shown = {
        "format_version": "1.0",
        "terraform_version": "1.13.4",
        "values": {
            "root_module": {"child_modules": [{"resources": [{**queue, "address": "module.m.aws_sqs_queue.q"}]}]}
        },
    }
    (found,) = resources(tmp_path, shown).values()
    assert (found.logical_id, found.text("QueueName")) == ("module.m.aws_sqs_queue.q", "q")


def test_a_state_beside_a_configuration_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "dlq" {}\n')
    assert not read(tmp_path, json.dumps(STATE)).roots
    named = state_reading(discover([tmp_path, tmp_path / "terraform.tfstate"]), Worlds())
    assert [root.path for root in named.roots] == ["terraform.tfstate"]


def test_a_version_that_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, json.dumps({**STATE, "version": 3})).problems
    assert "version 3 of this format is not known" in problem.message


@pytest.mark.parametrize("odd", [None, 1, "x", [None], [{"mode": "managed"}], [{"mode": "managed", "instances": [1]}]])
def test_parts_of_another_shape_do_no_harm(tmp_path: Path, odd: object) -> None:
    assert not read(tmp_path, json.dumps({**STATE, "resources": odd})).problems


@pytest.mark.parametrize("odd", [1, [1], [[1]], [[{"value": 1}]], [[{"value": "a"}, {"value": "b"}], [{"value": "a"}]]])
def test_odd_paths_of_secrets_do_no_harm(tmp_path: Path, odd: object) -> None:
    state = {**STATE, "resources": [managed("aws_sqs_queue", "q", instance(secrets=odd, name="q"))]}
    assert resources(tmp_path, state)["aws_sqs_queue.q"].text("QueueName") == "q"
