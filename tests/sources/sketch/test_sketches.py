from __future__ import annotations

import textwrap
import time
from typing import TYPE_CHECKING

import pytest

from buttress import wiring
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown
from buttress.report.markdown import as_markdown
from buttress.report.terminal import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.review import Review
    from buttress.graph.graph import Graph


def reviewed(folder: Path, text: str, name: str = "a.sketch.yaml") -> Review:
    path = folder / name
    path.write_text(textwrap.dedent(text))
    return wiring.review([path])


def read(folder: Path, text: str) -> Graph:
    return reviewed(folder, text).graph


def states(review: Review) -> dict[tuple[str, str], str]:
    return {(found.check.id, found.resource.rsplit("#", 1)[-1]): found.state for found in review.evidence}


def named(graph: Graph, name: str) -> Resource:
    return next(each for each in graph.resources if each.logical_id == name)


QUEUE_AND_WORKER = """
sketch: Work
boxes:
  work: queue
  worker: {is: Lambda function, properties: {runtime: nodejs18.x}}
  dead: dead-letter queue
arrows:
  - work -> worker
  - work dead-letters to dead
"""


def test_what_is_decided_is_judged_at_its_place(tmp_path: Path) -> None:
    found = reviewed(tmp_path, QUEUE_AND_WORKER)
    runtime = next(each for each in found.evidence if each.check.id == "lambda-runtime")
    assert (runtime.state, runtime.location.file, runtime.location.line) == ("gap", "a.sketch.yaml", 5)
    assert states(found)["sqs-dead-letter-queue", "work"] == "met"
    assert states(found)["sqs-dead-letter-queue", "dead"] == "not_applicable"


def test_what_is_not_decided_is_unknown_for_that_reason(tmp_path: Path) -> None:
    found = reviewed(tmp_path, QUEUE_AND_WORKER)
    alarm = next(each for each in found.evidence if each.check.id == "lambda-error-alarm")
    assert (alarm.state, alarm.reason) == ("unknown", "not decided yet")


def test_an_arrow_is_what_cloudformation_says_it_with(tmp_path: Path) -> None:
    graph = read(tmp_path, QUEUE_AND_WORKER)
    mapping = next(iter(graph.by_type["AWS::Lambda::EventSourceMapping"]))
    assert mapping.location.line == 8
    (relation,) = graph.out(named(graph, "work"), "triggers")
    assert isinstance(relation.target, Resource)
    assert relation.target.logical_id == "worker"


def test_a_lookup_that_finds_nothing_is_not_decided(tmp_path: Path) -> None:
    graph = read(tmp_path, QUEUE_AND_WORKER)
    with pytest.raises(NotKnown, match="not decided yet"):
        graph.out(named(graph, "worker"), "invokes")
    with pytest.raises(NotKnown, match="not decided yet"):
        list(graph.of_type("AWS::CloudTrail::Trail"))


def test_one_zone_is_a_gap_and_two_are_met(tmp_path: Path) -> None:
    found = reviewed(
        tmp_path,
        """
        sketch: Zones
        region: eu-central-1
        boxes:
          net: VPC
          one: {is: Lambda function, in: net, zones: [a]}
          two: {is: Lambda function, in: net, zones: [a, b]}
          db: {is: PostgreSQL database, zones: [a], properties: {public: yes, encrypted: no}}
        """,
    )
    verdicts = states(found)
    assert (verdicts["lambda-zones", "one"], verdicts["lambda-zones", "two"]) == ("gap", "met")
    assert verdicts["rds-multi-zone", "db"] == "gap"
    assert verdicts["rds-public", "db"] == "gap"
    assert verdicts["rds-encryption-at-rest", "db"] == "gap"
    zones = {each.get("AvailabilityZone") for each in found.graph.by_type["AWS::EC2::Subnet"]}
    assert zones == {"eu-central-1a", "eu-central-1b"}


def test_what_is_decided_to_stay_unset_means_awss_default(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """
        sketch: Unset
        boxes:
          work: {is: queue, without: [RedrivePolicy, KmsMasterKeyId], properties: {VisibilityTimeout: null}}
        """,
    )
    work = named(graph, "work")
    assert not work.present("RedrivePolicy")
    for path in ("VisibilityTimeout", "FifoQueue"):
        with pytest.raises(NotKnown, match="not decided yet"):
            work.text(path)


def test_a_list_is_whole_unless_it_ends_in_dots(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """
        sketch: Lists
        boxes:
          whole: {is: Lambda function, properties: {Architectures: [arm64]}}
          open: {is: Lambda function, properties: {Architectures: [arm64, ...]}}
        """,
    )
    assert [each.get() for each in named(graph, "whole").each("Architectures")] == ["arm64"]
    with pytest.raises(NotKnown, match="not decided yet"):
        list(named(graph, "open").each("Architectures"))


def test_one_box_may_refer_to_another(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """
        sketch: References
        boxes:
          work: {is: queue, properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt dead.Arn}}}
          dead: queue
          lost: {is: queue, properties: {KmsMasterKeyId: !Ref nobody}}
        """,
    )
    (relation,) = graph.out(named(graph, "work"), "dead-letters-to")
    assert relation.target is named(graph, "dead")
    with pytest.raises(NotKnown, match="nobody is no box"):
        named(graph, "lost").text("KmsMasterKeyId")


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("{is: queuue}", "'queuue' is no service that has a name here. Did you mean queue"),
        ("{is: queue, colour: red}", "'colour' says nothing in the box odd. There are:"),
        ("{is: queue, properties: {fifoo: yes}}", "'fifoo' is no property of AWS::SQS::Queue. Did you mean fifo?"),
        ("{is: queue, properties: {fifo: maybe}}", "fifo is neither yes nor no"),
        ("{is: queue, in: nowhere}", "odd lies in nowhere, which is no box"),
        ("{label: something}", "what odd is is not decided yet"),
        ("[1, 2]", "the box odd is no map"),
        ("Region", "Region is no box of a sketch"),
        ("{is: queue, properties: 3}", "properties is no map"),
        ("{is: queue, label: [a]}", "label is no text"),
    ],
)
def test_what_says_nothing_is_told_and_everything_else_is_read(tmp_path: Path, box: str, said: str) -> None:
    found = reviewed(tmp_path, f"sketch: Odd\nboxes:\n  odd: {box}\n  work: queue\n")
    (problem,) = found.problems
    assert said in str(problem)
    assert str(problem).startswith("a.sketch.yaml:3:")
    assert not problem.stops
    assert {each.logical_id for each in found.graph.resources} == {"odd", "work"}


@pytest.mark.parametrize(
    ("arrow", "said"),
    [
        ("a -> nobody", "'nobody' is no box of this sketch"),
        ("a frobs b", "what 'frobs' means for an arrow is not known here"),
        ("whatever", "'whatever' is no arrow"),
        ("[a, b]", "this is no arrow"),
        ("{from: a, too: b}", "'too' says nothing in an arrow. Did you mean to?"),
        ("b -> a", "what an arrow means is not decided yet: b -> a"),
    ],
)
def test_an_arrow_that_says_nothing_is_told(tmp_path: Path, arrow: str, said: str) -> None:
    found = reviewed(tmp_path, f"boxes: {{a: queue, b: DynamoDB table}}\nsketch: Odd\narrows:\n  - {arrow}\n")
    assert any(said in str(problem) for problem in found.problems)


def test_people_and_other_systems_are_no_resources(tmp_path: Path) -> None:
    graph = read(tmp_path, "sketch: x\nboxes: {shop: person, api: REST API}\narrows: [shop -> api]\n")
    assert [each.logical_id for each in graph.resources] == ["api"]


def test_a_box_of_which_nobody_knows_what_it_is_may_be_anything(tmp_path: Path) -> None:
    found = reviewed(tmp_path, "sketch: x\nboxes: {a: queue, odd: zzz}\narrows: [a -> odd]\n")
    assert named(found.graph, "odd").type == "Custom::Undecided"
    assert all(each.state == "unknown" for each in found.evidence)


def test_a_drawing_beside_a_template_does_not_double_it(tmp_path: Path) -> None:
    template = "Resources:\n  Work:\n    Type: AWS::SQS::Queue\n"
    (tmp_path / "template.yaml").write_text(template)
    sketch = tmp_path / "work.sketch.yaml"
    sketch.write_text("sketch: Work\nboxes: {Work: queue}\n")
    (tmp_path / "work.mmd").write_text("flowchart LR\n a[Work queue]\n")
    assert [root.path for root in wiring.review([tmp_path]).graph.roots] == ["template.yaml"]
    assert [root.kind for root in wiring.review([sketch]).graph.roots] == ["sketch"]
    (tmp_path / "template.yaml").unlink()
    assert [root.kind for root in wiring.review([tmp_path]).graph.roots] == ["sketch"]
    sketch.unlink()
    assert [root.kind for root in wiring.review([tmp_path]).graph.roots] == ["Mermaid"]


def test_a_box_has_the_id_of_what_it_is_built_as(tmp_path: Path) -> None:
    text = """
    sketch: Work
    built-as: template.yaml
    boxes:
      Work: queue
      other: {is: queue, built-as: Dead}
      inner: {is: queue, built-as: "template.yaml#Inner/Queue"}
    """
    graph = read(tmp_path, text)
    assert {each.id for each in graph.resources} == {
        "template.yaml#Work",
        "template.yaml#Dead",
        "template.yaml#Inner/Queue",
    }
    (tmp_path / "template.yaml").write_text("Resources:\n  Work:\n    Type: AWS::SQS::Queue\n")
    both = wiring.review([tmp_path / "template.yaml", tmp_path / "a.sketch.yaml"]).graph
    assert [each.id for each in both.resources if each.logical_id == "Work"] == [
        "a.sketch.yaml#Work",
        "template.yaml#Work",
    ]


def test_the_report_tells_what_is_wrong_and_then_what_to_decide(tmp_path: Path) -> None:
    found = reviewed(tmp_path, QUEUE_AND_WORKER)
    text = as_text(found)
    assert "sketch · 1 file" in text
    wrong, questions = (
        text.index("nodejs18.x has had no security updates"),
        text.index("To decide, most at stake first"),
    )
    assert wrong < questions
    assert "high    Somebody is told when the function fails: worker" in text
    assert "proposal not read" not in text
    assert "## To decide, most at stake first" in as_markdown(found)


@pytest.mark.parametrize(
    "text",
    [
        "sketch: x\nboxes:\n" + "".join(f"  s{n}: {{is: subnet, in: s{(n + 1) % 300}}}\n" for n in range(300)),
        "sketch: x\nboxes: {a: {is: queue, properties: {A: " + "[" * 500 + "]" * 500 + "}}}\n",
        "sketch: x\nboxes:\n" + "".join(f"  b{n}: queue\n" for n in range(6000)),
        "sketch: x\nboxes: {a: queue, b: Lambda}\narrows: ['" + " -> ".join(["a", "b"] * 9000) + "']\n",
        "sketch: x\nboxes: {a: {is: queue, properties: {KmsMasterKeyId: !Ref a}}}\narrows: [a dead-letters to a]\n",
        "sketch: x\nboxes: {'1': 2, true: queue, ~: q, a: {<<: {is: queue}}}\narrows: {a: b}\n",
        "sketch: x\nboxes:\n",
        "sketch: x\n\tboxes: {\n",
    ],
)
def test_hostile_sketches_end_in_bounded_time(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    reviewed(tmp_path, text)
    assert time.process_time() - began < 10
