"""Variables, as guides/variables of the framework's documentation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.worlds import explore
from tests.reading import in_worlds
from tests.sources.serverless.reading import property_of, service, services

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = """
    service: orders
    frameworkVersion: '{version}'
    provider: {name: aws, runtime: nodejs22.x, stage: {stage}}
    custom:
      one: 1
      text: a-${self:custom.one}
      list: [x, {deep: y}]
      sizes: {dev: 128, prod: 1024}
      regions: {dev: eu-west-1}
      nothing: ~
      region: ${self:custom.regions.${opt:stage}, 'us-east-1'}
    params: {default: {domain: test.example}, prod: {domain: example.com}}
    functions: {hello: {handler: a.b, description: "{value}"}}
    """
FUNCTION = "HelloLambdaFunction"
CHOSEN = "${self:custom.sizes.${self:provider.stage}}"


def written(value: str, *, stage: str = "dev", version: str = "3") -> str:
    return SERVICE.replace("{value}", value).replace("{stage}", stage).replace("{version}", version)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("${self:service}", "orders"),
        ("${self:service.name}", "orders"),
        ("${self:custom.one}", 1),
        ("${self:custom.text}", "a-1"),
        ("<${self:custom.text}>", "<a-1>"),
        ("${self:custom.list.0}${self:custom.list.1.deep}", "xy"),
        ("${self:custom.absent, 'else'}", "else"),
        ("${self:custom.absent, self:custom.nothing, self:custom.one}", 1),
        ("${self:custom.nothing, 'else'}", "else"),
        ("${self:custom.absent, true}", True),
        ("${self:custom.absent, 12}", 12),
        ("${self:custom.absent, ''}", ""),
        ("${self:custom.absent, 'a, b'}", "a, b"),
        ("${self:custom.${self:custom.absent, 'text'}}", "a-1"),
        ("${strToBool('true')}", True),
        ("${strToBool(${self:custom.absent, '0'})}", False),
        ("${aws:region}", "{AWS::Region}"),
        ("${aws:accountId}", "{AWS::AccountId}"),
        ("${AWS::Region}", "${AWS::Region}"),
        ("${Table}", "${Table}"),
        ("${sls:stage}", "dev"),
        ("${opt:stage, 'dev'}", "dev"),
        ("${opt:other, 'x'}", "x"),
        ("${opt:other}", "{other}"),
        ("${env:HOME}", "{env:HOME}"),
        ("${env:NAME, 'fallback'}", "fallback"),
        ("${self:custom.unclosed", "${self:custom.unclosed"),
    ],
)
def test_a_variable_gives_its_value(tmp_path: Path, value: str, expected: object) -> None:
    assert property_of(service(tmp_path, written(value)), FUNCTION, "Description") == expected


@pytest.mark.parametrize(
    "value",
    ["${ssm:/a/b}", "${ssm(eu-west-1):/a~true}", "${s3:bucket/key}", "${git:sha1}", "${sls:instanceId}", "${vault:a}"],
)
def test_what_no_file_tells_is_not_known(tmp_path: Path, value: str) -> None:
    assert property_of(service(tmp_path, written(value)), FUNCTION, "Description").startswith("unknown: ")


def test_what_is_not_known_leaves_a_hole_in_a_text(tmp_path: Path) -> None:
    graph = service(tmp_path, written("a-${ssm:/x}-b"))
    found = property_of(graph, FUNCTION, "Description")
    assert (found[:3], found[-3:]) == ("a-{", "}-b")


@pytest.mark.parametrize(
    ("value", "given", "expected"),
    [
        ("${opt:stage, 'dev'}", {"stage": "prod"}, "prod"),
        ("${sls:stage}", {"stage": "prod"}, "prod"),
        ("${self:provider.stage}", {"stage": "prod"}, "prod"),
        ("${env:NAME, 'fallback'}", {"env__NAME": "mine"}, "mine"),
        ("${param:domain}", {"stage": "prod"}, "example.com"),
        ("${param:domain}", {"stage": "dev"}, "test.example"),
        ("${param:domain}", {"param__domain": "given.example"}, "given.example"),
        (CHOSEN, {"stage": "prod"}, 1024),
    ],
)
def test_what_is_given_counts(tmp_path: Path, value: str, given: dict[str, str], expected: object) -> None:
    assert property_of(service(tmp_path, written(value), **given), FUNCTION, "Description") == expected


def test_the_environment_of_the_machine_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "leaked")
    assert property_of(service(tmp_path, written("${env:NAME}")), FUNCTION, "Description") == "{env:NAME}"


def test_a_default_is_noted_where_something_rests_on_it(tmp_path: Path) -> None:
    graph = service(tmp_path, written("${sls:stage}"))
    (outcome,) = explore(graph.worlds, lambda: property_of(graph, FUNCTION, "Description"))
    assert outcome.result == "dev"
    assert [(one.name, one.default) for one in graph.parameters] == [("stage", "dev")]
    assert "the default of parameter stage, 'dev'" in outcome.rests_on


def test_a_lookup_by_the_stage_forks_over_the_keys_that_are_there(tmp_path: Path) -> None:
    graph = service(tmp_path, written(CHOSEN))
    worlds = in_worlds(graph, lambda: property_of(graph, FUNCTION, "Description"))
    assert worlds == {"stage=dev": 128, "stage=prod": 1024}


def test_before_version_3_other_stages_stay_possible(tmp_path: Path) -> None:
    graph = service(tmp_path, written(CHOSEN, version="2"))
    worlds = in_worlds(graph, lambda: property_of(graph, FUNCTION, "Description"))
    assert [str(value)[:8] for value in worlds.values()] == ["128", "1024", "unknown:"]


def test_a_fallback_stands_for_all_other_stages(tmp_path: Path) -> None:
    graph = service(tmp_path, written("${self:custom.region}"))
    worlds = in_worlds(graph, lambda: property_of(graph, FUNCTION, "Description"))
    assert [*worlds.values()] == ["eu-west-1", "us-east-1"]


def test_files_give_values_by_an_address_or_as_a_whole(tmp_path: Path) -> None:
    files = {
        "serverless.yml": written("${file(./more/values.yml):a.b}-${file(more/other.json):c}-${file(text.txt)}"),
        "more/values.yml": "{a: {b: '${self:service}'}}",
        "more/other.json": '{"c": 3}',
        "text.txt": "words",
    }
    assert property_of(services(tmp_path, files), FUNCTION, "Description") == "orders-3-words"


def test_a_file_named_by_the_stage_is_one_of_those_that_are_there(tmp_path: Path) -> None:
    files = {
        "serverless.yml": written("${file(./config.${opt:stage, 'dev'}.yml):size}"),
        "config.dev.yml": "size: 1",
        "config.prod.yml": "size: 2",
    }
    graph = services(tmp_path, files)
    worlds = in_worlds(graph, lambda: property_of(graph, FUNCTION, "Description"))
    assert worlds == {"stage=dev": 1, "stage=prod": 2}


def test_a_file_that_is_code_is_named_and_not_run(tmp_path: Path) -> None:
    graph = services(
        tmp_path, {"serverless.yml": written("${file(./config.js):size}"), "config.js": "module.exports = 1"}
    )
    assert property_of(graph, FUNCTION, "Description") == "unknown: ./config.js is code, which is not run"
    assert [one.what for one in graph.unread] == [
        "./config.js, which is code: run serverless package and review what it writes"
    ]


@pytest.mark.parametrize("path", ["absent.yml", "../outside.yml", "/etc/hostname", "~/x.yml"])
def test_a_file_outside_the_tree_is_a_problem_with_its_place(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.yml").write_text("a: b", encoding="utf-8")
    graph = service(tmp_path / "inside", written("${file(" + path + ")}"))
    assert [(one.line, one.message) for one in graph.problems] == [(14, f"{path} is not in the tree.")]


def test_a_variable_that_leads_to_nothing_is_a_problem_with_its_place(tmp_path: Path) -> None:
    graph = service(tmp_path, written("${self:custom.absent}"))
    assert [str(one) for one in graph.problems] == [
        "serverless.yml:14:35: ${self:custom.absent} leads to nothing. Say what it is, or give it a fallback."
    ]


def test_sub_keeps_its_own_variables_beside_those_of_the_framework(tmp_path: Path) -> None:
    text = """
        service: orders
        provider: {name: aws, stage: dev}
        custom: {table: 'orders-${sls:stage}'}
        functions:
          hello:
            handler: a.b
            environment:
              A: !Sub 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:table/${self:custom.table}/${Name}'
              B: !Sub ['${Own}/${self:service}', {Own: '${self:custom.table}'}]
        resources: {Resources: {Name: {Type: 'AWS::SNS::Topic', Properties: {}}}}
        """
    graph = service(tmp_path, text)
    assert property_of(graph, FUNCTION, "Environment.Variables") == {
        "A": "arn:{AWS::Partition}:dynamodb:{AWS::Region}:table/orders-dev/{Name}",
        "B": "orders-dev/orders",
    }


def test_the_old_syntax_with_double_braces_leaves_single_ones_alone(tmp_path: Path) -> None:
    text = r"""
        service: orders
        provider: {name: aws, variableSyntax: "\\${{([ ~:a-zA-Z0-9._\\'\",\\-\\/\\(\\)]+?)}}"}
        functions: {hello: {handler: a.b, description: '${{self:service}}-${self:service}'}}
        """
    assert property_of(service(tmp_path, text), FUNCTION, "Description") == "orders-${self:service}"


def test_pseudo_parameters_of_the_plugin_are_filled_in(tmp_path: Path) -> None:
    text = """
        service: orders
        plugins: [serverless-pseudo-parameters]
        provider: aws
        functions: {hello: {handler: a.b, description: 'in #{AWS::Region}'}}
        """
    assert property_of(service(tmp_path, text), FUNCTION, "Description") == "in {AWS::Region}"


def test_the_provider_may_stand_in_a_file(tmp_path: Path) -> None:
    files = {
        "serverless.yml": """
            service: a
            provider: ${file(provider.yml)}
            functions: {hello: {handler: '${sls:stage}'}}
            """,
        "provider.yml": "{name: aws, stage: test, memorySize: 256}",
    }
    graph = services(tmp_path, files)
    assert (property_of(graph, FUNCTION, "Handler"), property_of(graph, FUNCTION, "MemorySize")) == ("test", 256)


def test_an_output_of_another_service_is_its_value(tmp_path: Path) -> None:
    files = {
        "one/serverless.yml": """
            service: one
            provider: {name: aws, stage: dev}
            resources:
              Resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {}}}
              Outputs: {TopicArn: {Value: !Ref Topic}}
            """,
        "two/serverless.yml": """
            service: two
            provider: {name: aws, stage: dev}
            functions:
              hello: {handler: a.b, environment: {A: '${cf:one-${sls:stage}.TopicArn}', B: '${cf:elsewhere.Arn}'}}
            """,
    }
    graph = services(tmp_path, files)
    assert property_of(graph, FUNCTION, "Environment.Variables") == {"A": "Topic", "B": "{cf:elsewhere.Arn}"}
