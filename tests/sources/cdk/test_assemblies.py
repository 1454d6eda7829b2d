from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import Reference
from tests.reading import resource
from tests.sources.cdk.assemblies import QUEUE, app, manifest, read, stack, stage, write

if TYPE_CHECKING:
    from pathlib import Path


OUTSIDE = "which is outside of the assembly."
NOT_RUN = "its templates are made by its own code, which is not run here."


def said(*paths: Path) -> list[str]:
    """Give the problems of a review; each stops something from being read."""
    problems = read(*paths).problems
    assert all(problem.stops for problem in problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("command", "synth"),
    [
        ("npx ts-node --prefer-ts-exts bin/app.ts", "npx cdk synth"),
        ("node app.js", "npx cdk synth"),
        ("python3 app.py", "cdk synth"),
        ("mvn -e -q compile exec:java", "cdk synth"),
        ("go mod download && go run app.go", "cdk synth"),
    ],
)
def test_an_app_without_an_assembly_says_what_to_run(tmp_path: Path, command: str, synth: str) -> None:
    write(tmp_path, {"cdk.json": f'{{\n  "app": "{command}"\n}}'})
    assert said(tmp_path) == [
        f"cdk.json:2:3: this CDK app has no cdk.out yet: {NOT_RUN} Run `{synth}`, then `buttress review .`"
    ]


def test_an_app_in_a_folder_says_where_to_run_it(tmp_path: Path) -> None:
    write(tmp_path, {"infra/cdk.json": {"app": "node app.js", "output": "dist/cdk"}, "other.txt": "x"})
    (problem,) = said(tmp_path)
    assert "has no dist/cdk yet" in problem
    assert "Run `(cd infra && npx cdk synth)`, then `buttress review .`" in problem


def test_settings_without_an_app_are_no_app(tmp_path: Path) -> None:
    write(tmp_path, {"cdk.json": {"context": {"one": 1}}})
    assert said(tmp_path) == []


def test_an_assembly_is_read_although_git_ignores_it(tmp_path: Path) -> None:
    app(tmp_path, {"One": stack("One.template.json")}, One__template__json=QUEUE)
    write(tmp_path, {".gitignore": "cdk.out/\n", ".git/HEAD": ""})
    assert [(root.path, root.kind) for root in read(tmp_path).roots] == [("cdk.out/One.template.json", "CDK")]
    assert [root.kind for root in read(tmp_path / "cdk.out").roots] == ["CDK"]
    assert [root.kind for root in read(tmp_path / "cdk.out" / "manifest.json").roots] == ["CDK"]


def test_an_assembly_is_read_from_the_folder_that_the_settings_name(tmp_path: Path) -> None:
    for name, settings in (("output", {"app": "node app.js", "output": "out"}), ("app", {"app": "out"})):
        folder = tmp_path / name
        files = {"cdk.json": settings, "out/manifest.json": manifest(One=stack("One.json")), "out/One.json": QUEUE}
        assert [root.path for root in read(write(folder, files)).roots] == ["out/One.json"]


def test_an_assembly_among_other_files_is_read_once_and_alone(tmp_path: Path) -> None:
    """An assembly that git keeps is found without its app; what its assets hold are no templates of the workload."""
    app(tmp_path / "a", {"One": stack("One.template.json")}, One__template__json=QUEUE)
    write(tmp_path / "a", {"cdk.out/asset.1/inner.json": QUEUE, "cdk.out/asset.1/cdk.json": {"app": "node x.js"}})
    (tmp_path / "a" / "cdk.json").unlink()
    write(tmp_path, {"plain.json": QUEUE})
    graph = read(tmp_path)
    assert [(root.path, root.kind) for root in graph.roots] == [
        ("a/cdk.out/One.template.json", "CDK"),
        ("plain.json", "CloudFormation"),
    ]
    assert graph.problems == ()


def test_an_assembly_outside_of_what_is_reviewed_is_named(tmp_path: Path) -> None:
    write(tmp_path / "app", {"cdk.json": {"app": "node app.js", "output": "../out"}})
    write(tmp_path / "out", {"manifest.json": manifest(One=stack("One.json")), "One.json": QUEUE})
    (problem,) = said(tmp_path / "app")
    assert "the assembly of this CDK app is in '../out', outside of what is reviewed." in problem
    assert [root.path for root in read(tmp_path).roots] == ["out/One.json"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "cdk.out/manifest.json:1:2: this is not JSON"),
        ("[1]", "cdk.out/manifest.json:1:1: this holds no map of JSON."),
        ('{"artifacts": {}}', "cdk.out/manifest.json:1:1: this is no manifest of a cloud assembly: it has no version."),
        ("[" * 100_000, "cdk.out/manifest.json:1"),
        ('{"version": "1", "artifacts": [1]}', None),
        ('{"version": "1", "artifacts": {"a": 1, "b": {"type": "later:kind"}, "c": {"type": ["x"]}}}', None),
    ],
)
def test_a_broken_manifest_is_a_problem_with_its_place(tmp_path: Path, content: str, problem: str | None) -> None:
    app(tmp_path, {}, manifest__json=content)
    found = said(tmp_path)
    assert len(found) == (problem is not None)
    assert all(one.startswith(str(problem)) for one in found)


def test_one_stack_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    artifacts = {
        "Broken": stack("Broken.template.json"),
        "Missing": stack("Missing.template.json"),
        "Nowhere": {"type": "aws:cloudformation:stack"},
        "Out": stack("../../Out.template.json"),
        "Whole": stack("Whole.template.json"),
    }
    app(tmp_path / "app", artifacts, Broken__template__json='{"Resources": {', Whole__template__json=QUEUE)
    write(tmp_path, {"Out.template.json": QUEUE})
    graph = read(tmp_path / "app")
    assert [root.path for root in graph.roots] == ["cdk.out/Whole.template.json"]
    assert [(problem.file, problem.line, problem.message) for problem in graph.problems] == [
        ("cdk.out/Broken.template.json", 1, "this is not JSON: the text ends in the middle of a value."),
        ("cdk.out/Missing.template.json", 0, "the file cannot be read: No such file or directory."),
        ("cdk.out/manifest.json", 1, "the template of Nowhere is given no path."),
        ("cdk.out/manifest.json", 1, f"the template of Out is given '../../Out.template.json', {OUTSIDE}"),
    ]


def test_a_link_that_leads_out_of_the_assembly_is_refused(tmp_path: Path) -> None:
    app(tmp_path / "app", {"Out": stack("Out.template.json")})
    write(tmp_path, {"Out.template.json": QUEUE})
    (tmp_path / "app" / "cdk.out" / "Out.template.json").symlink_to(tmp_path / "Out.template.json")
    (problem,) = said(tmp_path / "app")
    assert "is outside of the assembly" in problem


def test_stages_that_hold_each_other_are_read_once(tmp_path: Path) -> None:
    inner = manifest(Again=stage("."), Above=stage(".."), Out=stage("../../.."), One=stack("One.template.json"))
    app(tmp_path, {"Stage": stage("inner")}, inner_manifest="")
    write(tmp_path, {"cdk.out/inner/manifest.json": inner, "cdk.out/inner/One.template.json": QUEUE})
    graph = read(tmp_path)
    assert [root.path for root in graph.roots] == ["cdk.out/inner/One.template.json"]
    assert ["outside of the assembly" in problem.message for problem in graph.problems] == [True]


def test_a_stage_without_its_folder_is_a_problem(tmp_path: Path) -> None:
    app(tmp_path, {"Stage": stage("gone"), "One": stack("One.template.json")}, One__template__json=QUEUE)
    graph = read(tmp_path)
    assert [root.path for root in graph.roots] == ["cdk.out/One.template.json"]
    assert [str(problem) for problem in graph.problems] == [
        "cdk.out/gone/manifest.json: the file cannot be read: No such file or directory."
    ]


def nesting(**metadata: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    url = {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::Region"}, "/assets/", "0123abcd.json"]]}
    return {
        "Resources": {
            "Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}, "Metadata": metadata}
        },
        "Outputs": {"Name": {"Value": {"Fn::GetAtt": ["Inner", "Outputs.Queue"]}}},
    }


ASSETS = {"type": "cdk:asset-manifest", "properties": {"file": "One.assets.json"}}


def test_a_nested_stack_is_found_by_its_asset(tmp_path: Path) -> None:
    """Newer assemblies list assets by hash, and older ones name the file in the Metadata of the resource."""
    assets = {"files": {"0123abcd": {"source": {"path": "inner.nested.template.json", "packaging": "file"}}}}
    listed = app(
        tmp_path / "listed",
        {"One": stack("One.template.json"), "One.assets": ASSETS},
        One__template__json=nesting(),
        One__assets__json=assets,
        inner__nested__template__json=QUEUE,
    )
    named = app(
        tmp_path / "named",
        {"One": stack("One.template.json")},
        One__template__json=nesting(
            **{"aws:asset:path": "inner.nested.template.json", "aws:asset:property": "TemplateURL"}
        ),
        inner__nested__template__json=QUEUE,
    )
    for folder in (listed, named):
        graph = read(folder)
        assert [one.id for one in graph.resources] == [
            "cdk.out/One.template.json#Inner",
            "cdk.out/One.template.json#Inner/Queue",
        ]
        assert graph.unread == ()
        assert resource(graph, "Inner").text("TemplateURL") == "inner.nested.template.json"


def test_a_nested_stack_without_its_asset_stays_unread(tmp_path: Path) -> None:
    outside = {"files": {"0123abcd": {"source": {"path": "../../QUEUE.json"}}, "other": 1}}
    write(tmp_path, {"QUEUE.json": QUEUE})
    folder = app(
        tmp_path / "app",
        {"One": stack("One.template.json"), "One.assets": ASSETS},
        One__template__json=nesting(),
        One__assets__json=outside,
    )
    assert [one.what for one in read(folder).unread] == ["the template of Inner"]


def test_a_nested_stack_that_nests_itself_is_read_once(tmp_path: Path) -> None:
    own = {"aws:asset:path": "One.template.json", "aws:asset:property": "TemplateURL"}
    folder = app(tmp_path, {"One": stack("One.template.json")}, One__template__json=nesting(**own))
    graph = read(folder)
    assert [one.id for one in graph.resources] == ["cdk.out/One.template.json#Inner"]
    assert "nests cdk.out/One.template.json in itself" in str(graph.problems[0])


def test_exports_of_one_stack_are_the_imports_of_another(tmp_path: Path) -> None:
    giving = QUEUE | {"Outputs": {"Q": {"Value": {"Ref": "Queue"}, "Export": {"Name": "Giving:Queue"}}}}
    taking = {
        "Resources": {
            "Worker": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Description": {"Fn::ImportValue": "Giving:Queue"}},
            }
        }
    }
    folder = app(
        tmp_path,
        {"Giving": stack("Giving.json"), "Taking": stack("Taking.json")},
        Giving__json=giving,
        Taking__json=taking,
    )
    found = resource(read(folder), "Worker").get("Description")
    assert isinstance(found, Reference)
    assert found.resource.id == "cdk.out/Giving.json#Queue"


def test_a_parameter_that_people_declare_stays_and_may_be_given(tmp_path: Path) -> None:
    template = {
        "Parameters": {"BootstrapVersion": {"Type": "String"}, "Size": {"Type": "Number"}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": {"Ref": "Size"}}}},
    }
    graph = read(app(tmp_path, {"One": stack("One.json")}, One__json=template), Size="60")
    assert [parameter.name for parameter in graph.parameters] == ["BootstrapVersion", "Size"]
    assert resource(graph, "Queue").number("MessageRetentionPeriod") == 60


def test_stages_of_an_assembly_that_git_keeps_are_parts_of_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "cdk.out/cdk.out": "{}",
            "cdk.out/manifest.json": manifest(Stage=stage("a-stage")),
            "cdk.out/a-stage/cdk.out": "{}",
            "cdk.out/a-stage/manifest.json": manifest(One=stack("One.json"), **{"One.assets": ASSETS}),
            "cdk.out/a-stage/One.assets.json": {"files": {"0123abcd": {"source": {"path": "../inner.json"}}}},
            "cdk.out/a-stage/One.json": nesting(),
            "cdk.out/inner.json": QUEUE,
        },
    )
    graph = read(tmp_path)
    assert [root.files for root in graph.roots] == [("cdk.out/a-stage/One.json", "cdk.out/inner.json")]
    assert (graph.problems, graph.unread) == ((), ())


def test_placeholders_for_what_was_not_looked_up_are_told(tmp_path: Path) -> None:
    told = manifest(One=stack("One.json")) | {"missing": [{"key": "vpc-provider:account=1:region=2", "props": {}}]}
    graph = read(app(tmp_path, {}, manifest__json=told, One__json=QUEUE))
    assert [root.path for root in graph.roots] == ["cdk.out/One.json"]
    assert [problem.message for problem in graph.problems] == [
        "the templates hold placeholders for what was not looked up in an account: vpc-provider."
    ]
