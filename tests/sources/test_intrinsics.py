from __future__ import annotations

import pytest

from buttress.graph.values import NotKnown, Reference, Unresolved
from tests.reading import in_worlds, read, resource

HEAD = """
    Parameters:
      Env: {Type: String}
      Name: {Type: String, Default: orders}
      Secret: {Type: String, NoEcho: true, Default: hunter2}
      Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
      Two: {Type: CommaDelimitedList, Default: "a, b"}
      Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /aws/image}
    Mappings:
      Sizes:
        dev: {memory: 128, same: 5}
        prod: {memory: 1024, same: 5}
    Resources:
      Queue: {Type: AWS::SQS::Queue}
      Thing:
        Type: AWS::S3::Bucket
        Properties:
          Value: """


def value(expression: str) -> object:
    return resource(read(HEAD + expression), "Thing").get("Value")


def words(expression: str) -> list[str]:
    return [item.text() for item in resource(read(HEAD + expression), "Thing").each("Value")]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("!Ref Name", "orders"),
        ("!Sub '${Name}-queue-${!Literal}'", "orders-queue-${Literal}"),
        ("!Sub ['${A}-${Name}', {A: x}]", "x-orders"),
        ("!Join ['-', [a, !Ref Name, 3]]", "a-orders-3"),
        ("!Select [1, [a, b]]", "b"),
        ("!Select ['1', !Split [',', 'a,b']]", "b"),
        ("!FindInMap [Sizes, dev, memory]", 128),
        ("!FindInMap [Sizes, !Ref Env, same]", 5),
        ("!FindInMap [Sizes, test, memory, {DefaultValue: 256}]", 256),
        ("!Base64 hello", "aGVsbG8="),
        ("{'Fn::Length': [a, b, c]}", 3),
        ("!Select [1, !Cidr [10.0.0.0/16, 4, 8]]", "10.0.1.0/24"),
        ("!Equals [a, a]", True),
        ("!Not [!Equals [a, a]]", False),
        ("012345678901", "012345678901"),
        ("2012-10-17", "2012-10-17"),
        ("yes", True),
        ("1_000", 1000),
        ("1.5", 1.5),
        ("12:30:45", "12:30:45"),
    ],
)
def test_what_can_be_computed_is(expression: str, expected: object) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("!Ref Env", "${Env}"),
        ("!Ref Image", "${Image}"),
        ("!Ref Secret", "${Secret}"),
        ("!Ref AWS::Region", "${AWS::Region}"),
        ("!Sub 'a-${Env}'", "a-${Env}"),
        ("!ImportValue other-stack-vpc", "${other-stack-vpc}"),
        ("'{{resolve:ssm:/a}}'", "${resolve:ssm:/a}"),
        ("!Sub 'x{{resolve:secretsmanager:${Env}:SecretString}}'", "x{{resolve:secretsmanager:${Env}:SecretString}}"),
        ("!Select [0, !GetAZs '']", "${zone 0 of AWS::Region}"),
        ("!FindInMap [Sizes, !Ref Env, memory]", "${Sizes[${Env}][memory]}"),
        ("!Base64 {Ref: Env}", "${Fn::Base64 of ${Env}}"),
    ],
)
def test_what_is_not_known_stays_a_hole(expression: str, shown: str) -> None:
    assert str(value(expression)) == shown


def test_references_to_resources_are_known() -> None:
    for expression in ("!GetAtt Queue.Arn", "{'Fn::GetAtt': [Queue, Arn]}", "!Sub '${Queue.Arn}'"):
        found = value(expression)
        assert isinstance(found, Reference)
        assert (found.resource.logical_id, found.attribute) == ("Queue", "Arn")


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("!Foo bar", "Fn::Foo is a function that is not computed here"),
        ("!Ref Nothing", "Nothing is no parameter, resource or pseudo parameter"),
        ("!GetAtt Nothing.Arn", "Nothing is no resource of this template"),
        ("!FindInMap [Nothing, a, b]", "Nothing is no mapping"),
        ("!Select [5, [a]]", "asks for member 5 of a shorter list"),
        ("!Cidr [10.0.0.0/30, 4, 20]", "cannot cut"),
        ("!Select [0, !Split ['/', !GetAtt Queue.Url]]", "cannot be split here"),
        ("!Select [0, !Ref Subnets]", "Subnets has no value here"),
        ("!Sub {a: b}", "no text"),
    ],
)
def test_what_cannot_be_computed_says_why(expression: str, why: str) -> None:
    found = value(expression)
    assert isinstance(found, Unresolved)
    with pytest.raises(NotKnown, match=why):
        bool(found)


def test_lists_of_parameters_are_lists() -> None:
    assert words("!Ref Two") == ["a", "b"]
    assert words("!Split ['-', 'x-y']") == ["x", "y"]


def test_a_text_is_split_at_its_literal_separators() -> None:
    thing = resource(read(HEAD + "!Split [',', !Join [',', [!Ref Queue, b]]]"), "Thing")
    first, second = (item.get() for item in thing.each("Value"))
    assert isinstance(first, Reference)
    assert second == "b"


def test_a_join_over_an_unknown_list_has_an_unknown_end() -> None:
    found = value("!Join [',', !Ref Subnets]")
    with pytest.raises(NotKnown, match="the rest of Fn::Join"):
        bool(found)


def test_a_macros_content_is_open() -> None:
    graph = read(HEAD + "\n            Fn::Transform: {Name: Macro}")
    with pytest.raises(NotKnown, match="Macro makes what stands here"):
        resource(graph, "Thing").present("Value.a")


def test_the_text_of_a_map_is_read_as_the_map() -> None:
    thing = resource(read(HEAD + "{'Fn::ToJsonString': {a: 1}}"), "Thing")
    assert thing.number("Value.a") == 1


def test_no_value_in_an_if_leaves_the_property_out() -> None:
    graph = read(
        """
        Parameters: {Env: {Type: String}}
        Conditions: {Prod: !Equals [!Ref Env, prod]}
        Resources:
          Thing: {Type: AWS::S3::Bucket, Properties: {Value: !If [Prod, x, !Ref AWS::NoValue]}}
        """
    )
    thing = resource(graph, "Thing")
    assert in_worlds(graph, lambda: thing.present("Value")) == {"Env=prod": True, "Env=any other": False}


def test_a_condition_nobody_declares_is_not_known() -> None:
    graph = read("Resources: {Thing: {Type: AWS::S3::Bucket, Properties: {Value: !If [Nope, a, b]}}}")
    with pytest.raises(NotKnown, match="Nope is no condition of this template"):
        bool(resource(graph, "Thing").get("Value"))


def test_hidden_defaults_are_never_read() -> None:
    assert "hunter2" not in str(value("!Sub 'x-${Secret}'"))


def test_a_pseudo_parameter_in_a_condition_is_a_choice() -> None:
    graph = read(
        """
        Conditions: {Home: !Equals [!Ref AWS::Region, eu-west-1]}
        Resources:
          Thing: {Type: AWS::S3::Bucket, Condition: Home, Properties: {Value: !Ref AWS::Region}}
        """
    )
    thing = resource(graph, "Thing")
    assert in_worlds(graph, lambda: thing.exists() and thing.text("Value")) == {
        "AWS::Region=eu-west-1": "eu-west-1",
        "AWS::Region=any other": False,
    }


def test_a_mapping_in_a_condition_is_decided_by_its_keys() -> None:
    graph = read(
        """
        Parameters: {Env: {Type: String}}
        Mappings: {Sizes: {dev: {n: 0}, prod: {n: 3}}}
        Conditions: {Provisioned: !Not [!Equals [!FindInMap [Sizes, !Ref Env, n], 0]]}
        Resources: {Thing: {Type: AWS::S3::Bucket, Condition: Provisioned}}
        """
    )
    worlds = in_worlds(graph, resource(graph, "Thing").exists)
    assert (worlds["Env=dev"], worlds["Env=prod"]) == (False, True)
