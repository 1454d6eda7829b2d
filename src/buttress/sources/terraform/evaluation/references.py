"""What a traversal refers to: variables, locals, resources, modules, data sources and bound names.

Source: "References to Named Values" of the Terraform language documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, Node, call, mapping, scalar
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import closed, reduced
from buttress.sources.terraform.evaluation.data_sources import data_attribute, unknown_text
from buttress.sources.terraform.evaluation.scope import ModuleScope, known_key
from buttress.sources.terraform.evaluation.variables import read_variable
from buttress.sources.terraform.functions.call import Invalid, Refused
from buttress.sources.terraform.functions.marks import Distinct, Unplaced, is_collection

if TYPE_CHECKING:
    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import Placed, Repeated

RESOURCE: Final = "tf:resource"
MODULE: Final = "tf:module"
DATA: Final = "tf:data"
META: Final = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"})
"""What a block says to Terraform itself."""


def reference(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Evaluate a traversal: what its first name stands for, and the steps from there."""
    here, rest = _start(scope, node, parts)
    for step in rest:
        if here is None:
            raise Invalid("null has no attributes", node.location)
        here = stepped(scope, here, step, node)
    return here


def _start(  # noqa: PLR0911 - one answer for each kind of name
    scope: ModuleScope, node: Node, parts: list[Node]
) -> tuple[Step, list[Node]]:
    root = str(parts[0].value)
    bound = scope.bindings.get(root)
    if bound is not None:
        return (bound, scope), parts[1:]
    if "tf:alone" in scope.bindings or len(parts) == 1:
        raise Invalid(f"{root} is not known by that name here", node.location)
    name = str(parts[1].value)
    match root:
        case "var":
            return read_variable(scope.module, name, node), parts[2:]
        case "local":
            return _local(scope, name, node), parts[2:]
        case "module":
            return _family(scope, scope.module.calls.get(name), f"module.{name}", parts[2:], node)
        case "data" | "ephemeral" if len(parts) > 2:  # noqa: PLR2004 - its type and name
            found = scope.module.data.get(f"{name}.{parts[2].value}")
            return _family(scope, found, f"{root}.{name}.{parts[2].value}", parts[3:], node)
        case "path" | "terraform":
            return (_surroundings(scope, f"{root}.{name}", node), scope), parts[2:]
        case _:
            return _family(scope, scope.module.resources.get(f"{root}.{name}"), f"{root}.{name}", parts[2:], node)


def _local(scope: ModuleScope, name: str, node: Node) -> Step:
    module = scope.module
    cycle = module.source.cycles.get(name)
    if cycle is not None:
        raise NotKnown(f"{cycle} refer to each other", node.location)
    found = module.source.locals.get(name)
    if found is None:
        raise NotKnown(f"no local is called {name} in this module", node.location)
    return found, module.scope


def _surroundings(scope: ModuleScope, name: str, node: Node) -> Node:
    """Give `path.module` and its likes; the workspace is chosen where it is deployed."""
    if name == "path.module":
        return scalar(scope.module.path, node)
    if name == "path.root":
        return scalar(".", node)
    if name in ("terraform.workspace", "tofu.workspace"):
        return scalar(Text((Hole("pseudo", "terraform.workspace"),), node.location), node)
    raise NotKnown(f"{name} is known only where it is deployed", node.location)


def _family(
    scope: ModuleScope, family: Repeated | None, name: str, rest: list[Node], node: Node
) -> tuple[Step, list[Node]]:
    """Give what a block's name stands for, its index taken where it has one."""
    if family is None:
        raise NotKnown(f"{name} is not declared in this module", node.location)
    if not family.repeated:
        return (family.object(None, node), scope), rest
    if not rest:
        return (_all(family, node), scope), rest
    key = known_key(scope, rest[0])
    if isinstance(key, Unresolved):
        if family.keys() is not None:
            raise NotKnown(key.reason, key.location)
        key = ""
    return (family.at(key, node), scope), rest[1:]


def _all(family: Repeated, node: Node) -> Node:
    """Give all instances of a block: a list by `count`, a map by `for_each`."""
    keys = family.keys()
    if keys is None:
        why = f"how many there are of {family.name} is not known"
        if family.by_count:
            members = [family.object("*", node)] if family.has_some() else []
            return Node(LIST, members, node.file, node.line, node.column, node.end_line, why if members else None)
        return mapping({}, node, why)
    if family.by_count:
        objects = [family.object(key, node) for key in keys]
        return Node(LIST, objects, node.file, node.line, node.column, node.end_line)
    reason = f"which keys {family.name} has is not known" if "*" in keys else None
    return mapping({str(key): family.object(key, node) for key in keys if key != "*"}, node, reason)


def stepped(scope: ModuleScope, here: tuple[Node, Any], step: Node, node: Node) -> Step:
    """Take one step into a value: an attribute, a key or an index."""
    found, owner = reduced(*here, whole=False)
    if found.kind == CALL:
        key = known_key(scope, step)
        return (
            _of_object(scope, found, owner, str(key), node) if isinstance(key, str | int) else _hidden(key, node, scope)
        )
    value: Any = found.value
    if isinstance(value, Refused):
        raise Invalid(value.reason, value.location)
    if isinstance(value, Unresolved):
        value.refuse()
    if not is_collection(found):
        raise_for(value, node)
    wanted = known_key(scope, step)
    if isinstance(wanted, Unresolved):
        raise NotKnown(wanted.reason, wanted.location)
    return _member(found, wanted, node), owner


def _hidden(unknown: Unresolved, node: Node, scope: ModuleScope) -> Step:
    return scalar(Unresolved(unknown.reason, node.location), node), scope


def raise_for(value: object, node: Node) -> None:
    """Raise for a step into something that has no members, or whose members are not known."""
    if isinstance(value, Text | Reference):
        raise NotKnown(f"{value} is known only after deployment", node.location)
    raise Invalid("null has no attributes" if value is None else "a single value has no attributes", node.location)


def _member(found: Node, key: str | int, node: Node) -> Node:
    members: Any = found.value
    if found.kind == MAP:
        member: Node | None = members.get(str(key))
        if member is not None:
            return member
        if found.open:
            raise NotKnown(found.open, node.location)
        raise Invalid(f"there is no {key} among its attributes", node.location)
    if isinstance(found, Distinct) or (isinstance(key, str) and not key.isdigit()):
        raise Invalid(f"a {'set' if isinstance(found, Distinct) else 'list'} has no attribute {key}", node.location)
    place = int(key)
    if isinstance(found, Unplaced):
        raise NotKnown("the order of this list is not known", node.location)
    if 0 <= place < len(members):
        return members[place]  # type: ignore[no-any-return] # a list of nodes
    if found.open:
        raise NotKnown(found.open, node.location)
    raise Invalid(f"the list has no element {place}", node.location)


def attribute_of(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Evaluate `value.name`."""
    return stepped(scope, (parts[0], scope), parts[1], node)


index_of = attribute_of


def _of_object(scope: ModuleScope, found: Node, owner: Any, name: str, node: Node) -> Step:  # noqa: ANN401 - a scope
    """Give an attribute of a resource, an output of a module, or what a data source says."""
    kind, argument = found.value
    what: Any = argument.value
    if kind == RESOURCE:
        return _of_resource(scope, what, name, node)
    if kind == DATA:
        return data_attribute(what, name, node)
    return _output(what, name, node, owner)


def _of_resource(scope: ModuleScope, place: Placed, name: str, node: Node) -> Step:
    """Ask the mapping; before it knows all instances, what the block declares counts."""
    attributes = scope.evaluation.attributes
    if attributes is not None:
        return attributes.attribute(place.address, name, node)
    declared = place.members.get(name)
    return (unknown_text(place.address, name, node), scope) if declared is None else (declared, place.scope)


def _output(module: Any, name: str, node: Node, owner: Any) -> Step:  # noqa: ANN401 - an instance of a module, or its name
    if isinstance(module, str):
        return unknown_text(module, name, node), owner
    body = module.source.outputs.get(name)
    value = body.value.get("value") if body is not None else None
    if value is None:
        raise Invalid(f"{module.address} has no output {name}", node.location)
    return value, module.scope


def resource_object(scope: ModuleScope, node: Node, place: Any) -> Step:  # noqa: ANN401 - the place of an instance
    """Give a whole resource or data source as a map: what it declares; the rest is known only after deployment."""
    members: dict[str, Node] = {}
    for name in sorted({"id", "arn", *place.members} - META):
        step = Node(LIST, [node, scalar(name, node)], node.file, node.line, node.column)
        members[name] = closed(call("tf:attr", step, node), scope)
    return mapping(members, node, f"the other attributes of {place.address} are known only after deployment"), scope


def module_object(_: ModuleScope, node: Node, module: Any) -> Step:  # noqa: ANN401 - an instance of a module, or its name
    """Give all outputs of a module as a map."""
    if isinstance(module, str):
        raise NotKnown(f"{module} is not read, so its outputs are not known", node.location)
    values = {name: body.value.get("value") for name, body in module.source.outputs.items()}
    return mapping(
        {name: closed(value, module.scope) for name, value in values.items() if value is not None}, node
    ), module.scope
