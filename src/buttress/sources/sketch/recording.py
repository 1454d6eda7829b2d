"""Makes a sketch of an architecture that is there: its main resources, what matters of them, how they are joined."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST
from buttress.graph.resource import Resource
from buttress.graph.unread import PROPOSAL
from buttress.graph.values import ABSENT, NotKnown
from buttress.graph.view import Listing, View
from buttress.graph.worlds import Fork
from buttress.sources.sketch.tables import BOTH, decided_by_name, first_names, matters, usual_meaning
from buttress.sources.sketch.writing import Drawn, Written, as_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation

MINOR: Final = frozenset(
    {
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::RouteTable",
        "AWS::ECS::TaskDefinition",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::IAM::Role",
        "AWS::IAM::User",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::LayerVersion",
        "AWS::SNS::Subscription",
        "AWS::SSM::Parameter",
    }
)
"""Types that a sketch leaves out: an arrow says them, or they are detail."""
CONTAINERS: Final = ("AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::SecurityGroup")
APIS: Final = ("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::AppSync::GraphQLApi")
WORDS: Final = {
    "alarms-on": "alarms on",
    "dead-letters-to": "dead-letters to",
    "encrypted-by": "encrypted by",
    "fronts": "fronts",
    "invokes": "invokes",
    "notifies": "notifies",
    "publishes-to": "publishes to",
    "reads": "reads",
    "triggers": "triggers",
    "writes": "writes",
}
"""The kinds of relations that are drawn, and what their arrows mean."""


def recorded(graph: Graph, name: str) -> str:
    """Write a sketch of a graph; the same graph gives the same text."""
    kept = [each for each in graph.resources if _is_main(each)]
    ids = dict(_named(kept))
    roots = sorted({each.root for each in kept})
    drawn = any(unread.kind == PROPOSAL for unread in graph.unread)
    root = roots[0] if len(roots) == 1 and not drawn else ""
    inside = _inside(graph, ids)
    boxes = [_box(each, ids[each.id], inside.get(each.id, ())) for each in kept]
    if not drawn:
        boxes = [_built(box, each, root) for box, each in zip(boxes, kept, strict=True)]
    return as_yaml(name, boxes, _joined(set(_arrows(graph, ids))), root)


def _is_main(resource: Resource) -> bool:
    return resource.type in first_names() and resource.type not in MINOR and not resource.conditional


def _joined(arrows: set[Drawn]) -> list[Drawn]:
    """Give the arrows in order, those that read and those that write as one where both are there."""
    pairs = {arrow for arrow in arrows if arrow.meaning == "reads" and replace(arrow, meaning="writes") in arrows}
    both = {replace(arrow, meaning=BOTH) for arrow in pairs}
    alone = arrows - pairs - {replace(arrow, meaning="writes") for arrow in pairs}
    return sorted(alone | both, key=lambda arrow: (arrow.source, arrow.target, arrow.meaning))


def _named(kept: list[Resource]) -> Iterator[tuple[str, str]]:
    used: set[str] = set()
    for each in kept:
        wanted = name = re.sub(r"[^A-Za-z0-9_-]+", "-", each.logical_id).strip("-_")[:100] or "box"
        count = 2
        while name in used:
            name, count = f"{wanted}-{count}", count + 1
        used.add(name)
        yield each.id, name


def _built(box: Written, resource: Resource, root: str) -> Written:
    """Say which resource a box stands for, where its name does not."""
    return box if resource.id == f"{root}#{box.id}" else replace(box, built_as=resource.id)


def _box(resource: Resource, name: str, within: tuple[str, ...]) -> Written:
    said = first_names()[resource.type]
    return Written(
        id=name,
        said=resource.type if decided_by_name(said) else said,
        within=within,
        properties=_settings(resource),
    )


def _settings(resource: Resource) -> dict[str, object]:
    """Give what is decided and matters, nested as it is in the resource."""
    found: dict[str, object] = {}
    for path in matters().get(resource.type, ()):
        value = _literal(resource, path)
        if value is None:
            continue
        *above, last = path.split(".")
        here = found
        for step in above:
            inner = here.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            here[last] = value
    return found


def _literal(resource: Resource, path: str) -> object:
    """Give a value that is known in all worlds and rests on no default, None for any other."""
    outer = resource.worlds.begin()
    try:
        value = _plain(resource.get(path), resource, path)
    except (NotKnown, Fork):
        value = None
    finally:
        noted = resource.worlds.end(outer)
    return None if any(noted) else value


def _plain(value: object, resource: Resource, path: str) -> object:
    if isinstance(value, Listing):
        found = resource.find(path)
        if not isinstance(found, View) or found.node.kind != LIST:
            return None
        items = [item.get() for item in resource.each(path)]
        return items if items and all(isinstance(item, str | int | float) for item in items) else None
    return value if value is not ABSENT and isinstance(value, str | int | float) else None


def _arrows(graph: Graph, ids: Mapping[str, str]) -> Iterator[Drawn]:
    users = _users_of_roles(graph)
    for relation in graph.index.all():
        source, target = relation.source, relation.target
        if relation.when or not isinstance(source, Resource) or not isinstance(target, Resource):
            continue
        meaning = _meaning(relation, source, target)
        for start in users.get(source.id, (source,)) if meaning in ("reads", "writes") else (source,):
            if meaning and start.id in ids and target.id in ids and start.id != target.id:
                usual = usual_meaning(start.type, target.type) == meaning
                yield Drawn(ids[start.id], "" if usual else meaning, ids[target.id])


def _meaning(relation: Relation, source: Resource, target: Resource) -> str:
    """Give what the arrow of a relation means, empty for one that a sketch leaves out."""
    if relation.kind == "fronts" and source.type in APIS:
        return "invokes"
    if relation.kind == "authorizes" and source.type == "AWS::Cognito::UserPool" and target.type in APIS:
        return ""
    if relation.kind == "triggers" and source.type in APIS:
        return ""
    if relation.kind == "dead-letters-to" and not _sets_aside_itself(source):
        return ""
    return WORDS.get(relation.kind, "")


def _sets_aside_itself(source: Resource) -> bool:
    """Say whether a source has a dead-letter queue of its own, not one that something beside it declares."""
    if source.type == "AWS::SQS::Queue":
        return True
    try:
        return source.type == "AWS::Lambda::Function" and source.present("DeadLetterConfig.TargetArn")
    except (NotKnown, Fork):
        return False


def _users_of_roles(graph: Graph) -> dict[str, tuple[Resource, ...]]:
    """Give the resources that assume each role: what a role may read, they read."""
    found: dict[str, tuple[Resource, ...]] = {}
    for relation in graph.index.all():
        if relation.kind == "assumes" and isinstance(relation.source, Resource) and relation.target is not None:
            found[relation.target.id] = (*found.get(relation.target.id, ()), relation.source)
    return found


def _inside(graph: Graph, ids: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Give the subnets, VPC and security groups that each box lies in, where all of them are told."""
    found: dict[str, set[str]] = {}
    doubtful: set[str] = set()
    for relation in graph.index.all():
        source, target = relation.source, relation.target
        if relation.kind not in ("placed-in", "protected-by") or not isinstance(source, Resource):
            continue
        if isinstance(target, Resource) and target.type in CONTAINERS and target.id in ids and not relation.when:
            found.setdefault(source.id, set()).add(ids[target.id])
        else:
            doubtful.add(source.id)
    return {name: tuple(sorted(inside)) for name, inside in found.items() if name not in doubtful}
