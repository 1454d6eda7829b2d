"""How readers find the ends of relations; what is not known is kept as a loose end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.arns import without as without  # noqa: PLC0414 - others cut ends with it too
from buttress.graph.relation import Relation
from buttress.graph.resource import External
from buttress.graph.values import ABSENT, NotKnown, Unresolved
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.linking import Linker
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource
    from buttress.graph.view import Path, View

FUNCTION = ("AWS::Lambda::Function",)
QUEUE = ("AWS::SQS::Queue",)
TOPIC = ("AWS::SNS::Topic",)
QUEUE_OR_TOPIC = QUEUE + TOPIC
MACHINE = ("AWS::StepFunctions::StateMachine",)
ROLE = ("AWS::IAM::Role",)
BUCKET = ("AWS::S3::Bucket",)
TABLE = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
STREAM = ("AWS::Kinesis::Stream",)
FIREHOSE = ("AWS::KinesisFirehose::DeliveryStream",)
LOG_GROUP = ("AWS::Logs::LogGroup",)
KEY = ("AWS::KMS::Key", "AWS::KMS::Alias", "AWS::KMS::ReplicaKey")
SUBNET = ("AWS::EC2::Subnet",)
VPC = ("AWS::EC2::VPC",)
SECURITY_GROUP = ("AWS::EC2::SecurityGroup",)
BUS = ("AWS::Events::EventBus",)
DESTINATIONS = FUNCTION + QUEUE_OR_TOPIC + BUS + BUCKET
CALLABLE = (
    *FUNCTION,
    *QUEUE_OR_TOPIC,
    *MACHINE,
    *STREAM,
    *FIREHOSE,
    *BUS,
    *LOG_GROUP,
    "AWS::Events::ApiDestination",
    "AWS::ECS::Cluster",
    "AWS::ApiGateway::RestApi",
    "AWS::Batch::JobQueue",
    "AWS::CodePipeline::Pipeline",
    "AWS::CodeBuild::Project",
    "AWS::Pipes::Pipe",
)
"""What an event can be handed to."""


@dataclass(frozen=True, slots=True)
class From:
    """Relates one resource, read through a view of it or of a part of it; a short way to call the linker by path."""

    link: Linker
    owner: Resource
    view: View

    def to(
        self, kind: str, path: Path, types: tuple[str, ...] = (), detail: str = "", *, backwards: bool = False
    ) -> None:
        """Relate the owner to what stands at a path; nothing where nothing is declared."""
        value = self.view.get(path)
        if value is not ABSENT:
            place = self.view.at(path)
            self.link.link_value(kind, self.owner, value, place, types, detail, backwards=backwards)

    def each(
        self, kind: str, path: Path, types: tuple[str, ...] = (), detail: str = "", *, backwards: bool = False
    ) -> None:
        """Relate the owner to each member of a list; a list whose end is not known makes a loose end."""
        for item in items(self.view, path):
            if isinstance(item, Unresolved):
                place = item.location or self.view.at(path)
                self.link.link_value(kind, self.owner, item, place, types, detail, backwards=backwards)
            else:
                self.link.link(kind, self.owner, item, types, detail, backwards=backwards)

    def parts(self, path: Path, *kinds: str, backwards: bool = False) -> Iterator[From]:
        """Give each member of a list to read on from; an end that is not known makes loose ends of the kinds."""
        for item in items(self.view, path):
            if isinstance(item, Unresolved):
                place = item.location or self.view.at(path)
                for kind in kinds:
                    self.link.link_value(kind, self.owner, item, place, backwards=backwards)
            else:
                yield From(self.link, self.owner, item)

    def part(self, path: Path, *kinds: str) -> Iterator[From]:
        """Give the part at a path to read on from, if any; where that is not told, loose ends of the kinds are made."""
        found = self.view.find(path)
        if isinstance(found, Unresolved):
            for kind in kinds:
                self.link.loose(kind, self.owner, found.reason, found.location or self.view.at(path))
        elif found is not None:
            yield From(self.link, self.owner, self.view.part(path))

    def between(self, kind: str, source: End, target: End, detail: str = "", place: Location | None = None) -> None:
        """Relate two ends that the owner names, by way of it; an end that is not known makes the relation loose."""
        if source.value is ABSENT or target.value is ABSENT:
            return
        start, stop = source.resolved(self.link), target.resolved(self.link)
        where = place or self.view.at()
        missing = target if stop is None else source
        if start is not None and stop is not None:
            relation = Relation(kind, start, stop, where, detail, via=self.owner)
        else:
            relation = Relation(
                kind, start, stop, where, detail, value=missing.value, types=missing.types, via=self.owner
            )
        self.link.found.append(relation)


@dataclass(frozen=True, slots=True)
class End:
    """Names one end of a relation: a value, or what is known to be elsewhere, and the types that it can be."""

    value: Any
    types: tuple[str, ...] = ()

    def resolved(self, link: Linker) -> Resource | External | None:
        """Find what the value names; None where that cannot be told."""
        return self.value if isinstance(self.value, External) else link.resolve(self.value, self.types)[0]


def reading(resource: Resource, link: Linker) -> From:
    """Start reading the relations of a resource at its properties."""
    return From(link, resource, resource)


def items(view: View, path: Path) -> Iterator[View | Unresolved]:
    """Give the members of a list, and an `Unresolved` in place of an end that is not known."""
    try:
        yield from view.each(path)
    except NotKnown as unknown:
        yield Unresolved(unknown.reason, unknown.location)
