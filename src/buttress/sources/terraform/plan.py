"""Reads plans of Terraform and OpenTofu, as `terraform show -json` writes them.

A plan has every value as it will be, in all modules. What is known only after the apply stays unknown, but where the
configuration in the plan says that it is the attribute of another resource, it is a reference to that resource. Secrets
are never shown.

Where the configuration is there too (in the folder of the plan or one above, declaring the resources and module calls
of the plan's root module under the same addresses), values point there, and the plan is read in its place under the
same ids: `planned_folders` tells which roots the plans stand for. Else, and for a further plan of the same
configuration, the root is the plan's own file.

Source: "JSON Output Format" of Terraform's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem, Root
from buttress.graph.node import MAP, Node
from buttress.sources.reading import Reading
from buttress.sources.terraform.instance import Instance
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.shown.configuration import configuration_of
from buttress.sources.terraform.shown.document import PLAN, Shown, shown_in
from buttress.sources.terraform.shown.places import places_in_plan
from buttress.sources.terraform.shown.references import ModuleConfiguration, module_at
from buttress.sources.terraform.shown.values import Meant, Reader, ShownScope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buttress.graph.worlds import Worlds
    from buttress.sources.discovery import Workplace
    from buttress.sources.terraform.shown.configuration import Configuration

ACTIONS: Final = {
    ("create",): "create",
    ("update",): "update",
    ("no-op",): "no-op",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
}
KIND: Final = "Terraform plan"


def plan_reading(
    workplace: Workplace, worlds: Worlds, register: Callable[[Worlds], RootRegister] = RootRegister
) -> Reading:
    """Read every plan of a workplace; what is broken is among the reading's problems."""
    reading = Reading()
    for shown in shown_in(workplace, PLAN):
        if isinstance(shown, Problem):
            reading.problems.append(shown)
        else:
            _read(shown, workplace, register(worlds), reading)
    return reading


def planned_folders(reading: Reading) -> frozenset[str]:
    """Give the folders of the configurations that plans were read for, as roots name them (`.` for the base)."""
    return frozenset(root.path for root in reading.roots if root.kind == KIND and root.path not in reading.claimed)


def _read(shown: Shown, workplace: Workplace, register: RootRegister, reading: Reading) -> None:
    content, file = shown.content, shown.found.shown
    root_module = ModuleConfiguration(_dict(_dict(content.get("configuration")).get("root_module")))
    configuration = configuration_of(shown.found, workplace, root_module)
    taken = {root.path for root in reading.roots}
    root = configuration.folder if configuration is not None and configuration.folder not in taken else file
    planned = _Planned(shown, root_module, configuration, ShownScope(register))
    for instance in planned.instances():
        register.add(root, instance)
    resources = register.resources()
    files = configuration.files if configuration is not None else ()
    reading.resources += resources
    reading.unread += register.unread
    reading.claimed.update((file, *files))
    reading.roots.append(Root(root, KIND, tuple(sorted((file, *files))), len(resources)))


class _Planned:
    """Makes the instances of one plan."""

    def __init__(
        self, shown: Shown, root: ModuleConfiguration, configuration: Configuration | None, scope: ShownScope
    ) -> None:
        self.shown = shown
        self.root = root
        self.configuration = configuration
        self.scope = scope
        self.places = places_in_plan(shown.data, shown.found.shown)
        self.changes = _changes(shown.content)
        self.modules: dict[str, ModuleConfiguration | None] = {}
        self.planned = {one["address"]: (one, address) for one, address in self._managed()}

    def _known(self, address: str, attribute: str) -> Any:  # noqa: ANN401 - JSON of any shape
        planned, _ = self.planned.get(address, ({}, ""))
        return _dict(planned.get("values")).get(attribute)

    def instances(self) -> Iterator[Instance]:
        """Give the planned instances of resources."""
        return (self._instance(one, module) for one, module in self.planned.values())

    def _managed(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Give the planned resources, those of modules below among them, with the addresses of their modules."""
        values = _dict(self.shown.content.get("planned_values"))
        pending = [(_dict(values.get("root_module")), "")]
        while pending:
            module, address = pending.pop()
            for one in _list(module.get("resources")):
                if isinstance(one, dict) and one.get("mode") == "managed" and isinstance(one.get("address"), str):
                    yield one, address
            below = [_dict(child) for child in reversed(_list(module.get("child_modules")))]
            pending += [(child, str(child.get("address", ""))) for child in below]

    def _instance(self, planned: dict[str, Any], module_address: str) -> Instance:
        address = planned["address"]
        module = self._module(module_address)
        change = self.changes.get(address, {})
        local = f"{planned.get('type')}.{planned.get('name')}"
        expressions = module.expressions(local) if module is not None else {}
        source = self.configuration.block(module_address, local) if self.configuration is not None else None
        place = source or self.places.get(address) or Node(MAP, {}, self.shown.found.shown, 1)
        reader = Reader(module.referred if module is not None else _nothing, self._known)
        meant = Meant(change.get("after_unknown"), _either(planned, change), expressions)
        body = Node(MAP, {}, place.file, place.line)
        if source is not None and "lifecycle" in source.value:
            body = Node(MAP, {"lifecycle": source.value["lifecycle"]}, place.file, place.line)
        return Instance(
            address=address,
            type=str(planned.get("type")),
            attributes=reader.node(_dict(planned.get("values")), meant, place, source),
            scope=self.scope,
            location=place.location,
            body=body,
            change=ACTIONS.get(tuple(_list(change.get("actions"))), ""),
        )

    def _module(self, address: str) -> ModuleConfiguration | None:
        if address not in self.modules:
            self.modules[address] = module_at(self.root, address)
        return self.modules[address]


def _changes(content: dict[str, Any]) -> Mapping[str, dict[str, Any]]:
    """Give what the plan does to each address; objects that are set aside for deletion have the same one."""
    found: dict[str, dict[str, Any]] = {}
    for one in _list(content.get("resource_changes")):
        if isinstance(one, dict) and "deposed" not in one and isinstance(one.get("address"), str):
            found[one["address"]] = _dict(one.get("change"))
    return found


def _either(planned: dict[str, Any], change: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON of any shape
    """Give which values are secrets: plans before version 1.0 of the format say it in one of two places."""
    return change.get("after_sensitive") or planned.get("sensitive_values")


def _nothing(expression: object) -> list[tuple[str, str]]:
    del expression
    return []


def _dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    return value if isinstance(value, list) else []
