"""What the tasks of a state machine call, and which of its states lie on the way when nothing fails.

Source: "Amazon States Language" (states-language.net) and "Integrating services with Step Functions", Step Functions
Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.definitions import WORKFLOWS, State, definition_of, states_of
from buttress.graph.values import NotKnown, Reference, Text, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.location import Location
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

FUNCTIONS: Final = ("AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version")
ACTIVITY: Final = "AWS::StepFunctions::Activity"
INTEGRATION: Final = "states:::"
ENDLESS: Final = (".sync", ".sync:2", ".waitForTaskToken")
"""How the resource of a task ends that lasts until a job has ended or somebody has answered."""

LIMITS: Final = ("TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath")
"""What makes a task give up by itself: a time, or a heartbeat that stops."""

MOST_ATTEMPTS: Final = 3
"""How often a retrier tries again that does not say. Source: "Handling errors in Step Functions workflows"."""


def tasks_of(machine: Resource) -> tuple[State, ...]:
    """Give the Task states of a state machine, in the order of its definition; see `definition_of`."""
    return tuple(state for state in states_of(machine) if state.type == "Task")


def tasks_on_the_way(machine: Resource) -> tuple[State, ...]:
    """Give the Task states that are reached without a failure: those that only a catcher leads to are left out."""
    reached = frozenset(_reached(definition_of(machine)))
    return tuple(state for state in tasks_of(machine) if state.name in reached)


def without(tasks: tuple[State, ...], machine: Resource, guarded: Callable[[State], object]) -> tuple[State, ...]:
    """Give the tasks that are not guarded, neither by themselves nor by a Map or Parallel state around them."""
    states = {state.name: state for state in states_of(machine)}
    return tuple(
        task
        for task in tasks
        if not some((task, *(states[name] for name in reversed(task.within) if name in states)), guarded)
    )


def tries_again(state: State) -> bool:
    """Say whether a state has a retrier that tries at least once more."""
    return some(state.retries, lambda retrier: retrier.number("MaxAttempts", default=MOST_ATTEMPTS) > 0)


def limited(state: State) -> bool:
    """Say whether a state gives up by itself: after a time, or when its heartbeat stops."""
    return some(LIMITS, state.body.present)


def place_of(task: State, *names: str) -> Location:
    """Give the place of the first of some members that a task declares, else of the task."""
    return next((task.body.at(name) for name in names if task.body.present(name)), task.location)


def service_of(task: State) -> str:
    """Give the service that a task calls: `lambda`, `activity`, `dynamodb`, or `aws-sdk`.

    Raises `NotKnown` where it is not told.
    """
    value = task.resource
    if isinstance(value, Reference):
        return _of_resource(value.resource.type, task)
    if isinstance(value, Text) and value.references and not value.head:
        return _of_resource(value.references[0].resource.type, task)
    return _of_name(_literals(value, task), task)


def lasts_until_told(task: State) -> bool:
    """Say whether a task lasts until a job has ended, a token has come back, or a worker has answered."""
    value = task.resource
    if service_of(task) == "activity":
        return True
    return isinstance(value, str | Text) and any(value.endswith(ending) for ending in ENDLESS)


def _of_resource(kind: str, task: State) -> str:
    if kind in FUNCTIONS:
        return "lambda"
    if kind == ACTIVITY:
        return "activity"
    raise NotKnown(f"what {task.name} calls is not told", task.location)


def _of_name(name: str, task: State) -> str:
    if INTEGRATION in name:
        return name.split(INTEGRATION, 1)[1].split(":", 1)[0]
    for service in ("lambda", "activity"):
        if f":{service}:" in name:
            return service
    raise NotKnown(f"what {task.name} calls is not told", task.location)


def _literals(value: Any, task: State) -> str:  # noqa: ANN401 - a graph value
    """Give the text of an ARN with its holes as spaces."""
    if isinstance(value, Text):
        return " ".join(part for part in value.parts if isinstance(part, str))
    if isinstance(value, str):
        return value
    raise NotKnown(f"what {task.name} calls is not told", task.location)


def _reached(workflow: View) -> Iterator[str]:
    """Give the names of the states that a workflow, and those inside its states, reach without a failure."""
    states = dict(workflow.members("States"))
    waiting, seen = [workflow.text("StartAt")], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in states:
            continue
        seen.add(name)
        yield name
        waiting += _followers(states[name])
        for inner in _inside(states[name]):
            yield from _reached(inner)


def _followers(state: View) -> Iterator[str]:
    for path in ("Next", "Default"):
        if state.present(path):
            yield state.text(path)
    for choice in state.each("Choices"):
        yield choice.text("Next")


def _inside(state: View) -> Iterator[View]:
    for path in WORKFLOWS:
        if state.present(path):
            yield state.part(path)
    yield from state.each("Branches")


__all__ = [
    "LIMITS",
    "lasts_until_told",
    "limited",
    "place_of",
    "service_of",
    "tasks_of",
    "tasks_on_the_way",
    "tries_again",
    "without",
]
