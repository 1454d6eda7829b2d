from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import buttress
from buttress.graph.values import Reference
from buttress.report.document import document_of
from buttress.report.markdown import as_markdown
from buttress.report.sarif import as_sarif
from buttress.report.terminal import as_text
from tests.reading import resource
from tests.sources.cdk.assemblies import read

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

SCHEMA = Path(buttress.__file__).parent / "report" / "review.schema.json"


def line(file: Path, words: str) -> int:
    (found,) = [number for number, text in enumerate(file.read_text().splitlines(), 1) if words in text]
    return found


def made_by(graph: Graph, name: str) -> tuple[str, str]:
    origin = resource(graph, name).origin
    assert origin is not None
    return origin.path, str(origin.place)


def test_a_stack_is_a_root_that_is_read_whole(shop: Path) -> None:
    graph = read(shop)
    (root,) = graph.roots
    assert (root.path, root.kind, root.files) == (
        "cdk.out/Shop.template.json",
        "CDK",
        ("cdk.out/Shop.template.json",),
    )
    assert graph.unread == ()
    assert graph.problems == ()
    assert "cdk.out/Shop.template.json#OrdersA9B65338" in {one.id for one in graph.resources}


def test_what_the_cdk_writes_for_itself_is_left_out(shop: Path) -> None:
    graph = read(shop)
    text = (shop / "cdk.out" / "Shop.template.json").read_text()
    assert '"AWS::CDK::Metadata"' in text
    assert '"BootstrapVersion"' in text
    assert "AWS::CDK::Metadata" not in graph.by_type
    assert graph.parameters == ()
    assert graph.worlds.atoms == {}


def test_a_resource_is_shown_where_the_app_makes_it(shop: Path) -> None:
    graph = read(shop)
    assert made_by(graph, "Incoming1ED1B7CF") == (
        "Shop/Incoming/Resource",
        f"app.js:{line(shop / 'app.js', 'new sqs.Queue')}",
    )
    assert made_by(graph, "Worker11F36D0F") == (
        "Shop/Worker/Resource",
        f"app.js:{line(shop / 'app.js', 'new lambda.Function')}",
    )


def test_the_folder_of_a_functions_code_is_known(shop: Path, fleet: Path) -> None:
    for folder, name in ((shop, "Worker11F36D0F"), (fleet, "Test-Mover")):
        graph = read(folder)
        (origin,) = {
            one.origin
            for one in graph.by_type["AWS::Lambda::Function"]
            if one.origin is not None and (one.logical_id == name or one.origin.path == "Test/Service/Mover/Resource")
        }
        assert (folder / origin.code / "index.js").read_bytes() == (folder / "src" / "index.js").read_bytes()


def test_custom_resources_of_the_cdk_are_read_as_what_they_do(shop: Path) -> None:
    graph = read(shop)
    (logs,) = graph.by_type["AWS::Logs::LogGroup"]
    assert logs.number("RetentionInDays") == 30
    assert graph.into(logs, "logs-to")
    uploads, queue = resource(graph, "Uploads4F6EB0FD"), resource(graph, "Incoming1ED1B7CF")
    assert [relation.target for relation in graph.out(uploads, "triggers")] == [queue]
    assert "Custom::S3BucketNotifications" not in graph.by_type


def test_stages_are_read_with_their_nested_stacks(fleet: Path) -> None:
    graph = read(fleet)
    assert [(root.path, root.kind, root.resources) for root in graph.roots] == [
        ("cdk.out/assembly-Production/ProductionService81CA5F23.template.json", "CDK", 10),
        ("cdk.out/assembly-Production/ProductionShared27561B0E.template.json", "CDK", 25),
        ("cdk.out/assembly-Test/TestServiceAAE03A31.template.json", "CDK", 10),
        ("cdk.out/assembly-Test/TestShared2165D12E.template.json", "CDK", 25),
    ]
    assert [file for root in graph.roots for file in root.files if ".nested." in file] == [
        "cdk.out/assembly-Production/ProductionServiceStorageF1902DCB.nested.template.json",
        "cdk.out/assembly-Test/TestServiceStorageD594504E.nested.template.json",
    ]
    assert graph.unread == ()
    assert graph.problems == ()


@pytest.mark.parametrize("stage", ["Test", "Production"])
def test_references_between_stacks_lead_to_the_same_stage(fleet: Path, stage: str) -> None:
    graph = read(fleet)
    (mover,) = [
        one
        for one in graph.by_type["AWS::Lambda::Function"]
        if one.origin is not None and one.origin.path == f"{stage}/Service/Mover/Resource"
    ]
    topic = mover.get("Environment.Variables.TOPIC")
    assert isinstance(topic, Reference)
    assert topic.resource.root.startswith(f"cdk.out/assembly-{stage}/{stage}Shared")
    bucket = mover.get("Environment.Variables.BUCKET")
    assert isinstance(bucket, Reference)
    assert bucket.resource.id.startswith(f"{mover.root}#StorageNestedStack")
    (subscription,) = graph.out(topic.resource, "triggers")
    assert subscription.target is not None
    assert subscription.target.id.startswith(f"{mover.root}#StorageNestedStack")


def test_constructs_of_nested_stacks_are_told_without_path_metadata(fleet: Path) -> None:
    graph = read(fleet)
    origins = {one.origin.path: str(one.origin.place) for one in graph.resources if one.origin is not None}
    assert origins["Test/Service/Storage/Inbox/Resource"] == f"app.js:{line(fleet / 'app.js', 'new sqs.Queue')}"
    assert origins["Production/Shared/Events/Resource"] == f"app.js:{line(fleet / 'app.js', 'new sns.Topic')}"
    assert all(one.origin is not None for one in graph.resources)


def test_reports_show_the_line_of_the_app_with_construct_and_template_beside_it(shop: Path) -> None:
    review = buttress.review(shop)
    place = f"app.js:{line(shop / 'app.js', 'new lambda.Function')} (Shop/Worker/Resource, cdk.out/Shop.template.json:"
    assert place in " ".join(as_text(review, everything=True).split())
    assert f"`{place}" in as_markdown(review)
    document = document_of(review)
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    worker = next(one for one in document["evidence"] if one["resource"].endswith("#Worker11F36D0F"))
    assert worker["file"] == "cdk.out/Shop.template.json"
    assert worker["origin"]["path"] == "Shop/Worker/Resource"
    assert worker["origin"]["place"]["file"] == "app.js"


def test_results_of_sarif_point_at_the_app_and_at_the_template(shop: Path) -> None:
    (run,) = json.loads(as_sarif(buttress.review(shop)))["runs"]
    places = {
        (place(one["locations"][0]), place(one["relatedLocations"][0]))
        for one in run["results"]
        if one["properties"].get("origin") == "Shop/Incoming/Resource"
    }
    assert places == {("app.js", "cdk.out/Shop.template.json")}


def place(location: dict[str, Any]) -> str:
    found: str = location["physicalLocation"]["artifactLocation"]["uri"]
    return found
