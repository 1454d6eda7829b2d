from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.values import NotKnown, Reference
from tests.reading import in_worlds, read, read_folder, resource

if TYPE_CHECKING:
    from pathlib import Path

PARENT = """
    Parameters: {Env: {Type: String}}
    Conditions: {Nested: !Equals [!Ref Env, prod]}
    Resources:
      Network:
        Type: AWS::CloudFormation::Stack
        Condition: Nested
        Properties:
          TemplateURL: ./nested/network.yaml
          Parameters: {Stage: !Ref Env, Ids: !Join [',', [!Ref One, !Ref Two]], Fixed: 10.0.0.0/16}
      One: {Type: AWS::EC2::Subnet}
      Two: {Type: AWS::EC2::Subnet}
      User:
        Type: AWS::Lambda::Function
        Properties: {VpcId: !GetAtt Network.Outputs.VpcId, Gone: !GetAtt Network.Outputs.Gone}
    """
CHILD = """
    Parameters:
      Stage: {Type: String}
      Ids: {Type: CommaDelimitedList}
      Fixed: {Type: String}
      Plain: {Type: String, Default: x}
    Conditions: {Test: !Equals [!Ref Stage, test]}
    Resources:
      Vpc:
        Type: AWS::EC2::VPC
        Properties: {CidrBlock: !Ref Fixed, Ids: !Ref Ids, Kind: !If [Test, small, large]}
    Outputs:
      VpcId: {Value: !Ref Vpc, Export: {Name: !Sub "${Stage}-vpc"}}
    """


def test_a_nested_stack_is_joined_with_parameters_and_outputs(tmp_path: Path) -> None:
    graph = read_folder(tmp_path, {"main.yaml": PARENT, "nested/network.yaml": CHILD})
    assert [(root.path, root.files, root.resources) for root in graph.roots] == [
        ("main.yaml", ("main.yaml", "nested/network.yaml"), 5)
    ]
    vpc, user = resource(graph, "Network/Vpc"), resource(graph, "User")
    assert vpc.id == "main.yaml#Network/Vpc"
    assert vpc.text("CidrBlock") == "10.0.0.0/16"
    assert [item.get().resource.logical_id for item in vpc.each("Ids")] == ["One", "Two"]
    found = user.get("VpcId")
    assert isinstance(found, Reference)
    assert found.resource is vpc
    assert vpc.location.file == "nested/network.yaml"
    with pytest.raises(NotKnown, match="Network has no output Gone"):
        bool(user.get("Gone"))


def test_a_nested_resource_exists_in_the_worlds_of_its_stack_and_conditions_follow_the_parent(tmp_path: Path) -> None:
    graph = read_folder(tmp_path, {"main.yaml": PARENT, "nested/network.yaml": CHILD})
    vpc = resource(graph, "Network/Vpc")
    assert in_worlds(graph, vpc.exists) == {"Env=prod": True, "Env=test": False, "Env=any other": False}
    assert in_worlds(graph, lambda: vpc.text("Kind")) == {
        "Env=prod": "large",
        "Env=test": "small",
        "Env=any other": "large",
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com/bucket/nested/network.yaml",
        '!Sub "https://${Bucket}.s3.amazonaws.com/${Prefix}nested/network.yaml"',
        "!Join ['', ['https://', !Ref Bucket, /nested/network.yaml]]",
    ],
)
def test_an_address_is_joined_by_its_unique_path_suffix(tmp_path: Path, url: str) -> None:
    parent = f"""
        Parameters: {{Bucket: {{Type: String}}, Prefix: {{Type: String}}}}
        Resources:
          Network: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {url}}}}}
        """
    files = {"main.yaml": parent, "nested/network.yaml": CHILD, "other/network.yaml": CHILD}
    graph = read_folder(tmp_path, files)
    assert resource(graph, "Network/Vpc").location.file == "nested/network.yaml"
    assert [root.path for root in graph.roots] == ["main.yaml", "other/network.yaml"]
    assert graph.unread == ()


def test_a_stack_whose_template_is_not_here_is_unread_and_mentions_what_it_is_given(tmp_path: Path) -> None:
    parent = """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          Network:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: https://example.com/elsewhere.yaml, Parameters: {Queue: !GetAtt Queue.Arn}}
          Made: {Type: "Custom::Thing"}
        """
    graph = read_folder(tmp_path, {"main.yaml": parent})
    assert [(unread.kind, unread.what, sorted(unread.mentions)) for unread in graph.unread] == [
        ("nested stack", "the template of Network", ["main.yaml#Queue"]),
        ("custom resource", "what the custom resource Made makes", []),
    ]


def test_stacks_that_are_made_elsewhere_are_unread(tmp_path: Path) -> None:
    parent = """
        Resources:
          Everywhere:
            Type: AWS::CloudFormation::StackSet
            Properties: {StackSetName: x, PermissionModel: SELF_MANAGED, TemplateURL: https://example.com/x.yaml}
          Product: {Type: AWS::ServiceCatalog::CloudFormationProvisionedProduct, Properties: {ProductId: prod-1}}
        """
    graph = read_folder(tmp_path, {"main.yaml": parent})
    assert [(unread.kind, unread.what) for unread in graph.unread] == [
        ("nested stack", "the template of Everywhere"),
        ("nested stack", "the template of Product"),
    ]


def test_a_stack_that_nests_itself_is_a_problem(tmp_path: Path) -> None:
    loop = "Resources: {Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s}}}"
    graph = read_folder(tmp_path, {"a.yaml": loop % "b.yaml", "b.yaml": loop % "a.yaml"})
    assert [problem.message for problem in graph.problems] == ["Again nests a.yaml in itself."]
    assert [root.path for root in graph.roots] == ["a.yaml"]


def test_an_import_finds_the_export_of_the_same_review(tmp_path: Path) -> None:
    importer = """
        Parameters: {Env: {Type: String, Default: dev}}
        Resources:
          User: {Type: AWS::Lambda::Function, Properties: {VpcId: !ImportValue dev-vpc, Other: !ImportValue other}}
        """
    exporter = """
        Resources: {Vpc: {Type: AWS::EC2::VPC}}
        Outputs: {V: {Value: !Ref Vpc, Export: {Name: dev-vpc}}}
        """
    graph = read_folder(tmp_path, {"a.yaml": importer, "b.yaml": exporter})
    found = resource(graph, "User").get("VpcId")
    assert found.resource.id == "b.yaml#Vpc"
    assert str(resource(graph, "User").get("Other")) == "${other}"


def test_a_macro_leaves_its_template_unread() -> None:
    graph = read("{Transform: [AWS::LanguageExtensions, MyMacro], Resources: {Queue: {Type: AWS::SQS::Queue}}}")
    assert [unread.what for unread in graph.unread] == ["what the macro MyMacro makes of template.yaml"]


def test_a_local_include_stands_in_its_place(tmp_path: Path) -> None:
    main = """
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Body: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.json}}}
              Far: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/api.json}}}
              Mixed:
                Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.json}}
                own: 1
        """
    graph = read_folder(tmp_path, {"main.yaml": main, "api.json": '{\n "paths": {"/": 1}}'})
    api = resource(graph, "Api")
    assert api.number(("Body", "paths", "/")) == 1
    assert str(api.at(("Body", "paths"))) == "api.json:2"
    assert (api.number("Mixed.own"), api.present("Mixed.paths")) == (1, True)
    with pytest.raises(NotKnown, match="AWS::Include makes what stands here"):
        api.present("Far.paths")


def test_a_broken_include_is_a_problem_and_stays_open(tmp_path: Path) -> None:
    main = """
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Body: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.json}}}
        """
    graph = read_folder(tmp_path, {"main.yaml": main, "api.json": "{"})
    assert [problem.file for problem in graph.problems] == ["api.json"]
    with pytest.raises(NotKnown):
        resource(graph, "Api").present("Body.paths")


def test_a_template_is_never_taken_for_the_one_that_it_nests(tmp_path: Path) -> None:
    text = "Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ../other/main.yaml}}}"
    graph = read_folder(tmp_path, {"main.yaml": text})
    assert graph.problems == ()
    assert [unread.kind for unread in graph.unread] == ["nested stack"]
