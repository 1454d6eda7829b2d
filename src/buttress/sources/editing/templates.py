"""Sets properties of resources in the text of a CloudFormation or SAM template."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from buttress.evidence.fix import Step
from buttress.records import dataclass
from buttress.sources.editing.edit import SET, RefusedError, planted
from buttress.sources.editing.members import document_of
from buttress.sources.editing.sam_names import EVENTS, SAM, sam_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.fix import Fix, Setting
    from buttress.graph.resource import Resource
    from buttress.sources.editing.edit import Edit, Tree
    from buttress.sources.editing.members import Document
    from buttress.sources.editing.spots import Spot

GLOBALS: Final = Step("Globals")
MAPPING: Final = "AWS::Lambda::EventSourceMapping"


@dataclass(slots=True)
class TemplateDraft:
    """Collects what is to be set in one template; `lines` are where its resources begin and end."""

    file: str
    document: Document
    wanted: Tree = field(default_factory=dict)

    def take(self, resource: Resource, fix: Fix) -> tuple[str, ...]:
        """Take the settings of a fix for a resource, and give the files that change; raises `RefusedError`, and takes
        none, where one cannot be set.
        """
        paths = [(self._path(resource, setting), setting.value) for setting in fix.settings]
        found: list[Edit] = []
        for steps, value in paths:
            alone: Tree = {}
            planted(alone, steps, value)
            found += self.document.edits(self.document.top, alone)
        if not found:
            raise RefusedError(SET)
        for steps, value in paths:
            planted(self.wanted, steps, value)
        return (self.file,)

    def edits(self) -> Iterator[Edit]:
        """Give the changes of the text."""
        yield from self.document.edits(self.document.top, self.wanted)

    def _path(self, resource: Resource, setting: Setting) -> tuple[Step, ...]:
        """Give the path in the template where a setting belongs."""
        name, spot = self._declared(resource)
        _refuse_made(spot)
        own = (Step("Resources"), Step(name))
        if setting.beside:
            return (*own, *setting.steps)
        declared = spot.member("Type")
        kind = declared[1].value if declared is not None else ""
        if not kind.startswith(SAM):
            if kind != resource.type:
                raise RefusedError(f"{name} is of type {kind or 'unknown'} now")
            return (*own, Step("Properties"), *setting.steps)
        short = kind.removeprefix(SAM)
        if resource.type == MAPPING:
            return (*own, *self._event(spot, resource, setting))
        steps = sam_steps(short, resource.type, setting.steps)
        if self._in_globals(spot, short, steps):
            return (GLOBALS, Step(short), *steps)
        return (*own, Step("Properties"), *steps)

    def _declared(self, resource: Resource) -> tuple[str, Spot]:
        """Find the resource of the template that declares a resource of the graph, or that it was made of."""
        found = self.document.top.member("Resources")
        if found is None:
            raise RefusedError("this file is no template by itself; change it by hand, or what it is made of")
        member = found[1].member_at(self._place(resource))
        if member is None:
            raise RefusedError("it is made of something else in the template; look at its place")
        return member[0].value, member[1]

    def _place(self, resource: Resource) -> int:
        starts, place = self.document.starts, resource.location
        return starts[min(place.line, len(starts)) - 1] + place.column - 1

    def _event(self, spot: Spot, resource: Resource, setting: Setting) -> tuple[Step, ...]:
        """Give the path from a SAM function to the property of the event that a mapping was made of."""
        properties = spot.member("Properties")
        events = properties[1].member("Events") if properties is not None else None
        member = events[1].member_at(self._place(resource)) if events is not None else None
        declared = member[1].member("Type") if member is not None else None
        if member is not None and declared is not None and setting.steps[0].name in EVENTS.get(declared[1].value, ()):
            name = Step(member[0].value)
            return (Step("Properties"), Step("Events"), name, Step("Properties"), *setting.steps)
        raise RefusedError("no event of the function has this setting")

    def _in_globals(self, spot: Spot, short: str, steps: tuple[Step, ...]) -> bool:
        """Say whether Globals gives the value that the resource has; what stands in the resource itself wins."""
        section = self.document.top.member("Globals")
        common = section[1].member(short) if section is not None else None
        properties = spot.member("Properties")
        ignored = spot.member("IgnoreGlobals")
        if common is None or ignored is not None:
            return False
        return _reaches(common[1], steps) and not (properties is not None and _reaches(properties[1], steps))


def _refuse_made(spot: Spot) -> None:
    """Raise for a resource that the CDK wrote: the next synthesis would write it again."""
    metadata = spot.member("Metadata")
    if metadata is not None and metadata[1].member("aws:cdk:path") is not None:
        raise RefusedError("the CDK makes this resource; change the app")


def _reaches(spot: Spot, steps: tuple[Step, ...]) -> bool:
    """Say whether a value stands at a path, or something that decides about it."""
    for step in steps:
        found = spot.member(step.name)
        if found is None:
            return False
        spot = found[1]
        if spot.kind != "map" or spot.is_function:
            return True
    return True


def template_draft(text: str, shown: str) -> TemplateDraft:
    """Begin changing the text of a template; raises `RefusedError` where it cannot be read."""
    return TemplateDraft(shown, document_of(text))
