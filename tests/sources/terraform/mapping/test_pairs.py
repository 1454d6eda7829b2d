"""The same architecture in HCL and in CloudFormation gives the same graph."""

import functools
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from buttress.graph.graph import Graph
from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.terraform.instance import Instance
from buttress.sources.terraform.mapping.catalogue import Catalogue, of_documents
from buttress.sources.terraform.mapping.document import documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.reader import terraform_reading
from tests import reading
from tests.sources.terraform.mapping import exercised, pairs, readings, targets

HERE = Path(__file__).parent
DATA = Path("src/buttress/sources/terraform/mapping/data")
DECLARED = re.compile(r'^resource "(\w+)"', re.MULTILINE)
UNPAIRED = HERE / "unpaired.txt"
"""What the data reads and no pair exercises: an attribute of this list gets its line in a pair, and leaves it."""
PAGES = sorted((HERE / "pairs").glob("*/*.md"))


@functools.cache
def known() -> Catalogue:
    """The data as it is written, so that a pair can be tried before the data is compiled."""
    return of_documents(documents(DATA))


def noted(text: str, folder: Path) -> tuple[list[Instance], Graph, Worlds]:
    """Give the instances and the graph of a text of HCL."""
    (folder / "main.tf").write_text(text, encoding="utf-8")
    worlds = Worlds()
    registers: list[exercised.Noting] = []

    def register(one: Worlds) -> exercised.Noting:
        registers.append(exercised.Noting(one, known()))
        return registers[-1]

    read = terraform_reading(discover([folder]), worlds, {}, register=register)
    graph = graph_from([read], worlds, reading.DAY)
    return [instance for made in registers for instance in made.instances()], graph, worlds


def terraform(text: str, folder: Path, catalogue: Catalogue | None = None) -> Graph:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    worlds = Worlds()
    data = known() if catalogue is None else catalogue
    read = terraform_reading(discover([folder]), worlds, {}, register=lambda one: RootRegister(one, data))
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


@functools.cache
def unpaired() -> tuple[targets.Target, ...]:
    """What the data reads and no pair exercises."""
    open_ = {one for one in targets.targets() if one.source and not one.source.startswith("@")}
    for path in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            instances, graph, worlds = noted(pairs.page(path).hcl, Path(folder))
        sources, results = exercised.written(instances, worlds), exercised.given(graph, worlds)
        open_ = {one for one in open_ if not exercised.is_exercised(one, sources, results)}
    same = targets.twins()
    return tuple(one for one in open_ if one.origin not in same or replace(one, origin=same[one.origin]) in open_)


def test_the_list_of_what_no_pair_exercises_is_current() -> None:
    """The list may only shrink: a new attribute comes with its pair."""
    found = {f"{one.origin} {one.source}" for one in unpaired()}
    assert sorted(found) == UNPAIRED.read_text(encoding="utf-8").splitlines()


def test_what_checks_and_relations_read_is_exercised() -> None:
    assert not sorted({f"{one.origin} {one.source} ({one.type})" for one in unpaired() if readings.is_read(one)})


def test_a_value_that_differs_is_told(tmp_path: Path) -> None:
    ours = terraform('resource "aws_sqs_queue" "orders" {\n  visibility_timeout_seconds = 60\n}\n', tmp_path)
    theirs = reading.read(
        "Resources: {Orders: {Type: AWS::SQS::Queue, "
        "Properties: {VisibilityTimeout: 30, QueueName: orders, MaximumMessageSize: 262144}}}"
    )
    found = pairs.differences(
        pairs.facts(ours, pairs.names_in_hcl(ours, "\n\n\n")), pairs.facts(theirs, pairs.names_in_template(theirs))
    )
    assert [line.split("\n")[0] for line in found] == ["Orders.QueueName", "Orders.VisibilityTimeout"]
