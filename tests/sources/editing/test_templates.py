"""Properties are set in templates, and every other byte stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.fixing import fixed, lines

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = "sqs-encryption-at-rest"
TRACING = "lambda-tracing"


def test_a_scalar_is_replaced_with_comments_and_order_kept(tmp_path: Path) -> None:
    before = lines("""
        # what came before
        Resources:
            Orders:   # the queue
                Type: 'AWS::SQS::Queue'
                Properties:
                    SqsManagedSseEnabled: false   # for now

                    QueueName: "orders"
        # the end
    """)
    after = fixed(tmp_path, before, QUEUE).text
    assert after == before.replace("false   # for now", "true   # for now")


@pytest.mark.parametrize(
    ("old", "new"),
    [("'false'", "'true'"), ('"false"', '"true"'), ("False", "True"), ("no", "yes"), ("Off", "On"), ("FALSE", "TRUE")],
)
def test_a_value_is_written_as_the_old_one_was(tmp_path: Path, old: str, new: str) -> None:
    before = f"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {{SqsManagedSseEnabled: {old}}}\n"
    assert fixed(tmp_path, before, QUEUE).text == before.replace(old, new)


def test_missing_maps_are_added_at_the_indentation_of_the_file(tmp_path: Path) -> None:
    before = lines("""
        Resources:
            Count:
                Type: AWS::Lambda::Function
                Properties:
                    Code: {ZipFile: ''}
                    Role: !GetAtt Role.Arn   # elsewhere

            # another
            Other:
                Type: AWS::Lambda::Function
    """)
    after = fixed(tmp_path, before, TRACING).text
    assert after == lines("""
        Resources:
            Count:
                Type: AWS::Lambda::Function
                Properties:
                    Code: {ZipFile: ''}
                    Role: !GetAtt Role.Arn   # elsewhere
                    TracingConfig:
                        Mode: Active

            # another
            Other:
                Type: AWS::Lambda::Function
                Properties:
                    TracingConfig:
                        Mode: Active
    """)


def test_what_is_added_inside_a_map_and_behind_it_comes_in_that_order(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          Count:
            Type: AWS::Lambda::Function
            Properties:
              LoggingConfig:
                LogGroup: mine
    """)
    after = fixed(tmp_path, before, TRACING, "lambda-structured-logs").text
    assert after == lines("""
        Resources:
          Count:
            Type: AWS::Lambda::Function
            Properties:
              LoggingConfig:
                LogGroup: mine
                LogFormat: JSON
              TracingConfig:
                Mode: Active
    """)


def test_flow_maps_stay_flow_maps(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          F: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}  # one
          G: {Type: AWS::Lambda::Function}
    """)
    assert fixed(tmp_path, before, TRACING).text == lines("""
        Resources:
          F: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, TracingConfig: {Mode: Active}}}  # one
          G: {Type: AWS::Lambda::Function, Properties: {TracingConfig: {Mode: Active}}}
    """)


def test_lines_that_end_as_on_windows_and_a_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    before = "\ufeffResources:\r\n  F:\r\n    Type: AWS::Lambda::Function\r\n    Properties:\r\n      Handler: a.b\r\n"
    after = fixed(tmp_path, before, TRACING)
    assert after.text == before.removeprefix("\ufeff") + "      TracingConfig:\r\n        Mode: Active\r\n"


@pytest.mark.parametrize(
    "end", ["Properties:\n      Handler: a.b", "Properties:", "Properties: {}", "Properties: null"]
)
def test_a_last_line_without_an_end_has_none_afterwards(tmp_path: Path, end: str) -> None:
    before = f"Resources:\n  F:\n    Type: AWS::Lambda::Function\n    {end}"
    after = fixed(tmp_path, before, TRACING)
    assert len(after.found.patches) == 1
    assert after.text.splitlines()[:3] == before.splitlines()[:3]
    assert not after.text.endswith("\n")


def test_a_property_behind_a_text_of_several_lines_does_not_get_into_it(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          F:
            Type: AWS::Lambda::Function
            Properties:
              Code:
                ZipFile: |
                  def handler(event, context):
                    pass


          Q: {Type: AWS::SQS::Queue}
    """)
    after = fixed(tmp_path, before, TRACING).text
    assert after == before.replace("pass\n", "pass\n      TracingConfig:\n        Mode: Active\n")


@pytest.mark.parametrize("indent", [2, 4, "\t", None])
def test_json_stays_json_in_the_form_that_it_has(tmp_path: Path, indent: int | str | None) -> None:
    function = {"Type": "AWS::Lambda::Function"}
    names = {"Handler": "a.b", "Description": "\U0001f600"}
    traced = {"TracingConfig": {"Mode": "Active"}}
    before = json.dumps({"Resources": {"F": {**function, "Properties": names}, "G": function}}, indent=indent)
    after = fixed(tmp_path, before, TRACING, name="template.json").text
    wanted = {"F": {**function, "Properties": {**names, **traced}}, "G": {**function, "Properties": traced}}
    assert after == json.dumps({"Resources": wanted}, indent=indent)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("&a {Mode: PassThrough}\n    Metadata: {Same: *a}", "an anchor stands there, and other places repeat it"),
        ("{<<: {Mode: PassThrough}}", "a map is merged in with `<<`, which may bring Mode"),
        ("{Mode: !If [Never, Active, PassThrough]}", ""),
    ],
)
def test_what_is_repeated_or_decided_elsewhere_is_left(tmp_path: Path, value: str, reason: str) -> None:
    before = f"Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      TracingConfig: {value}\n"
    after = fixed(tmp_path, before, TRACING)
    assert after.text == before
    assert after.why == [reason] * bool(reason)


def test_an_aliased_map_is_left(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          F: {Type: AWS::Lambda::Function, Properties: &same {Handler: a.b}}
          G: {Type: AWS::Lambda::Function, Properties: *same}
    """)
    after = fixed(tmp_path, before, TRACING)
    assert after.text == before
    assert after.why == [
        "an anchor stands there, and other places repeat it",
        "an alias stands there; what it repeats may be meant otherwise elsewhere",
    ]


def test_a_function_that_decides_is_never_overwritten(tmp_path: Path) -> None:
    before = lines("""
        Parameters:
          Encrypts: {Type: String, Default: 'false'}
        Resources:
          Orders: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: !Ref Encrypts}}
    """)
    after = fixed(tmp_path, before, QUEUE)
    assert (after.text, after.why) == (before, ["!Ref Encrypts decides it"])


def test_an_element_of_a_list_is_found_by_its_name_or_added(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          A:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              LoadBalancerAttributes:
              - Key: idle_timeout.timeout_seconds
                Value: "30"
          B:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              LoadBalancerAttributes:
                - Value: "false"  # off
                  Key: deletion_protection.enabled
    """)
    after = fixed(tmp_path, before, "elasticloadbalancingv2-deletion-protection").text
    assert after == before.replace(
        '"30"\n', '"30"\n      - Key: deletion_protection.enabled\n        Value: "true"\n'
    ).replace('"false"  # off', '"true"  # off')


def test_every_element_of_a_list_is_changed_and_none_is_made(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          D:
            Type: AWS::ApiGatewayV2::DomainName
            Properties:
              DomainName: shop.example.com
              DomainNameConfigurations:
                - CertificateArn: a
                  SecurityPolicy: TLS_1_0  # old
                - {CertificateArn: b}
    """)
    after = fixed(tmp_path, before, "apigatewayv2-tls-version").text
    assert after == before.replace("TLS_1_0", "TLS_1_2").replace(
        "{CertificateArn: b}", "{CertificateArn: b, SecurityPolicy: TLS_1_2}"
    )


def test_what_stands_beside_the_properties_is_set_there(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          T:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: Delete
            Properties: {TableName: t}
    """)
    after = fixed(tmp_path, before, "dynamodb-deletion-policy").text
    assert after == before.replace("Policy: Delete", "Policy: Retain") + "    UpdateReplacePolicy: Retain\n"


def test_a_resource_that_the_cdk_wrote_is_left_to_the_app(tmp_path: Path) -> None:
    before = lines("""
        Resources:
          Q:
            Type: AWS::SQS::Queue
            Properties: {SqsManagedSseEnabled: false}
            Metadata: {aws:cdk:path: Stack/Q/Resource}
    """)
    after = fixed(tmp_path, before, QUEUE)
    assert (after.text, after.why) == (before, ["the CDK makes this resource; change the app"])
