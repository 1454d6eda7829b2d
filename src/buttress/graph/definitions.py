"""The states of a state machine, read from its definition in the Amazon States Language.

Source: "Amazon States Language" (states-language.net) and the Step Functions Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.json_text import Substituted, parsed
from buttress.graph.node import MAP
from buttress.graph.values import ABSENT, NotKnown, Text, Unresolved
from buttress.graph.view import View
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

TEXT = "DefinitionString"
TREE = "Definition"
WORKFLOWS = ("ItemProcessor", "Iterator")


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Reads one state of a state machine.

    `within` are the names of the Map and Parallel states around it, outermost first; `body` reads the state's own map,
    with the substitutions of the definition made.
    """

    name: str
    location: Location
    body: View
    within: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Give the state's type: Task, Map, Parallel, Choice, Wait, Pass, Succeed or Fail; raises `NotKnown` without
        one.
        """
        return self.body.text("Type")

    @property
    def resource(self) -> Any:  # noqa: ANN401 - a graph value
        """Give what a Task calls: a function's ARN or an integration such as `arn:aws:states:::lambda:invoke`; a
        value.
        """
        return self.body.get("Resource")

    @property
    def arguments(self) -> View | None:
        """Give what a Task passes: its `Arguments` (JSONata) or `Parameters` (JSONPath); None without any."""
        for path in ("Arguments", "Parameters"):
            if self.body.present(path):
                return self.body.part(path)
        return None

    @property
    def retries(self) -> tuple[View, ...]:
        """Give its retriers; raises `NotKnown` where the list is not wholly told."""
        return tuple(self.body.each("Retry"))

    @property
    def catches(self) -> tuple[View, ...]:
        """Give its catchers; raises `NotKnown` where the list is not wholly told."""
        return tuple(self.body.each("Catch"))

    @property
    def timeout(self) -> Any:  # noqa: ANN401 - a graph value
        """Give its timeout in seconds as a value (a path counts as one that is not known), `ABSENT` without one."""
        value = self.body.get("TimeoutSeconds")
        if value is ABSENT and self.body.present("TimeoutSecondsPath"):
            return Unresolved("the timeout is taken from the input", self.body.at("TimeoutSecondsPath"))
        return value

    @property
    def heartbeat(self) -> Any:  # noqa: ANN401 - a graph value
        """Give its heartbeat in seconds as a value, `ABSENT` without one."""
        return self.body.get("HeartbeatSeconds")


def definition_of(machine: Resource) -> View:
    """Give the definition of a state machine as a map, with its substitutions made.

    Reads `Definition` and `DefinitionString` (a text, `Fn::Sub`, `Fn::Join`, or a map through `Fn::ToJsonString`).
    Raises `NotKnown` where the definition is elsewhere (`DefinitionS3Location`), is no JSON, or has a part that is not
    known where JSON stands.
    """
    return machine.once(_definition)


def _definition(machine: View) -> View:
    substituted = Substituted(machine, "DefinitionSubstitutions")
    for path in (TREE, TEXT):
        found = machine.find(path)
        if isinstance(found, Unresolved):
            found.refuse()
        if found is not None:
            return _tree(found, substituted, machine, path)
    where = "DefinitionS3Location" if machine.present("DefinitionS3Location") else ""
    reason = "the definition is in a bucket" if where else "no definition is declared"
    raise NotKnown(reason, machine.at(where))


def _tree(found: View, substituted: Substituted, machine: View, path: str) -> View:
    if found.node.kind == MAP:
        return View(substituted.tree(found), found.scope, found.worlds)
    value = found.node.value
    if isinstance(value, Unresolved):
        value.refuse()
    if not isinstance(value, str | Text):
        raise NotKnown("the definition is neither a text nor a map", machine.at(path))
    return View(parsed(value, found.node, substituted), found.scope, found.worlds)


def states_of(machine: Resource) -> Iterator[State]:
    """Give all states of a state machine, those inside Map and Parallel states after the one they are in; see
    `definition_of`.
    """
    yield from _states(definition_of(machine), ())


def _states(workflow: View, within: tuple[str, ...]) -> Iterator[State]:
    for name, body in workflow.members("States"):
        yield State(name, body.node.location, body, within)
        inside = (*within, name)
        for path in WORKFLOWS:
            if body.present(path):
                yield from _states(body.part(path), inside)
        for branch in body.each("Branches"):
            yield from _states(branch, inside)


__all__ = ["State", "definition_of", "states_of"]
