"""Nothing is said by absence: a sketch never gives a gap or a met because something is not there yet."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buttress import checks, wiring
from buttress.evidence.catalogue import checks_of
from buttress.evidence.engine import verdicts_of
from buttress.graph.node import LIST, MAP, mapping
from buttress.graph.unread import PROPOSAL, Unread
from buttress.graph.values import NOT_DECIDED
from buttress.graph.worlds import Worlds
from buttress.sources.cloudformation.reader import templates_reading
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.sketch.tables import TYPE, first_names
from tests.reading import DAY

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.node import Node
    from buttress.sources.reading import Reading

ROOT = Path(__file__).parents[3]
EXAMPLES = ("orders", "orders-good", "orders-worse")
ALWAYS = {
    "apigatewayv2-zones",
    "cloudfront-edge",
    "dynamodb-encryption-at-rest",
    "elasticsearch-backup",
    "lambda-url-zones",
    "logs-encryption-at-rest",
    "opensearchservice-backup",
    "secretsmanager-encryption-at-rest",
    "workload-canary",
    "workload-configuration",
    "workload-dashboard",
    "workload-pipeline",
}
"""What AWS does by itself, whatever is decided, and what the boxes themselves are."""


def test_of_boxes_of_which_nothing_is_decided_nothing_is_said(tmp_path: Path) -> None:
    every = {name for check in wiring.catalogue() for name in check.on if TYPE.match(name)} | set(first_names())
    boxes = [f"  {name.replace('::', '-')}: {name}" for name in sorted(every) if TYPE.match(name)]
    path = tmp_path / "all.sketch.yaml"
    path.write_text("\n".join(["sketch: All", "boxes:", *boxes]))
    found = wiring.review([path])
    assert len(found.graph.resources) > 90
    assert {each.check.id for each in found.evidence if each.state == "gap"} == set()
    assert {each.check.id for each in found.evidence if each.state == "met" and "ServerlessCache" not in each.type} == (
        ALWAYS
    )


HALF_DECIDED = """
sketch: Half
boxes:
  role: role
  one: {is: Lambda function, properties: {runtime: python3.13, Role: !GetAtt role.Arn}}
  server: {is: EC2 instance, properties: {InstanceType: t3.small}}
  flow: {is: state machine, properties: {tracing: yes}}
  queue: {is: queue, without: [RedrivePolicy]}
"""


@pytest.mark.parametrize(
    ("check", "box"),
    [
        ("lambda-own-role", "one"),  # another function may get the role
        ("lambda-insights", "one"),  # a layer may measure it
        ("ec2-graviton", "server"),  # the image may be one of Windows
        ("stepfunctions-tracing", "flow"),  # the role may not let it write traces
        ("sqs-dead-letter-retention", "queue"),  # another queue may set messages aside in it
        ("sqs-dead-letter-queue", "queue"),  # and then it needs none itself
        ("workload-owner-tags", "workload"),  # the tags may come
    ],
)
def test_what_rests_on_something_else_is_not_decided(check: str, box: str, tmp_path: Path) -> None:
    path = tmp_path / "half.sketch.yaml"
    path.write_text(HALF_DECIDED)
    found = [each for each in wiring.review([path]).evidence if each.check.id == check]
    (verdict,) = [each for each in found if each.resource.rsplit("#", 1)[-1] == box]
    assert (verdict.state, verdict.reason) == ("unknown", "not decided yet")


def hide(node: Node, chance: random.Random) -> None:
    """Take members away from a node's maps, and leave the maps open."""
    if node.kind == MAP:
        node.open = NOT_DECIDED
        node.value = {name: member for name, member in node.value.items() if chance.random() > 0.35}
    for member in node.value.values() if node.kind == MAP else node.value if node.kind == LIST else ():
        hide(member, chance)


def reading_of(folder: Path, worlds: Worlds) -> Reading:
    return templates_reading(discover([folder]), worlds, {})


def verdicts(graph: Graph) -> dict[tuple[str, str], str]:
    found = (each for check in checks_of(checks, graph.by_type) for each in verdicts_of(check, graph, None))
    return {(each.check.id, each.resource): each.state for each in found}


def partly_hidden(folder: Path, seed: int) -> Graph:
    """Read an architecture as a proposal that says some of it."""
    chance, worlds = random.Random(seed), Worlds()  # noqa: S311 - a seed makes the test the same every time
    reading = reading_of(folder, worlds)
    told = {resource.id for resource in reading.resources if chance.random() > 0.4}
    for resource in reading.resources:
        hide(resource.node, chance)
        resource.body.node.open = NOT_DECIDED
        # as in a sketch: no tool wrote it
        resource.body.node.value.setdefault("Metadata", mapping({}, resource.body.node))
    reading.resources = [resource for resource in reading.resources if resource.id in told]
    reading.unread.append(Unread(PROPOSAL, "what it leaves open", reading.resources[0].location))
    return graph_from([reading], worlds, DAY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_a_part_of_an_architecture_shows_the_whole_shows_too(example: str) -> None:
    folder, worlds = ROOT / "examples" / example, Worlds()
    whole = verdicts(graph_from([reading_of(folder, worlds)], worlds, DAY))
    for seed in range(4):
        shown = verdicts(partly_hidden(folder, seed))
        said = {subject: state for subject, state in shown.items() if state in ("met", "gap")}
        assert len(said) > 10
        assert {subject: state for subject, state in said.items() if whole[subject] not in (state, "unknown")} == {}, (
            f"seed {seed}"
        )
