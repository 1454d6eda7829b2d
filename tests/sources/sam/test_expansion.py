from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.node import CALL, MAP
from tests.reading import in_worlds, read, read_folder, resource
from tests.sources.sam.expanding import expanded

if TYPE_CHECKING:
    from pathlib import Path

FUNCTION = """
    Resources:
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          Handler: app.handler
          Runtime: python3.12
          CodeUri: src/
"""


def test_a_function_keeps_its_logical_id_under_its_canonical_type() -> None:
    assert expanded(FUNCTION).types == {"Orders": "AWS::Lambda::Function", "OrdersRole": "AWS::IAM::Role"}


def test_a_local_path_of_code_stays() -> None:
    assert expanded(FUNCTION).content("Orders", "Properties", "Code") == "src/"


def test_a_property_that_sam_does_not_know_passes_on() -> None:
    found = expanded(FUNCTION + "          NewerThanThis: {Of: Lambda}\n")
    assert found.content("Orders", "Properties", "NewerThanThis") == {"Of": "Lambda"}


def test_a_property_under_a_condition_stays_under_it() -> None:
    found = expanded(FUNCTION + "          DeadLetterQueue: !If [A, {Type: SQS, TargetArn: one}, !Ref AWS::NoValue]\n")
    assert found.content("Orders", "Properties", "DeadLetterConfig") == {
        "Fn::If": ["A", {"TargetArn": "one"}, {"Ref": "AWS::NoValue"}]
    }


def test_policies_of_two_kinds_in_one_condition_become_one_of_each() -> None:
    found = expanded(FUNCTION + "          Policies:\n            - !If [A, ReadOnlyAccess, {Statement: []}]\n")
    assert found.content("OrdersRole", "Properties", "ManagedPolicyArns", 1) == {
        "Fn::If": ["A", "arn:aws:iam::aws:policy/ReadOnlyAccess", {"Ref": "AWS::NoValue"}]
    }
    assert found.content("OrdersRole", "Properties", "Policies", 0) == {
        "Fn::If": [
            "A",
            {"Ref": "AWS::NoValue"},
            {"PolicyName": "OrdersRolePolicy0", "PolicyDocument": {"Statement": []}},
        ]
    }


def test_the_name_of_a_managed_policy_becomes_the_arn_that_it_has() -> None:
    found = expanded(FUNCTION + "          Policies: [AWSLambdaRole, NewPolicy, arn:aws:iam::1:policy/own]\n")
    assert found.content("OrdersRole", "Properties", "ManagedPolicyArns") == [
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::aws:policy/service-role/AWSLambdaRole",
        "arn:aws:iam::aws:policy/NewPolicy",
        "arn:aws:iam::1:policy/own",
    ]


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("          Events: !Ref Some\n", 9, "Events of Orders is no map, so SAM cannot expand it."),
        (
            "          Events:\n            A: {Type: Unknown}\n",
            10,
            "the event A of Orders has a type that SAM does not know: Unknown.",
        ),
        ("          Events:\n            A: []\n", 10, "the event A of Orders is no map with a Type and Properties."),
        (
            "          Events:\n            A: {Type: Api, Properties: {Method: get}}\n",
            10,
            "the event A of Orders has no literal Path.",
        ),
        (
            "          Events:\n            A: {Type: S3, Properties: {Bucket: one, Events: [x]}}\n",
            10,
            "the event A of Orders needs a Bucket of the same template.",
        ),
        (
            "          Policies:\n            - NoSuchPolicy: {}\n",
            10,
            "SAM has no policy template of the name NoSuchPolicy.",
        ),
        (
            "          DeploymentPreference: {Type: AllAtOnce}\n",
            9,
            "Orders has a DeploymentPreference, but publishes no alias.",
        ),
    ],
)
def test_what_cannot_be_expanded_is_a_problem_and_the_rest_is_expanded(lines: str, line: int, message: str) -> None:
    found = expanded(FUNCTION + lines)
    assert [(problem.line, problem.message) for problem in found.problems] == [(line, message)]
    assert found.types["Orders"] == "AWS::Lambda::Function"
    assert "OrdersRole" in found.types


def test_a_resource_without_a_map_of_properties_stays_as_it_is() -> None:
    found = expanded("Resources: {Orders: {Type: 'AWS::Serverless::Function', Properties: [1]}}")
    assert found.types == {"Orders": "AWS::Serverless::Function"}
    assert [problem.message for problem in found.problems] == [
        "the Properties of Orders are no map, so SAM cannot expand it."
    ]


def test_a_definition_beside_the_template_becomes_the_body_with_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text("openapi: 3.0.1\npaths:\n  /one: {}\n", encoding="utf-8")
    found = expanded(
        "Resources: {Api: {Type: 'AWS::Serverless::Api', Properties: {StageName: live, DefinitionUri: api.yaml}}}",
        tmp_path,
    )
    path = found.node("Api", "Properties", "Body", "paths", "/one")
    assert (path.file, path.line) == ("api.yaml", 3)


def test_a_state_machine_beside_the_template_is_read_with_its_substitutions(tmp_path: Path) -> None:
    (tmp_path / "flow.asl.json").write_text('{"StartAt": "One",\n "States": {}}', encoding="utf-8")
    found = expanded(
        """
        Resources:
          Flow:
            Type: AWS::Serverless::StateMachine
            Properties:
              DefinitionUri: flow.asl.json
              DefinitionSubstitutions: {One: two}
        """,
        tmp_path,
    )
    definition = found.node("Flow", "Properties", "DefinitionString")
    assert (definition.kind, definition.file, definition.value["States"].line) == (MAP, "flow.asl.json", 2)
    assert found.content("Flow", "Properties", "DefinitionSubstitutions") == {"One": "two"}


def test_a_substitution_may_stand_where_json_has_a_number(tmp_path: Path) -> None:
    text = '{"TimeoutSeconds": ${Most},\n "StartAt": "${First}", "States": {"Retries": [${Some}, 2]}}'
    (tmp_path / "flow.json").write_text(text, encoding="utf-8")
    found = expanded(
        "Resources: {Flow: {Type: 'AWS::Serverless::StateMachine', Properties: {DefinitionUri: flow.json}}}", tmp_path
    )
    assert found.problems == ()
    assert found.content("Flow", "Properties", "DefinitionString") == {
        "TimeoutSeconds": "${Most}",
        "StartAt": "${First}",
        "States": {"Retries": ["${Some}", 2]},
    }


def test_a_definition_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "flow.json").write_text('{"StartAt": ', encoding="utf-8")
    found = expanded(
        "Resources: {Flow: {Type: 'AWS::Serverless::StateMachine', Properties: {DefinitionUri: flow.json}}}", tmp_path
    )
    assert [problem.file for problem in found.problems] == ["flow.json"]
    assert found.content("Flow", "Properties", "DefinitionS3Location") == "flow.json"


def test_a_route_that_two_events_declare_is_a_problem() -> None:
    event = "{Type: Api, Properties: {Path: /one, Method: get}}"
    found = expanded(FUNCTION + f"          Events:\n            A: {event}\n            B: {event}\n")
    assert [problem.message for problem in found.problems] == ["get /one of ServerlessRestApi is declared twice."]


def test_an_application_beside_the_template_is_read_as_a_nested_stack(tmp_path: Path) -> None:
    files = {
        "template.yaml": """
            Resources:
              Inner:
                Type: AWS::Serverless::Application
                Properties:
                  Location: inner/template.yaml
                  Parameters: {Name: given}
        """,
        "inner/template.yaml": """
            Parameters: {Name: {Type: String}}
            Resources:
              Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name}}
        """,
    }
    assert resource(read_folder(tmp_path, files), "Inner/Topic").get("TopicName") == "given"


def test_an_application_of_the_repository_keeps_its_id() -> None:
    location = "{ApplicationId: arn:app, SemanticVersion: 1.0.0}"
    found = expanded(
        f"Resources: {{Inner: {{Type: 'AWS::Serverless::Application', Properties: {{Location: {location}}}}}}}"
    )
    assert found.content("Inner", "Properties", "TemplateURL") == "arn:app"


def test_a_reference_to_what_sam_generates_points_at_it() -> None:
    found = expanded(
        FUNCTION
        + """
          AutoPublishAlias: live
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Ref Orders.Alias
          DisplayName: !Sub "${Orders.Version}-${Orders.Alias.Name}-${AWS::Region}"
          Other: !GetAtt Orders.Version.Version
          More: !Sub ["${Own}-${Orders.Alias}", {Own: !Ref Orders.Version}]
        """
    )
    assert found.content("Topic", "Properties") == {
        "TopicName": {"Ref": "OrdersAliaslive"},
        "DisplayName": {"Fn::Sub": "${OrdersVersion}-${OrdersAliaslive.Name}-${AWS::Region}"},
        "Other": {"Fn::GetAtt": ["OrdersVersion", "Version"]},
        "More": {"Fn::Sub": ["${Own}-${OrdersAliaslive}", {"Own": {"Ref": "OrdersVersion"}}]},
    }


def test_a_generated_resource_exists_only_where_its_cause_does() -> None:
    graph = read(
        """
        Conditions: {First: !Equals [!Ref "AWS::Region", us-east-1]}
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Condition: First
            Properties: {Handler: a, Runtime: python3.12, CodeUri: src/}
        """
    )
    role = resource(graph, "OrdersRole")
    assert in_worlds(graph, role.exists) == {
        "AWS::Region=us-east-1": True,
        "AWS::Region=any other": False,
    }


def test_an_alias_named_by_a_parameter_keeps_the_reference() -> None:
    found = expanded(
        "Parameters: {Name: {Type: String, Default: live}}\n"
        + FUNCTION.replace("\n    ", "\n")
        + "      AutoPublishAlias: !Ref Name\n"
    )
    assert found.node("OrdersAliaslive", "Properties", "Name").kind == CALL


@pytest.mark.parametrize(
    ("common", "own", "merged"),
    [
        ("{A: 1, B: {C: 2}}", "{B: {D: 3}}", {"A": 1, "B": {"C": 2, "D": 3}}),
        ("[1]", "[2]", [1, 2]),
        ("one", "two", "two"),
        ("{A: 1}", "!Ref Other", {"Ref": "Other"}),
        ("!Ref Other", "{A: 1}", {"A": 1}),
        ("[1]", "!If [A, [2], [3]]", {"Fn::If": ["A", [2], [3]]}),
    ],
)
def test_globals_merge(common: str, own: str, merged: object) -> None:
    found = expanded(
        f"Globals: {{Function: {{Some: {common}}}}}\n" + FUNCTION.replace("\n    ", "\n") + f"      Some: {own}\n"
    )
    assert found.content("Orders", "Properties", "Some") == merged


def test_architectures_of_a_function_replace_those_of_globals() -> None:
    found = expanded(
        "Globals: {Function: {Architectures: [x86_64]}}\n"
        + FUNCTION.replace("\n    ", "\n")
        + "      Architectures: [arm64]\n"
    )
    assert found.content("Orders", "Properties", "Architectures") == ["arm64"]


@pytest.mark.parametrize(
    ("source", "destination", "message"),
    [
        ("{Id: Topic}", "{Id: Topic}", "SAM connects no AWS::SNS::Topic with AWS::SNS::Topic (Link)."),
        ("{Id: Topic}", "{Id: Nowhere}", "a connector speaks of Nowhere, which is no resource of this template."),
        ("{Type: 'AWS::SNS::Topic'}", "{Id: Queue}", "a connector needs the Source.Arn, which nothing tells."),
        (
            "{Type: 'AWS::Lambda::Function'}",
            "{Id: Queue}",
            "the connector Link finds no RoleName of AWS::Lambda::Function to give the policy to.",
        ),
    ],
)
def test_a_connector_between_what_cannot_be_connected_stays_as_it_is(
    source: str, destination: str, message: str
) -> None:
    found = expanded(
        f"""
        Resources:
          Topic: {{Type: AWS::SNS::Topic}}
          Queue: {{Type: AWS::SQS::Queue}}
          Link:
            Type: AWS::Serverless::Connector
            Properties: {{Source: {source}, Destination: {destination}, Permissions: [Write]}}
        """
    )
    assert [problem.message for problem in found.problems] == [message]
    assert found.types == {
        "Topic": "AWS::SNS::Topic",
        "Queue": "AWS::SQS::Queue",
        "Link": "AWS::Serverless::Connector",
    }


def properties_of(short_type: str, properties: str) -> dict[str, object]:
    found = expanded(f"Resources: {{It: {{Type: 'AWS::Serverless::{short_type}', Properties: {properties}}}}}")
    assert found.problems == ()
    content = found.content("It", "Properties")
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize(
    ("short_type", "properties", "name", "expected"),
    [
        ("Function", "{Handler: a}", "Code", {}),
        ("Function", "{PackageType: Image}", "Code", {}),
        ("Function", "{CodeUri: !Ref Place}", "Code", {"Ref": "Place"}),
        (
            "Function",
            "{CodeUri: s3://bucket/a/key?versionId=2, SourceKMSKeyArn: one}",
            "Code",
            {"S3Bucket": "bucket", "S3Key": "a/key", "S3ObjectVersion": "2", "SourceKMSKeyArn": "one"},
        ),
        (
            "Function",
            "{Role: !If [A, !Ref 'AWS::NoValue', !Ref 'AWS::NoValue']}",
            "Role",
            {"Fn::GetAtt": ["ItRole", "Arn"]},
        ),
        ("Function", "{Tracing: Disabled}", "TracingConfig", None),
        ("Api", "{StageName: a, EndpointConfiguration: !Ref 'AWS::NoValue'}", "Parameters", None),
        (
            "Api",
            "{StageName: a, DefinitionUri: !Sub 's3://${Bucket}/key'}",
            "BodyS3Location",
            {"Fn::Sub": "s3://${Bucket}/key"},
        ),
        ("StateMachine", "{Name: one}", "DefinitionString", None),
        ("LayerVersion", "{ContentUri: layer/}", "Content", "layer/"),
        ("SimpleTable", "{}", "KeySchema", [{"AttributeName": "id", "KeyType": "HASH"}]),
        ("CapacityProvider", "{VpcConfig: {SubnetIds: [a]}}", "CapacityProviderScalingConfig", None),
        (
            "Application",
            "{Location: !If [A, one.yaml, two.yaml]}",
            "TemplateURL",
            {"Fn::If": ["A", "one.yaml", "two.yaml"]},
        ),
    ],
)
def test_a_property_becomes(short_type: str, properties: str, name: str, expected: object) -> None:
    assert properties_of(short_type, properties).get(name) == expected


def test_an_api_with_a_domain_of_no_shape_is_expanded_without_it() -> None:
    found = expanded(
        """
        Resources:
          Shop:
            Type: AWS::Serverless::Api
            Properties:
              StageName: live
              Auth: {UsagePlan: {CreateUsagePlan: PER_API}}
              Domain: {CertificateArn: one}
        """
    )
    assert [problem.message for problem in found.problems] == ["the Domain of Shop is no map with a DomainName."]
    assert sorted(found.types) == [
        "Shop",
        "ShopApiKey",
        "ShopDeployment",
        "ShopUsagePlan",
        "ShopUsagePlanKey",
        "ShopliveStage",
    ]


def test_a_destination_that_sam_cannot_make_is_a_problem() -> None:
    found = expanded(FUNCTION + "          EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: Lambda}}}\n")
    assert [problem.message for problem in found.problems] == ["a destination of the type Lambda must be named."]
    assert found.content("OrdersEventInvokeConfig", "Properties", "DestinationConfig") == {
        "OnFailure": {"Type": "Lambda"}
    }


def test_retries_alone_configure_invocations() -> None:
    found = expanded(FUNCTION + "          EventInvokeConfig: {MaximumRetryAttempts: 0}\n")
    assert found.content("OrdersEventInvokeConfig", "Properties") == {
        "MaximumRetryAttempts": 0,
        "FunctionName": {"Ref": "Orders"},
        "Qualifier": "$LATEST",
    }


def test_a_key_that_a_function_makes_is_substituted_into_its_arn() -> None:
    found = expanded(
        FUNCTION
        + """
          Events:
            Mail:
              Type: MQ
              Properties:
                Broker: one
                Queues: [two]
                SecretsManagerKmsKeyId: !Ref Key
        """
    )
    statement = found.content("OrdersRole", "Properties", "Policies", 0, "PolicyDocument", "Statement", 1)
    assert statement == {
        "Action": "kms:Decrypt",
        "Effect": "Allow",
        "Resource": {
            "Fn::Sub": [
                "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${KeyId}",
                {"KeyId": {"Ref": "Key"}},
            ]
        },
    }


def test_functions_that_always_shift_share_an_application_under_no_condition() -> None:
    shifting = "{AutoPublishAlias: live, CodeUri: src/, DeploymentPreference: {Type: Own, PassthroughCondition: true}}"
    function = f"{{Type: 'AWS::Serverless::Function', Condition: %s, Properties: {shifting}}}"
    found = expanded(f"Resources: {{One: {function % 'A'}, Two: {function % 'B'}}}")
    assert found.content("ServerlessDeploymentApplication", "Condition") == "ServerlessCodeDeployCondition"
    assert found.content("OneDeploymentGroup", "Properties", "DeploymentConfigName") == "Own"
    assert found.template.section("Conditions")["ServerlessCodeDeployCondition"].kind == CALL


def test_a_connector_finds_the_role_of_a_rule_in_its_target() -> None:
    found = expanded(
        """
        Resources:
          Bus: {Type: AWS::Events::EventBus}
          Role: {Type: AWS::IAM::Role}
          Rule:
            Type: AWS::Events::Rule
            Properties:
              Targets:
                - {Id: zero, Arn: other}
                - {Id: one, Arn: !GetAtt Bus.Arn, RoleArn: !GetAtt Role.Arn}
          Link:
            Type: AWS::Serverless::Connector
            Properties: {Source: {Id: Rule}, Destination: {Id: Bus}, Permissions: [Write]}
        """
    )
    assert found.problems == ()
    assert found.content("LinkPolicy", "Properties", "Roles") == [{"Ref": "Role"}]
