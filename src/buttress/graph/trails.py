"""What the trails of CloudTrail record: the requests to a bucket, and the changes of an account.

Source: "Logging data events" of the AWS CloudTrail User Guide: a trail records them only where a selector asks for
objects of S3, of all buckets or of those whose ARN it names; a selector may leave reads or writes out. "Logging
management events" there: a trail without selectors records them all; a selector may leave them, reads or writes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.values import Text, every, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

TRAIL: Final = "AWS::CloudTrail::Trail"
OBJECTS: Final = "AWS::S3::Object"
ALL_BUCKETS: Final = ("arn:aws:s3", "arn:aws:s3:::")


def trails_of(bucket: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the trails that record who reads and writes objects of a bucket; raises `NotKnown` where one could."""
    return those(such(graph, lambda trail: _records(trail, bucket) and trail.flag("IsLogging"), TRAIL), bool)


def records_changes(trail: Resource) -> bool:
    """Say whether a trail records the management events that change something; raises `NotKnown` where it could."""
    if not trail.present("EventSelectors") and not trail.present("AdvancedEventSelectors"):
        return True
    if some(trail.each("EventSelectors"), _records_writes):
        return True
    return some(trail.each("AdvancedEventSelectors"), _selects_writes)


def _records_writes(selector: View) -> bool:
    wanted = ("All", "WriteOnly")
    kinds = selector.text("ReadWriteType", default="All")
    return selector.flag("IncludeManagementEvents", default=True) and some(wanted, lambda kind: kinds == kind)


def _selects_writes(selector: View) -> bool:
    """Say whether an advanced selector asks for management events and leaves the writes in."""
    fields = tuple(selector.each("FieldSelectors"))
    return some(fields, lambda field: _equals(field, "eventCategory", "Management")) and not some(
        fields, lambda field: _equals(field, "readOnly", "true")
    )


def _equals(field: View, name: str, wanted: str) -> bool:
    return bool(field.get("Field") == name) and some(field.each("Equals"), lambda value: value.get() == wanted)


def _records(trail: Resource, bucket: Resource) -> bool:
    if some(trail.each("EventSelectors"), lambda selector: _selects(selector, bucket)):
        return True
    return some(trail.each("AdvancedEventSelectors"), _selects_all)


def _selects(selector: View, bucket: Resource) -> bool:
    if selector.text("ReadWriteType", default="All") != "All":
        return False
    return some(selector.each("DataResources"), lambda data: _names(data, bucket))


def _names(data: View, bucket: Resource) -> bool:
    return bool(data.get("Type") == OBJECTS) and some(data.each("Values"), lambda value: _is(value.get(), bucket))


def _is(value: Any, bucket: Resource) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(value, Text) and value.references:
        return value.references[0].resource.id == bucket.id and value.tail == "/"
    return some(ALL_BUCKETS, lambda arn: value == arn)


def _selects_all(selector: View) -> bool:
    """Say whether an advanced selector asks for objects of S3 and leaves none out."""
    fields = tuple(selector.each("FieldSelectors"))
    named = ("eventCategory", "resources.type")
    if not every(fields, lambda field: some(named, lambda name: field.get("Field") == name)):
        return False
    return some(fields, lambda field: some(field.each("Equals"), lambda value: value.get() == OBJECTS))
