"""Goes through all modules of a root and gives the instances of their resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.graph import Problem
from buttress.graph.node import MAP, Node, mapping
from buttress.sources.terraform.evaluation.evaluation import MOST_INSTANCES
from buttress.sources.terraform.evaluation.instance_of_module import ModuleInstance
from buttress.sources.terraform.evaluation.providers import with_default_tags
from buttress.sources.terraform.evaluation.references import META
from buttress.sources.terraform.instance import Instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.terraform.evaluation.family import Family, Key

MOST_MODULES = 2_000
"""How many instances of modules one root may have."""


def instances_of(root: ModuleInstance) -> list[Instance]:
    """Give the instances of all resources of a root, in the order of modules and of blocks in their files."""
    found: list[Instance] = []
    for module in modules_of(root):
        for family in module.resources.values():
            for key in family.everywhere():
                if len(found) >= MOST_INSTANCES:
                    _stop(module, f"the root has more than {MOST_INSTANCES:,} resources; the rest is not read.")
                    return found
                found.append(_instance(module, family, key))
    return found


def modules_of(root: ModuleInstance) -> Iterator[ModuleInstance]:
    """Give a root and all instances of modules below it."""
    pending = [root]
    count = 0
    while pending:
        module = pending.pop()
        yield module
        count += 1
        below = [child for family in module.calls.values() for child in _called(family)]
        pending.extend(reversed(below))
        if count + len(pending) > MOST_MODULES:
            _stop(module, f"the root has more than {MOST_MODULES:,} instances of modules; the rest is not read.")
            return


def _called(family: Family) -> Iterator[ModuleInstance]:
    for key in family.everywhere():
        held: Any = family.object(key, family.body).value[1].value
        if isinstance(held, ModuleInstance):
            yield held


def _stop(module: ModuleInstance, message: str) -> None:
    file = module.source.files[0] if module.source.files else module.source.folder
    module.evaluation.problems.append(Problem(file, 1, 1, message, "Name a smaller root."))


def _instance(module: ModuleInstance, family: Family, key: Key) -> Instance:
    body = family.body
    members: dict[str, Node] = body.value if body.kind == MAP else {}
    attributes = with_default_tags(members, family.type, module)
    return Instance(
        address=family.address(key),
        type=family.type,
        attributes=mapping({name: node for name, node in attributes.items() if name not in META}, body),
        scope=family.scope_of(key),
        location=body.location,
        body=mapping({name: node for name, node in members.items() if name in META}, body),
        chain=module.chain,
        exists=family.exists(key),
        provisioned="provisioner" in members,
    )
