"""Reads states of Terraform and OpenTofu: files of version 4, and what `terraform show -json` writes of one.

A state has the values that were there at the last apply, and no expressions. A reference is recovered where an
attribute equals the ARN of exactly one other resource of the state, or its id where that is one that AWS made up
(`vpc-0a1b…`, a URL): a name that two things happen to share is no reference. Data sources, and objects that are set
aside to be destroyed, are left out. Secrets are never shown.

A state beside a configuration tells little that this does not: it is read only where a person names it. Its
root is its own file.

Source: "State" and "JSON Output Format" of Terraform's documentation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem, Root
from buttress.graph.node import MAP, Node
from buttress.sources.reading import Reading
from buttress.sources.terraform.instance import Instance
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.modules import folder_of, is_configuration
from buttress.sources.terraform.shown.document import SHOWN_STATE, STATE, Shown, shown_in
from buttress.sources.terraform.shown.places import places_in_plan, places_in_state
from buttress.sources.terraform.shown.values import MOST_LEVELS, Meant, Reader, ShownScope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.worlds import Worlds
    from buttress.sources.discovery import Workplace

KIND: Final = "Terraform state"
MADE_UP: Final = re.compile(r"[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}|https://\S+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
"""Ids that AWS makes up; ids of other forms are names, which other things may bear too."""


def state_reading(
    workplace: Workplace, worlds: Worlds, register: Callable[[Worlds], RootRegister] = RootRegister
) -> Reading:
    """Read every state of a workplace; what is broken is among the reading's problems."""
    reading = Reading()
    configured = {folder_of(found.shown) for found in workplace.files if is_configuration(found.path.name)}
    for shown in shown_in(workplace, STATE, SHOWN_STATE):
        if isinstance(shown, Problem):
            reading.problems.append(shown)
        elif folder_of(shown.found.shown) in configured and not shown.found.named:
            reading.claimed.add(shown.found.shown)
        else:
            _read(shown, register(worlds), reading)
    return reading


def _read(shown: Shown, register: RootRegister, reading: Reading) -> None:
    file = shown.found.shown
    kept = list(_objects_shown(shown) if shown.kind == SHOWN_STATE else _objects(shown))
    names = _names(kept)
    scope = ShownScope(register)
    values = {address: attributes for address, _, attributes, _, _ in kept}
    reader = Reader(_expressions_are_names, lambda address, name: values[address].get(name))
    for one in kept:
        register.add(file, _instance(one, names, reader, scope))
    resources = register.resources()
    reading.resources += resources
    reading.unread += register.unread
    reading.claimed.add(file)
    reading.roots.append(Root(file, KIND, (file,), len(resources)))


Object = tuple[str, str, dict[str, Any], Any, Node]
"""An address, a type, the attributes, which of them are secrets, and a place."""


def _objects(shown: Shown) -> Iterator[Object]:
    """Give the objects of a state file; their addresses are put together of module, type, name and key."""
    file = shown.found.shown
    places = places_in_state(shown.data, file)
    listed = _list(shown.content.get("resources"))
    for place, one in enumerate(listed):
        if not isinstance(one, dict) or one.get("mode") != "managed":
            continue
        prefix = f"{one['module']}." if isinstance(one.get("module"), str) else ""
        at = places[place] if len(places) == len(listed) else Node(MAP, {}, file, 1)
        for instance in _list(one.get("instances")):
            if isinstance(instance, dict) and "deposed" not in instance:
                address = f"{prefix}{one.get('type')}.{one.get('name')}{_key(instance.get('index_key'))}"
                secrets = _secrets(instance.get("sensitive_attributes"))
                yield address, str(one.get("type")), _dict(instance.get("attributes")), secrets, at


def _key(key: object) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return "" if key is None else f'["{key}"]'


def _secrets(paths: object) -> dict[Any, Any]:
    """Give the paths of secrets as a tree of the form that plans have."""
    tree: dict[Any, Any] = {}
    for path in paths if isinstance(paths, list) else ():
        here = tree
        steps = [_step(step) for step in path] if isinstance(path, list) else []
        for step in steps[:-1]:
            below = here.setdefault(step, {})
            here = below if isinstance(below, dict) else {}
        if steps:
            here[steps[-1]] = True
    return tree


def _step(step: object) -> Any:  # noqa: ANN401 - a name or a number
    value = step.get("value") if isinstance(step, dict) else None
    return value.get("value") if isinstance(value, dict) else value


def _objects_shown(shown: Shown) -> Iterator[Object]:
    """Give the objects of a state that was shown as JSON."""
    file = shown.found.shown
    places = places_in_plan(shown.data, file)
    pending = [_dict(_dict(shown.content.get("values")).get("root_module"))]
    while pending:
        module = pending.pop()
        for one in _list(module.get("resources")):
            if isinstance(one, dict) and one.get("mode") == "managed" and isinstance(one.get("address"), str):
                at = places.get(one["address"]) or Node(MAP, {}, file, 1)
                yield one["address"], str(one.get("type")), _dict(one.get("values")), one.get("sensitive_values"), at
        pending.extend(_dict(child) for child in reversed(_list(module.get("child_modules"))))


def _names(kept: list[Object]) -> dict[str, tuple[str, str]]:
    """Give the ARNs and made-up ids that belong to exactly one resource, with its address and the attribute."""
    found: dict[str, tuple[str, str]] = {}
    count: Counter[str] = Counter()
    for address, _, attributes, _, _ in kept:
        mine = {name: attributes.get(name) for name in ("id", "arn")}
        for value in {value for value in mine.values() if isinstance(value, str)}:
            count[value] += 1
            if value.startswith("arn:") or MADE_UP.fullmatch(value):
                found[value] = address, "arn" if value == mine["arn"] else "id"
    return {value: known for value, known in found.items() if count[value] == 1}


def _instance(one: Object, names: dict[str, tuple[str, str]], reader: Reader, scope: ShownScope) -> Instance:
    address, kind, attributes, secrets, place = one
    expression = _recovered(attributes, address, names)
    return Instance(
        address=address,
        type=kind,
        attributes=reader.node(attributes, Meant(None, secrets, expression), place),
        scope=scope,
        location=place.location,
        body=place,
    )


def _expressions_are_names(expression: object) -> list[tuple[str, str]]:
    return [expression] if isinstance(expression, tuple) else []


def _recovered(value: Any, address: str, names: dict[str, tuple[str, str]], level: int = 0) -> Any:  # noqa: ANN401
    """Give the tree of references that the values of an object are, in place of expressions."""
    if isinstance(value, str):
        known = names.get(value)
        return known if known is not None and known[0] != address else None
    if level > MOST_LEVELS:
        return None
    if isinstance(value, dict):
        return {key: _recovered(member, address, names, level + 1) for key, member in value.items()}
    return [_recovered(item, address, names, level + 1) for item in value] if isinstance(value, list) else None


def _dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, list) else []
