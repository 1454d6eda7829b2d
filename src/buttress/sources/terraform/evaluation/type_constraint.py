"""Type constraints of variables, and the conversion of values to them.

Source: "Type Constraints" and "Types and Values" of the Terraform language documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import Reference, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import closed, reduced
from buttress.sources.terraform.functions.call import Refused
from buttress.sources.terraform.functions.marks import Distinct, Unplaced, is_collection, marked, remade
from buttress.sources.terraform.functions.numbers import TRUTHS, number_of, shown

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.evaluation.evaluation import Step

PRIMITIVE: Final = frozenset({"string", "number", "bool"})
LISTED: Final = frozenset({"list", "set", "tuple"})
CONVERSION: Final = "tf:convert"


@dataclass(frozen=True, slots=True)
class Type:
    """Describes a type: `name` is `string`, `list`, `object`…; `inner` the type of a collection's elements.

    `members` are an object's attributes or a tuple's elements; `optional` says that an attribute may be left out, and
    `default` what it is then.
    """

    name: str = "any"
    inner: Type | None = None
    members: dict[str, Type] = field(default_factory=dict)
    optional: bool = False
    default: Node | None = None

    @property
    def is_plain(self) -> bool:
        """Say whether a value of this type is what it is given as."""
        return self.name == "any" or (self.name in ("list", "map") and (self.inner is None or self.inner.is_plain))


ANY: Final = Type()


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """Holds a value that is still to be converted."""

    type: Type
    node: Node
    scope: Scope


def type_of(node: Node | None) -> Type:
    """Read a type constraint; what is none counts as `any`."""
    if node is None:
        return ANY
    if node.kind == SCALAR and isinstance(node.value, str):
        return (
            Type(node.value)
            if node.value in PRIMITIVE
            else Type(node.value, ANY)
            if node.value in ("list", "map")
            else ANY
        )
    if node.kind != CALL:
        return ANY
    name, argument = node.value
    parts: Any = argument.value
    if name == "tf:ref":
        return type_of(parts[0])
    if name != "tf:fn" or len(parts) < 3:  # noqa: PLR2004 - the name, whether it is expanded, the first argument
        return ANY
    return _constructed(str(parts[0].value), parts[2:])


def _constructed(name: str, arguments: list[Node]) -> Type:
    first = arguments[0]
    if name in ("list", "set", "map"):
        return Type(name, type_of(first))
    if name == "object" and first.kind == MAP:
        return Type(name, members={key: type_of(member) for key, member in first.value.items()})
    if name == "tuple" and first.kind == LIST:
        return Type(name, members={str(place): type_of(member) for place, member in enumerate(first.value)})
    if name == "optional":
        inner = type_of(first)
        default = arguments[1] if len(arguments) > 1 else None
        return Type(inner.name, inner.inner, inner.members, optional=True, default=default)
    return ANY


def converted(wanted: Type, node: Node, scope: Scope) -> Step:
    """Convert a value to a type, one level; what is not known stays as it is."""
    if wanted.is_plain:
        return node, scope
    found, owner = reduced(node, scope)
    if found.value is None:
        return None
    if found.kind == SCALAR and isinstance(found.value, Unresolved | Text | Reference):
        return found, owner
    return _of_kind(wanted, found, owner), owner


def _of_kind(wanted: Type, found: Node, owner: Scope) -> Node:
    if wanted.name in PRIMITIVE:
        return _primitive(wanted.name, found)
    if not is_collection(found) or (found.kind == LIST) != (wanted.name in LISTED):
        return _refused(found, wanted)
    if wanted.name == "set":
        return _set(_listed(wanted, found, owner), owner)
    if wanted.name in LISTED:
        return _listed(wanted, found, owner)
    if wanted.name == "object":
        return _object(wanted, found, owner)
    inner = wanted.inner or ANY
    return remade(found, {key: _later(inner, member, owner) for key, member in found.value.items()})


def _later(wanted: Type, node: Node, scope: Scope) -> Node:
    if wanted.is_plain:
        return closed(node, scope)
    held: Any = Conversion(wanted, node, scope)
    inner = Node(SCALAR, held, node.file, node.line, node.column, node.end_line)
    return Node(CALL, (CONVERSION, inner), node.file, node.line, node.column, node.end_line)


def _primitive(name: str, found: Node) -> Node:
    value = found.value
    if found.kind != SCALAR:
        return found if not is_collection(found) and name == "string" else _refused(found, Type(name))
    if name == "string":
        return scalar(shown(value), found) if not isinstance(value, str) else found
    if name == "number":
        number = number_of(value) if isinstance(value, str) else value
        return found if number is value else _refused(found, Type(name)) if number is None else scalar(number, found)
    if isinstance(value, bool):
        return found
    return scalar(TRUTHS[value], found) if value in TRUTHS else _refused(found, Type(name))


def _listed(wanted: Type, found: Node, scope: Scope) -> Node:
    members: Any = found.value
    types = list(wanted.members.values()) if wanted.name == "tuple" else []
    inner = wanted.inner or ANY
    return remade(
        found,
        [_later(types[place] if place < len(types) else inner, member, scope) for place, member in enumerate(members)],
    )


def _set(found: Node, scope: Scope) -> Node:
    """Make a set of a list: sorted, without repetition; elements that are no plain values stay as they are."""
    elements = [reduced(member, scope)[0] for member in found.value]
    values = [one.value for one in elements]
    if found.open is None and all(isinstance(value, str) for value in values):
        return marked(Distinct, remade(found, _sorted(elements)), found)
    if found.open is None and all(type(value) in (int, float) for value in values):
        return marked(Distinct, remade(found, _sorted(elements)), found)
    plain = all(one.kind == SCALAR for one in elements)
    reason = found.open or ("whether two elements are the same is not known" if plain and len(values) > 1 else None)
    return marked(Unplaced, Node(LIST, found.value, found.file, found.line, open=reason), found)


def _sorted(elements: list[Node]) -> list[Node]:
    by_value = {one.value: one for one in reversed(elements)}
    return [by_value[value] for value in sorted(by_value)]


def _object(wanted: Type, found: Node, scope: Scope) -> Node:
    """Keep the attributes that the type has; those left out are their default, or null."""
    members: dict[str, Node] = {}
    for key, inner in wanted.members.items():
        member = found.value.get(key)
        if member is not None:
            members[key] = _with_default(inner, member, scope)
        elif found.open:
            continue
        elif not inner.optional:
            return scalar(Refused(f"attribute {key} is not given", found.location), found)
        elif inner.default is not None:
            members[key] = _later(inner, inner.default, scope)
        else:
            members[key] = scalar(None, found)
    return remade(found, members)


def _with_default(wanted: Type, member: Node, scope: Scope) -> Node:
    """Convert a member; an optional attribute that is null has its default."""
    if wanted.default is None:
        return _later(wanted, member, scope)
    if member.kind == SCALAR and member.value is None:
        return _later(wanted, wanted.default, scope)
    held: Any = Conversion(wanted, member, scope)
    inner = Node(SCALAR, held, member.file, member.line, member.column, member.end_line)
    return Node(CALL, (CONVERSION, inner), member.file, member.line, member.column, member.end_line)


def convert(conversion: Conversion) -> Step:
    """Do a conversion that was left for later."""
    wanted = conversion.type
    step = converted(wanted, conversion.node, conversion.scope)
    if wanted.default is None:
        return step
    found = None if step is None else reduced(*step)
    if found is None or found[0].value is None:
        return converted(wanted, wanted.default, conversion.scope)
    return step


def _refused(found: Node, wanted: Type) -> Node:
    return scalar(Refused(f"the value is no {wanted.name}", found.location), found)
