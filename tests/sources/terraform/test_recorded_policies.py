"""Documents of `aws_iam_policy_document`, held against what a real provider made: see `recorded_policies.py`."""

from __future__ import annotations

from typing import Any

import pytest

from buttress.graph.node import Node
from buttress.sources.terraform.evaluation.closure import reduced
from tests.sources.terraform.evaluating import Read, read
from tests.sources.terraform.recorded_policies import settled
from tests.sources.terraform.recording import evaluated, has_unknown, recorded, spelled

SAID: dict[str, dict[str, Any]] = recorded("policies.json")
REFUSED = [name for name, said in SAID.items() if "document" not in said]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read all documents as one root."""
    return read(
        tmp_path_factory.mktemp("policies"),
        {
            f"{name}.tf": f'data "aws_iam_policy_document" "{name}" {{\n{said["body"]}}}\n'
            f'resource "x" "{name}" {{\n  it = data.aws_iam_policy_document.{name}.json\n}}\n'
            for name, said in SAID.items()
        },
    )


def document(found: Read, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Give our document of a block as data."""
    instance = found.instances[f".#x.{name}"]
    node, scope = reduced(instance.attributes.value["it"], instance.scope)
    return evaluated(Node(node.kind, node.value, node.file, node.line, open=node.open), scope)


@pytest.mark.parametrize("name", [name for name in SAID if name not in REFUSED])
def test_a_document_is_the_one_that_the_provider_makes(found: Read, name: str) -> None:
    assert spelled(settled(document(found, name))) == spelled(settled(SAID[name]["document"]))


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_provider_refuses_is_not_known(found: Read, name: str) -> None:
    assert has_unknown(document(found, name))
