from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reading import resource
from tests.sources.cdk.assemblies import QUEUE, app, read, stack, write

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.origin import Origin

PATH = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Own/Queue/Resource"}}}}


def origin(folder: Path, template: dict[str, Any], metadata: dict[str, Any]) -> Origin | None:
    """Give what made the queue of an app's only stack, whose metadata stands in the manifest."""
    return resource(
        read(app(folder, {"Own": stack("Own.json", metadata=metadata)}, Own__json=template)), "Queue"
    ).origin


def entry(kind: str, data: object, **more: object) -> dict[str, object]:
    return {"type": kind, "data": data, **more}


def test_the_metadata_of_a_resource_tells_its_construct(tmp_path: Path) -> None:
    found = origin(tmp_path, PATH, {})
    assert found is not None
    assert (found.path, found.place, found.code) == ("Own/Queue/Resource", None, "")


def test_a_trace_beside_the_logical_id_tells_the_line(tmp_path: Path) -> None:
    """As older versions have it, when synthesized with `--debug`."""
    write(tmp_path, {"lib/own.ts": "new Queue()"})
    trace = [
        f"new Queue ({tmp_path}/node_modules/aws-cdk-lib/aws-sqs/lib/queue.js:1:900)",
        f"new Own ({tmp_path}/lib/own.ts:7:5)",
        f"Object.<anonymous> ({tmp_path}/bin/app.ts:3:1)",
        "node:internal/main/run_main_module:17:47",
    ]
    for form in (trace, "\n    at ".join(trace)):
        found = origin(tmp_path, QUEUE, {"/Own/Queue/Resource": [entry("aws:cdk:logicalId", "Queue", trace=form)]})
        assert found is not None
        assert found.path == "Own/Queue/Resource"
        assert found.place is not None
        assert (found.place.file, found.place.line, found.place.column) == ("lib/own.ts", 7, 5)


@pytest.mark.parametrize(
    "frame",
    [
        "new Own (/elsewhere/lib/own.ts:7:5)",
        "new Own (lib/own.ts)",
        "new Own (/lib/own.ts:99999999999999999999:5)",
        "(((((((((((((((((((((:1:1",
        "file://%00:1:1",
        "/\0:1:1",
        7,
        None,
    ],
)
def test_a_frame_outside_of_what_is_reviewed_tells_no_line(tmp_path: Path, frame: object) -> None:
    found = origin(
        tmp_path,
        QUEUE,
        {"/Own/Queue": [entry("aws:cdk:logicalId", "Queue"), entry("aws:cdk:creationStack", [frame])]},
    )
    assert found is not None
    assert found.place is None


def test_a_module_that_node_names_by_its_url_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"my lib/own.mjs": "new Queue()"})
    url = (tmp_path / "my lib" / "own.mjs").as_uri()
    found = origin(
        tmp_path,
        QUEUE,
        {"/Own/Queue": [entry("aws:cdk:logicalId", "Queue"), entry("aws:cdk:creationStack", [f"{url}:7:5"])]},
    )
    assert found is not None
    assert str(found.place) == "my lib/own.mjs:7"


def test_two_constructs_of_one_logical_id_are_not_guessed_between(tmp_path: Path) -> None:
    twice = [entry("aws:cdk:logicalId", "Queue")]
    assert origin(tmp_path, QUEUE, {"/Own/A": twice, "/Own/Inner/B": twice}) is None
    found = origin(tmp_path, PATH, {"/Own/A": twice, "/Own/Inner/B": twice})
    assert found is not None
    assert found.path == "Own/Queue/Resource"


@pytest.mark.parametrize("metadata", [{"/Own": 1}, {"/Own": [1, "x", None]}, {"": [entry("aws:cdk:logicalId", 1)]}, []])
def test_metadata_of_another_shape_tells_nothing(tmp_path: Path, metadata: Any) -> None:  # noqa: ANN401 - hostile
    assert origin(tmp_path, QUEUE, metadata) is None


def test_metadata_that_cannot_be_read_hides_no_resource(tmp_path: Path) -> None:
    artifact = stack("Own.json", additionalMetadataFile="Own.metadata.json")
    graph = read(app(tmp_path, {"Own": artifact}, Own__json=QUEUE, Own__metadata__json="{"))
    assert resource(graph, "Queue").origin is None
    assert [(problem.file, problem.stops) for problem in graph.problems] == [("cdk.out/Own.metadata.json", False)]
