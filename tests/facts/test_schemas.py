"""The types and properties that facts speak of exist in AWS's own schemas, which cfn-lint carries."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from buttress.facts.service_defaults import ANY_TYPE, read_defaults
from buttress.facts.stateful_types import stateful_types
from buttress.facts.table import FOLDER

ATTRIBUTES: Final = ("DeletionPolicy", "UpdateReplacePolicy")
SCHEMAS: Final = files("cfnlint").joinpath("data/schemas")

Node = Mapping[str, Any]


@cache
def providers() -> Mapping[str, str]:
    names: dict[str, str] = json.loads(SCHEMAS.joinpath("providers/us-east-1.json").read_text(encoding="utf-8"))
    return names


@cache
def schema(resource_type: str) -> Node:
    text = SCHEMAS.joinpath(f"resources/{providers()[resource_type]}.json").read_text(encoding="utf-8")
    node: Node = json.loads(text)
    return node


def resolved(root: Node, node: Node) -> Node:
    while "$ref" in node or "items" in node:
        node = root["definitions"][node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node["items"]
    return node


def has(resource_type: str, path: str) -> bool:
    root = node = schema(resource_type)
    for name in path.split("."):
        node = resolved(root, node).get("properties", {}).get(name)
        if node is None:
            return False
    return True


def test_every_default_is_of_a_property_that_exists() -> None:
    paths = {(kind, path) for kind, path, _ in read_defaults(FOLDER / "service_defaults.tsv")}
    checked = {(kind, path) for kind, path in paths if kind != ANY_TYPE and path not in ATTRIBUTES}
    assert len(checked) > 200
    assert not sorted(f"{kind} {path}" for kind, path in checked if not has(kind, path))


def test_a_property_that_does_not_exist_is_noticed() -> None:
    assert has("AWS::S3::Bucket", "VersioningConfiguration.Status")
    assert not has("AWS::S3::Bucket", "VersioningConfiguration.State")


def test_every_stateful_type_exists() -> None:
    assert not sorted(known.type for known in stateful_types() if known.type not in providers())
