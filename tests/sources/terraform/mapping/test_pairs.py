"""The same architecture in HCL and in CloudFormation gives the same graph."""

import functools
import re
from pathlib import Path

import pytest

from buttress.graph.graph import Graph
from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.terraform.mapping.catalogue import Catalogue, of_documents
from buttress.sources.terraform.mapping.document import documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.reader import terraform_reading
from tests import reading
from tests.sources.terraform.mapping import pairs, targets

HERE = Path(__file__).parent
DATA = Path("src/buttress/sources/terraform/mapping/data")
DECLARED = re.compile(r'^resource "(\w+)"', re.MULTILINE)
PAGES = sorted((HERE / "pairs").glob("*/*.md"))


@functools.cache
def known() -> Catalogue:
    """The data as it is written, so that a pair can be tried before the data is compiled."""
    return of_documents(documents(DATA))


def terraform(text: str, folder: Path) -> Graph:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    worlds = Worlds()
    read = terraform_reading(discover([folder]), worlds, {}, register=lambda one: RootRegister(one, known()))
    return graph_from([read], worlds, reading.DAY)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_languages_give_the_same_graph(path: Path, tmp_path: Path) -> None:
    page = pairs.page(path)
    ours, theirs = terraform(page.hcl, tmp_path), reading.read(page.yaml)
    assert not ours.problems
    assert not [one.what for one in ours.unread if one.kind == "resource type"]
    found = pairs.differences(
        pairs.facts(ours, pairs.names_in_hcl(ours, page.hcl)), pairs.facts(theirs, pairs.names_in_template(theirs))
    )
    assert not found, "\n" + "\n".join(found)


def test_every_mapped_type_is_in_a_pair() -> None:
    """So are those that add to another resource, and those of which the data says that they make nothing."""
    declared = {kind for path in PAGES for kind in DECLARED.findall(pairs.page(path).hcl)}
    assert not sorted(set(targets.data()) - declared)


def test_a_value_that_differs_is_told(tmp_path: Path) -> None:
    ours = terraform('resource "aws_sqs_queue" "orders" {\n  visibility_timeout_seconds = 60\n}\n', tmp_path)
    theirs = reading.read(
        "Resources: {Orders: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30, QueueName: orders}}}"
    )
    found = pairs.differences(
        pairs.facts(ours, pairs.names_in_hcl(ours, "\n\n\n")), pairs.facts(theirs, pairs.names_in_template(theirs))
    )
    assert [line.split("\n")[0] for line in found] == ["Orders.QueueName", "Orders.VisibilityTimeout"]
