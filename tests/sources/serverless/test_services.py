"""Which files are services, and what becomes of those that cannot be read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from buttress.application.review import Request
from buttress.sources.architecture import read_architecture
from tests.reading import DAY
from tests.sources.serverless.reading import property_of, service, services, types

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "{service: a, provider: aws, functions: {b: {handler: c.d}}}"
QUICK = 20.0
"""Seconds; a bound that only what grows out of hand passes."""


def test_services_of_a_repository_are_roots_of_their_own_beside_templates(tmp_path: Path) -> None:
    files = {
        "one/serverless.yml": SMALL,
        "two/serverless.yaml": SMALL,
        "three/serverless.json": '{"service": "a", "provider": "aws", "functions": {"b": {"handler": "c.d"}}}',
        "template.yaml": "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}",
        "serverless-compose.yml": "services: {one: {path: one}, two: {path: two}}",
    }
    graph = services(tmp_path, files)
    assert [(root.path, root.kind) for root in graph.roots] == [
        ("one/serverless.yml", "Serverless Framework"),
        ("template.yaml", "CloudFormation"),
        ("three/serverless.json", "Serverless Framework"),
        ("two/serverless.yaml", "Serverless Framework"),
    ]
    assert (graph.problems, graph.unread) == ((), ())


@pytest.mark.parametrize("name", ["serverless.ts", "serverless.js"])
def test_a_service_that_is_code_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    (unread,) = services(tmp_path, {name: "module.exports = {}"}).unread
    assert (unread.kind, unread.location.file) == ("file", name)
    assert unread.what.endswith(
        "run serverless package and review .serverless/cloudformation-template-update-stack.json"
    )


def test_a_service_of_another_provider_is_named(tmp_path: Path) -> None:
    graph = service(tmp_path, "{service: a, provider: {name: google}, functions: {b: {handler: c.d}}}")
    assert [one.what for one in graph.unread] == ["serverless.yml, a service of the provider google"]
    assert graph.resources == ()


def test_a_service_may_be_named_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "api.yml"
    file.write_text(SMALL, encoding="utf-8")
    graph = read_architecture(Request(paths=(file,), today=DAY, given={}))
    assert ([root.kind for root in graph.roots], graph.problems) == (["Serverless Framework"], ())


def test_a_broken_file_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    graph = services(tmp_path, {"one/serverless.yml": "service: [a\nprovider: }", "two/serverless.yml": SMALL})
    (problem,) = graph.problems
    assert (problem.file, problem.line, problem.stops) == ("one/serverless.yml", 2, True)
    assert [root.path for root in graph.roots] == ["two/serverless.yml"]


def test_a_broken_file_that_is_asked_for_is_a_problem(tmp_path: Path) -> None:
    files = {"serverless.yml": SMALL.replace("c.d", "'${file(a.yml):b}'"), "a.yml": "a: [b"}
    graph = services(tmp_path, files)
    assert {problem.file for problem in graph.problems} == {"a.yml"}
    assert property_of(graph, "BLambdaFunction", "Handler") == "unknown: a.yml cannot be read"


@pytest.mark.parametrize(
    "custom",
    [
        "{a: '${self:custom.a}'}",
        "{a: '${self:custom.b}', b: 'x${self:custom.a}'}",
        "{a: '${self:custom}'}",
        "{a: '${self:}'}",
        "{a: '${file(serverless.yml)}'}",
        "{a: {b: '${self:custom.a}'}}",
    ],
)
def test_a_variable_that_leads_back_to_itself_is_not_known(tmp_path: Path, custom: str) -> None:
    started = time.monotonic()
    graph = service(tmp_path, SMALL.replace("{service: a", f"{{service: a, custom: {custom}"))
    assert "BLambdaFunction" in types(graph)
    assert graph.problems[0].file == "serverless.yml"
    assert time.monotonic() - started < QUICK


def test_the_stage_may_not_decide_itself(tmp_path: Path) -> None:
    graph = service(
        tmp_path, "{service: a, provider: {name: aws, stage: '${self:provider.stage}'}, functions: {b: {handler: c}}}"
    )
    assert property_of(graph, "BLambdaFunction", "MemorySize") == 1024


def doubling(levels: int, written: str) -> str:
    lines = [f"  v{level}: {written.replace('N', str(level + 1))}" for level in range(levels)]
    rest = ["  v" + str(levels) + ": x", "functions: {b: {handler: '${self:custom.v0}'}}"]
    return "\n".join(["service: a", "provider: aws", "custom:", *lines, *rest])


@pytest.mark.parametrize(
    ("levels", "written"),
    [
        (28, "${self:custom.vN}${self:custom.vN}"),
        (28, "['${self:custom.vN}', '${self:custom.vN}']"),
        (28, "{a: '${self:custom.vN}', b: '${self:custom.vN}'}"),
        (5000, "${self:custom.vN}"),
        (28, "${opt:oN}${self:custom.vN}${self:custom.vN}"),
    ],
)
def test_variables_that_double_or_run_deep_stay_bounded(tmp_path: Path, levels: int, written: str) -> None:
    started = time.monotonic()
    graph = service(tmp_path, doubling(levels, written))
    assert "BLambdaFunction" in types(graph)
    assert time.monotonic() - started < QUICK


@pytest.mark.parametrize(
    "value",
    [
        "${" * 5000,
        "${self:" * 5000 + "}" * 5000,
        "${self:a, " * 200 + "}" * 200,
        "${self:" + "a." * 5000 + "b}",
        "${self:" + "a, self:" * 5000 + "b}",
        "${file(" + "../" * 2000 + "a.yml)}",
        "${opt:" + "x" * 5000 + "}",
        "${self:custom.${opt:a}.${opt:b}.${opt:c}.${opt:d}.${opt:e}}",
    ],
)
def test_odd_variables_are_answered(tmp_path: Path, value: str) -> None:
    started = time.monotonic()
    text = SMALL.replace("c.d", f"'{value}'").replace("{service: a", "{service: a, custom: {a: {a: {a: {a: {a: 1}}}}}")
    assert "BLambdaFunction" in types(service(tmp_path, text))
    assert time.monotonic() - started < QUICK


def test_a_service_of_two_thousand_functions_is_read(tmp_path: Path) -> None:
    started = time.monotonic()
    lines = [f"  f{number}: {{handler: a.b, events: [{{http: GET a/{number}}}]}}" for number in range(2000)]
    graph = service(tmp_path, "\n".join(["service: a", "provider: {name: aws}", "functions:", *lines]))
    assert sum(one.type == "AWS::Lambda::Function" for one in graph.resources) == 2000
    assert time.monotonic() - started < QUICK


@pytest.mark.parametrize(
    "text",
    [
        "{service: 1, provider: 2, functions: 3}",
        "{service: [], provider: {name: aws, iam: x, logs: 1, vpc: []}, functions: {b: {handler: [], events: 1}}}",
        "{service: a, provider: aws, functions: {b: {events: [http, httpApi, s3, sns, {sqs: ~}, {stream: {}}]}}}",
        "{service: a, provider: aws, functions: [1, [2], ~], resources: [1, ~, [3]], plugins: 4, layers: [5]}",
        "{service: a, provider: aws, resources: {Resources: 1, Outputs: 2, extensions: 3, Conditions: [4]}}",
    ],
)
def test_what_stands_in_the_wrong_place_stops_nothing(tmp_path: Path, text: str) -> None:
    assert service(tmp_path, text).resources is not None


def test_two_readings_are_the_same(tmp_path: Path) -> None:
    first, second = (service(tmp_path, SMALL) for _ in range(2))
    assert [one.id for one in first.resources] == [one.id for one in second.resources]
