"""Which templates of a folder are one architecture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.graph.architectures import architectures_of, part_of
from buttress.graph.location import Location
from buttress.graph.suppression import Suppression
from tests.reading import read_folder

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = "Resources: {Q: {Type: AWS::SQS::Queue}}\n"
EXPORTING = """
    Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}}
    Outputs: {Q: {Value: !GetAtt Q.Arn, Export: {Name: orders}}}
    """


def test_templates_that_do_not_refer_to_each_other_are_apart(tmp_path: Path) -> None:
    graph = read_folder(tmp_path, {"a.yaml": QUEUE, "b.yaml": QUEUE})
    assert architectures_of(graph) == (("a.yaml",), ("b.yaml",))


@pytest.mark.parametrize(
    "value",
    [
        "!ImportValue orders",
        "!Join ['', [!ImportValue orders]]",
        "{'Fn::Sub': ['${A}', {A: !ImportValue orders}]}",
        "{'Fn::ImportValue': !Sub orders}",
    ],
)
def test_an_import_joins_two_templates_whatever_property_it_stands_in(tmp_path: Path, value: str) -> None:
    importing = f"Resources: {{P: {{Type: AWS::SSM::Parameter, Properties: {{Type: String, Value: {value}}}}}}}"
    graph = read_folder(tmp_path, {"a.yaml": EXPORTING, "b.yaml": importing, "c.yaml": QUEUE})
    assert architectures_of(graph) == (("a.yaml", "b.yaml"), ("c.yaml",))


def test_a_name_that_another_template_declares_joins_two(tmp_path: Path) -> None:
    sender = """
        Resources:
          D:
            Type: AWS::SQS::Queue
            Properties: {RedrivePolicy: {deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:orders"}}
        """
    graph = read_folder(tmp_path, {"a.yaml": EXPORTING, "b.yaml": sender})
    assert architectures_of(graph) == (("a.yaml", "b.yaml"),)


def test_groups_join_over_a_third(tmp_path: Path) -> None:
    middle = """
        Resources: {Q: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !ImportValue orders}}}
        Outputs: {P: {Value: !Ref Q, Export: {Name: further}}}
        """
    last = "Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !ImportValue further}}}"
    graph = read_folder(tmp_path, {"a.yaml": EXPORTING, "b.yaml": middle, "c.yaml": last})
    assert architectures_of(graph) == (("a.yaml", "b.yaml", "c.yaml"),)


def test_a_part_has_only_what_is_of_its_roots(tmp_path: Path) -> None:
    named = "Metadata: {Buttress: {Suppress: [{check: c, kind: false-positive, reason: r, owner: o}]}}\n"
    odd = "Resources: {Q: {Type: AWS::SQS::Queue}, S: {Type: AWS::CloudFormation::Stack}, X: 1}\n"
    graph = read_folder(tmp_path, {"a.yaml": QUEUE, "b.yaml": named + odd, "broken.yaml": "Resources: {A: [AWS::"})
    part = part_of(graph, ("a.yaml",))
    assert [resource.id for resource in part.resources] == ["a.yaml#Q"]
    assert [root.path for root in part.roots] == ["a.yaml"]
    assert part.unread == ()
    assert part.suppressions == ()
    assert [problem.file for problem in part.problems] == ["broken.yaml"]
    other = part_of(graph, ("b.yaml",))
    assert len(other.unread) == 1
    assert len(other.suppressions) == 1
    assert [problem.file for problem in other.problems] == ["b.yaml", "broken.yaml"]


def test_a_suppression_apart_from_templates_stays_with_the_part_that_it_names(tmp_path: Path) -> None:
    said = Suppression("accepted", "c", "a.yaml#Q", "r", "o", None, Location("buttress.toml", 1), named=True)
    everywhere = replace(said, resource="")
    nowhere = replace(said, resource="gone.yaml#Q")
    graph = read_folder(tmp_path, {"a.yaml": QUEUE, "b.yaml": QUEUE})
    graph.suppressions = (said, everywhere, nowhere)
    assert part_of(graph, ("a.yaml",)).suppressions == (said, everywhere, nowhere)
    assert part_of(graph, ("b.yaml",)).suppressions == (everywhere, nowhere)


def test_links_within_one_root_or_to_none_join_nothing(tmp_path: Path) -> None:
    pair = """
        Resources:
          Q: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn}}}
          D: {Type: AWS::SQS::Queue}
        """
    graph = read_folder(tmp_path, {"a.yaml": pair, "b.yaml": QUEUE})
    graph.links = frozenset({("a.yaml", "a.yaml"), ("a.yaml", "gone.yaml")})
    assert architectures_of(graph) == (("a.yaml",), ("b.yaml",))
