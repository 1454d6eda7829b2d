"""Types of the awscc provider have CloudFormation's properties under names in snake case."""

import pytest

from buttress.graph.values import Reference
from buttress.sources.terraform.mapping.awscc import awscc_entry, camel_case, names_of, snake_case
from buttress.sources.terraform.mapping.catalogue import of_documents
from tests.checks import schemas
from tests.sources.terraform.mapping.instances import Either, Ref, Root, Said, values


@pytest.mark.parametrize(
    ("name", "snake"),
    [
        ("SqsManagedSseEnabled", "sqs_managed_sse_enabled"),
        ("DBInstanceClass", "db_instance_class"),
        ("KMSKeyArn", "kms_key_arn"),
        ("S3Bucket", "s3_bucket"),
        ("Ipv6CidrBlock", "ipv_6_cidr_block"),
        ("CloudWatchLogsRoleArn", "cloudwatch_logs_role_arn"),
    ],
)
def test_names_are_parted_at_capitals_and_digits(name: str, snake: str) -> None:
    assert snake_case(name) == snake


def test_every_property_is_found_again() -> None:
    for kind in sorted(schemas.providers())[::9]:
        names = names_of(kind)
        ours = [name for name in schemas.schema(kind).get("properties", {}) if name[0].isupper()]
        assert [names.canonical(snake_case(name)) for name in ours] == ours


def test_most_names_follow_from_the_rule() -> None:
    assert camel_case("queue_name") == "QueueName"
    assert len(names_of("AWS::SQS::Queue").common) < 1000


def test_a_resource_has_the_canonical_type_and_names() -> None:
    root = Root(of_documents({}))
    root.add(
        "awscc_lambda_function.f",
        function_name="f",
        environment=Said({"variables": {"stage_name": "x"}}),
        tracing_config={"mode": Either("traced", "Active", None)},
        tags=[{"key": "a", "value": "b"}],
        role=Ref("awscc_iam_role.r", "arn"),
        description=None,
    )
    root.add("awscc_iam_role.r", assume_role_policy_document={"Version": "2012-10-17", "Statement": []})
    found = root.resources()
    function = found["awscc_lambda_function.f"]
    assert function.type == "AWS::Lambda::Function"
    assert function.text("FunctionName") == "f"
    assert function.text("Environment.Variables.stage_name") == "x"
    assert values(root.worlds, lambda: function.get("TracingConfig.Mode") == "Active") == [True, False]
    assert [(tag.text("Key"), tag.text("Value")) for tag in function.each("Tags")] == [("a", "b")]
    assert function.get("Role") == Reference(found["awscc_iam_role.r"], "Arn")
    assert function.at("FunctionName").line == 11
    assert not function.present("Description")
    assert found["awscc_iam_role.r"].text("AssumeRolePolicyDocument.Version") == "2012-10-17"


def test_what_identifies_a_resource_is_a_reference_and_what_is_made_has_its_canonical_name() -> None:
    root = Root(of_documents({}))
    root.add("awscc_s3_bucket.b", bucket_name="b")
    (bucket,) = root.resources().values()
    place = root.node(1, 1)
    for name, canonical in (("id", "Ref"), ("bucket_name", "Ref"), ("arn", "Arn"), ("domain_name", "DomainName")):
        found = root.register.attributes.attribute("awscc_s3_bucket.b", name, place)
        assert found is not None
        assert found[0].value == Reference(bucket, canonical)


def test_a_type_that_does_not_exist_is_not_mapped() -> None:
    assert awscc_entry("awscc_no_such_thing") is None
