"""Plans in the JSON that `terraform show -json` writes become resources with exact values."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from buttress.graph.resource import Resource
from buttress.graph.values import Hole, NotKnown, Reference, Text
from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import Reading
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.plan import plan_reading, planned_folders

FEW: Any = yaml.safe_load(Path(__file__).with_name("mapping").joinpath("few_types.yaml").read_text(encoding="utf-8"))


def planned(address: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    kind, name = address.rpartition("module.")[2].split(".")[-2:]
    return {
        "address": address,
        "mode": "managed",
        "type": kind,
        "name": name.partition("[")[0],
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "schema_version": 0,
        "values": values,
        "sensitive_values": {},
        **more,
    }


def change(address: str, *actions: str, unknown: Any = None, sensitive: Any = None) -> dict[str, Any]:  # noqa: ANN401
    return {
        "address": address,
        "mode": "managed",
        "change": {
            "actions": list(actions),
            "before": None,
            "after_unknown": unknown or {},
            "after_sensitive": sensitive or {},
        },
    }


PLAN: dict[str, Any] = {
    "format_version": "1.2",
    "terraform_version": "1.13.4",
    "variables": {"name": {"value": "orders"}},
    "planned_values": {
        "root_module": {
            "resources": [
                planned("aws_sqs_queue.dlq", {"name": "failed", "tags": None}),
                planned(
                    "aws_sqs_queue.orders", {"name": "orders", "visibility_timeout_seconds": 30, "tags": {"Team": "a"}}
                ),
                planned("aws_s3_bucket.store", {"bucket": "store"}),
                planned("aws_s3_bucket_versioning.store", {"versioning_configuration": [{"status": "Enabled"}]}),
            ],
            "child_modules": [
                {
                    "address": 'module.worker["a"]',
                    "resources": [
                        planned('module.worker["a"].aws_iam_role.this', {"name": "worker", "managed_policy_arns": []}),
                        planned(
                            'module.worker["a"].aws_iam_role_policy_attachment.this',
                            {"policy_arn": "arn:x", "role": "worker"},
                        ),
                        planned('module.worker["a"].aws_sqs_queue.mine[0]', {"name": "mine"}, index=0),
                    ],
                }
            ],
        }
    },
    "resource_changes": [
        change("aws_sqs_queue.dlq", "no-op", unknown={"arn": True, "id": True}),
        change("aws_sqs_queue.orders", "update", unknown={"redrive_policy": True, "arn": True, "tags": {"Zone": True}}),
        change("aws_s3_bucket.store", "delete", "create", unknown={"id": True}),
        change("aws_s3_bucket_versioning.store", "create", unknown={"bucket": True}),
        change('module.worker["a"].aws_sqs_queue.mine[0]', "create", unknown={"kms_master_key_id": True}),
        change("aws_sqs_queue.gone", "delete"),
    ],
    "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": []}}},
    "configuration": {
        "root_module": {
            "resources": [
                {"address": "aws_sqs_queue.dlq", "mode": "managed", "expressions": {}},
                {
                    "address": "aws_sqs_queue.orders",
                    "mode": "managed",
                    "expressions": {"redrive_policy": {"references": ["aws_sqs_queue.dlq.arn", "aws_sqs_queue.dlq"]}},
                },
                {"address": "aws_s3_bucket.store", "mode": "managed", "expressions": {}},
                {
                    "address": "aws_s3_bucket_versioning.store",
                    "mode": "managed",
                    "expressions": {
                        "bucket": {"references": ["aws_s3_bucket.store.id", "aws_s3_bucket.store"]},
                        "versioning_configuration": [{"status": {"constant_value": "Enabled"}}],
                    },
                },
            ],
            "module_calls": {
                "worker": {
                    "source": "./worker",
                    "expressions": {"key": {"references": ["aws_sqs_queue.orders.arn", "aws_sqs_queue.orders"]}},
                    "module": {
                        "resources": [
                            {
                                "address": "aws_iam_role_policy_attachment.this",
                                "mode": "managed",
                                "expressions": {
                                    "role": {"references": ["aws_iam_role.this.name", "aws_iam_role.this"]}
                                },
                            },
                            {
                                "address": "aws_sqs_queue.mine",
                                "mode": "managed",
                                "expressions": {"kms_master_key_id": {"references": ["var.key"]}},
                            },
                        ]
                    },
                }
            },
        }
    },
}


def read(folder: Path, text: str | bytes, name: str = "plan.json") -> Reading:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return plan_reading(discover([folder]), Worlds(), lambda worlds: RootRegister(worlds, of_documents({"few": FEW})))


def resources(folder: Path, plan: object = None) -> dict[str, Resource]:
    found = read(folder, json.dumps(PLAN if plan is None else plan))
    assert not found.problems
    return {one.logical_id: one for one in found.resources}


def test_values_are_those_of_the_plan(tmp_path: Path) -> None:
    orders = resources(tmp_path)["aws_sqs_queue.orders"]
    assert orders.type == "AWS::SQS::Queue"
    assert orders.text("QueueName") == "orders"
    assert orders.number("VisibilityTimeout") == 30


def test_an_unknown_value_is_the_reference_that_its_expression_is(tmp_path: Path) -> None:
    found = resources(tmp_path)
    assert found["aws_sqs_queue.orders"].get("RedrivePolicy") == Reference(found["aws_sqs_queue.dlq"], "Arn")


def test_a_reference_is_followed_through_the_variable_of_a_module(tmp_path: Path) -> None:
    found = resources(tmp_path)
    mine = found['module.worker["a"].aws_sqs_queue.mine[0]']
    assert mine.get("KmsMasterKeyId") == Reference(found["aws_sqs_queue.orders"], "Arn")


def test_blocks_that_add_to_a_resource_find_it_in_their_module_instance(tmp_path: Path) -> None:
    found = resources(tmp_path)
    assert found["aws_s3_bucket.store"].text("VersioningConfiguration.Status") == "Enabled"
    role = found['module.worker["a"].aws_iam_role.this']
    assert [one.text() for one in role.each("ManagedPolicyArns")] == ["arn:x"]


def test_a_part_that_is_known_after_apply_leaves_the_rest_known(tmp_path: Path) -> None:
    tags = list(resources(tmp_path)["aws_sqs_queue.orders"].each("Tags"))
    assert [tag.text("Key") for tag in tags] == ["Team", "Zone"]
    assert tags[0].text("Value") == "a"
    with pytest.raises(NotKnown, match="known after apply"):
        tags[1].text("Value")


def test_an_unknown_value_of_several_references_stays_unknown(tmp_path: Path) -> None:
    plan = copy.deepcopy(PLAN)
    expressions = plan["configuration"]["root_module"]["resources"][1]["expressions"]
    expressions["redrive_policy"]["references"] += ["var.name"]
    with pytest.raises(NotKnown, match="known after apply"):
        resources(tmp_path, plan)["aws_sqs_queue.orders"].text("RedrivePolicy")


def test_a_known_value_that_is_more_than_its_reference_stays_the_value(tmp_path: Path) -> None:
    plan = copy.deepcopy(PLAN)
    (orders,) = [
        one for one in plan["configuration"]["root_module"]["resources"] if one["address"] == "aws_sqs_queue.orders"
    ]
    orders["expressions"]["name"] = {"references": ["aws_sqs_queue.dlq.name", "aws_sqs_queue.dlq"]}
    assert resources(tmp_path, plan)["aws_sqs_queue.orders"].get("QueueName") == "orders"


def test_a_known_value_that_is_its_reference_is_the_reference(tmp_path: Path) -> None:
    plan = copy.deepcopy(PLAN)
    plan["planned_values"]["root_module"]["resources"][0]["values"]["arn"] = "arn:aws:sqs:eu-west-1:1:failed"
    plan["planned_values"]["root_module"]["resources"][1]["values"]["redrive_policy"] = "arn:aws:sqs:eu-west-1:1:failed"
    plan["resource_changes"][1]["change"]["after_unknown"] = {}
    found = resources(tmp_path, plan)
    assert found["aws_sqs_queue.orders"].get("RedrivePolicy") == Reference(found["aws_sqs_queue.dlq"], "Arn")


def test_what_is_deleted_is_left_out(tmp_path: Path) -> None:
    assert "aws_sqs_queue.gone" not in resources(tmp_path)


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    plan = copy.deepcopy(PLAN)
    plan["planned_values"]["root_module"]["resources"][0]["values"]["kms_master_key_id"] = "hunter2"
    plan["resource_changes"][0]["change"]["after_sensitive"] = {"kms_master_key_id": True}
    value = resources(tmp_path, plan)["aws_sqs_queue.dlq"].get("KmsMasterKeyId")
    assert isinstance(value, Text)
    assert value.parts == (Hole("hidden", "sensitive"),)


def test_a_resource_is_placed_on_its_line_of_the_json(tmp_path: Path) -> None:
    text = json.dumps(PLAN, indent=1)
    (dlq,) = [one for one in read(tmp_path, text).resources if one.logical_id == "aws_sqs_queue.dlq"]
    lines = text.splitlines()
    assert dlq.location.file == "plan.json"
    assert lines[dlq.location.line - 1].strip() == '"address": "aws_sqs_queue.dlq",'
    assert dlq.location.line > lines.index(' "planned_values": {')


def test_values_point_into_the_configuration_where_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "worker").mkdir()
    (tmp_path / "worker" / "main.tf").write_text('resource "aws_iam_role" "this" {\n  name = "worker"\n}\n')
    (tmp_path / "main.tf").write_text(
        'resource "aws_sqs_queue" "dlq" {}\n'
        'resource "aws_sqs_queue" "orders" {\n  name                       = "orders"\n'
        "  visibility_timeout_seconds = 30\n}\n"
        'resource "aws_s3_bucket" "store" {}\n'
        'resource "aws_s3_bucket_versioning" "store" {}\n'
        'module "worker" {\n  source = "./worker"\n}\n'
    )
    found = read(tmp_path, json.dumps(PLAN))
    by_name = {one.logical_id: one for one in found.resources}
    assert str(by_name["aws_sqs_queue.orders"].location) == "main.tf:2"
    assert str(by_name["aws_sqs_queue.orders"].at("VisibilityTimeout")) == "main.tf:4"
    assert str(by_name['module.worker["a"].aws_iam_role.this'].at("RoleName")) == "worker/main.tf:2"
    assert {"main.tf", "plan.json"} <= found.claimed
    assert [(root.path, root.resources) for root in found.roots] == [(".", 5)]


def test_a_configuration_with_other_addresses_is_another_one(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "other" {}\n')
    found = read(tmp_path, json.dumps(PLAN))
    assert found.claimed == {"plan.json"}
    assert planned_folders(found) == set()


def test_plans_of_one_configuration_have_roots_of_their_own(tmp_path: Path) -> None:
    plan = {
        **PLAN,
        "configuration": {"root_module": {"resources": [{"address": "aws_s3_bucket.b", "mode": "managed"}]}},
    }
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    (tmp_path / "other.json").write_text(json.dumps(plan))
    found = read(tmp_path, json.dumps(plan))
    assert [root.path for root in found.roots] == [".", "plan.json"]
    assert planned_folders(found) == {"."}
    assert len({one.id for one in found.resources}) == len(found.resources)


def test_a_version_that_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, json.dumps({**PLAN, "format_version": "2.0"})).problems
    assert "version 2.0 of this format is not known" in problem.message
    assert problem.stops


@pytest.mark.parametrize(
    "text",
    [
        '{"format_version": "1.2", "planned_values": ',
        '{"format_version": "1.2", "planned_values": ' + '{"a": ' * 3000,
        '{"format_version": "1.2", "planned_values": \x00}',
    ],
    ids=["cut off", "too deep", "not JSON"],
)
def test_a_broken_plan_is_a_problem(tmp_path: Path, text: str) -> None:
    (problem,) = read(tmp_path, text).problems
    assert problem.file == "plan.json"
    assert problem.message.startswith("the plan or state is no JSON")


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [None], [1], {"resources": 3}, {"resources": [{}]}])
@pytest.mark.parametrize("part", ["planned_values", "resource_changes", "configuration"])
def test_parts_of_another_shape_do_no_harm(tmp_path: Path, part: str, odd: object) -> None:
    assert not read(tmp_path, json.dumps({**PLAN, part: odd})).problems


def test_deep_values_are_answered(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = {"a": deep}
    plan = copy.deepcopy(PLAN)
    plan["planned_values"]["root_module"]["resources"][0]["values"]["tags"] = deep
    assert list(resources(tmp_path, plan)["aws_sqs_queue.dlq"].each("Tags"))


def test_other_json_is_no_plan(tmp_path: Path) -> None:
    found = read(tmp_path, '{"format_version": "1.0", "dependencies": {}}')
    assert (found.resources, found.problems, found.claimed) == ([], [], set())
