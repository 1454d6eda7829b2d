"""The statements that `statement` blocks of data source aws_iam_policy_document make.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Text, Unresolved, text_of
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.lists import distinct_members
from buttress.sources.terraform.functions.marks import Unplaced, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call

_LISTS: Final = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)
_ANYBODY: Final = "*"


def statement_of(call: Call, block: Node) -> Node:
    """Make the statement of a block, each member at the place of its attribute; what is empty is left out.

    Raises `NotKnown` where it is not known whether the statement is about what it names or about all others.
    """
    found = call.mapping(block)
    if found.open:
        raise NotKnown(found.open, found.location)
    attributes: Mapping[str, Node] = found.value
    made: dict[str, Node] = {}
    sid = attributes.get("sid")
    if sid is not None and not _is_empty(call, sid):
        made["Sid"] = call.reduce(sid).at(sid)
    effect = attributes.get("effect")
    absent = effect is None or _is_empty(call, effect)
    made["Effect"] = scalar("Allow", block) if absent or effect is None else call.reduce(effect).at(effect)
    for name, key in _LISTS:
        values = _values(call, attributes.get(name))
        if values is not None:
            _settle(values, key)
            made[key] = values
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        principals = _principals(call, attributes.get(name))
        if principals is not None:
            _settle(principals, key)
            made[key] = principals
    conditions = _conditions(call, attributes.get("condition"))
    if conditions is not None:
        made["Condition"] = conditions
    return mapping(made, block)


def _settle(values: Node, key: str) -> None:
    """Raise `NotKnown` for what may be empty where being there says the contrary: NotAction and its like."""
    if key.startswith("Not") and values.kind != SCALAR and not values.value:
        raise NotKnown(values.open or f"{key} is empty", values.location)


def is_blank(found: Node) -> bool:
    """Say whether a reduced value surely is null or an empty text."""
    return found.kind == SCALAR and (found.value is None or (isinstance(found.value, str) and not found.value))


def _is_empty(call: Call, node: Node) -> bool:
    """Say whether an attribute surely is null or an empty text."""
    return is_blank(call.reduce(node))


def _values(call: Call, attribute: Node | None) -> Node | None:
    """Make the value of a set of texts: one as a text, several in descending order; None for none."""
    if attribute is None or _is_empty(call, attribute):
        return None
    members, reason = _set(call, attribute)
    return _collapsed(members, reason, attribute, in_order=_ordered(call, members))


def _set(call: Call, attribute: Node) -> tuple[list[Node], str | None]:
    """Give the members of a set of texts with AWS's own variables written for AWS, and why there may be more."""
    try:
        found = call.listing(attribute)
    except Invalid:
        raise
    except NotKnown as unknown:
        return [], unknown.reason
    members, doubt = distinct_members(call, [_for_aws(call, member) for member in found.value])
    return members, found.open or doubt


def _ordered(call: Call, members: list[Node]) -> bool:
    """Sort texts in descending order, as the provider's documentation shows them; False where some are not known."""
    values = [call.reduce(member).value for member in members]
    if not all(isinstance(value, str) for value in values):
        return len(members) < 2  # noqa: PLR2004 - one has no order
    members.sort(key=lambda member: str(call.reduce(member).value), reverse=True)
    return True


def _collapsed(members: Sequence[Node], reason: str | None, cause: Node, *, in_order: bool) -> Node | None:
    if len(members) == 1 and reason is None:
        return members[0].at(cause)
    if not members and reason is None:
        return None
    made = sequence(members, cause, reason)
    return made if in_order and reason is None else marked(Unplaced, made, cause)


def _for_aws(call: Call, member: Node) -> Node:
    """Write `&{…}` as `${…}`: a variable that AWS fills in and Terraform does not."""
    found = call.reduce(member)
    value = found.value
    if found.kind == SCALAR and isinstance(value, str):
        return scalar(value.replace("&{", "${"), member)
    if found.kind == SCALAR and isinstance(value, Text):
        parts = [part.replace("&{", "${") if isinstance(part, str) else part for part in value.parts]
        return scalar(text_of(parts, value.location), member)
    if found.kind == SCALAR and isinstance(value, bool | int | float):
        return scalar(call.parts(found), member)
    return found.at(member)


def _blocks(call: Call, attribute: Node | None) -> Iterator[Node | str]:
    """Give the blocks of one name, and the reasons why there may be more."""
    if attribute is None:
        return
    found = call.reduce(attribute)
    if found.kind == MAP:
        yield found
        return
    if found.kind == SCALAR and found.value is None:
        return
    try:
        found = call.listing(found)
    except Invalid:
        raise
    except NotKnown as unknown:
        yield unknown.reason
        return
    for member in found.value:
        inner = call.reduce(member)
        yield inner.value.reason if isinstance(inner.value, Unresolved) else inner.at(member)
    if found.open:
        yield found.open


@dataclass(slots=True)
class _Gathered:
    """Collects the values of blocks that count together, at the place of the first, and why there may be more."""

    cause: Node
    members: list[Node] = field(default_factory=list)
    reason: str | None = None

    def add(self, members: Sequence[Node], reason: str | None) -> None:
        self.members += members
        self.reason = self.reason or reason


def _named(call: Call, block: Node, names: Sequence[str]) -> list[str] | str:
    """Give attributes of a block that must be known texts, or the reason why one is not known."""
    try:
        return [call.text(_required(call, block, name)) for name in names]
    except Invalid:
        raise
    except NotKnown as unknown:
        return unknown.reason


def _required(call: Call, block: Node, name: str) -> Node:
    """Give an attribute that a block must have."""
    attributes: Mapping[str, Node] = call.mapping(block).value
    node = attributes.get(name)
    if node is None and block.open:
        raise NotKnown(block.open, block.location)
    return node if node is not None else call.invalid(f"{name} is missing in a block")


def _principals(call: Call, attribute: Node | None) -> Node | None:
    """Make the principals of blocks: `*` of type `*`, else identifiers by type; blocks of one type count together."""
    known: dict[str, _Gathered] = {}
    open_because: str | None = None
    cause: Node | None = None
    for block in _blocks(call, attribute):
        names = block if isinstance(block, str) else _named(call, block, ("type",))
        if isinstance(block, str) or isinstance(names, str):
            open_because = str(names)
            continue
        cause = cause or block
        identifiers = _required(call, block, "identifiers")
        known.setdefault(names[0], _Gathered(identifiers)).add(*_set(call, identifiers))
    if attribute is None or (not known and open_because is None):
        return None
    if _ANYBODY in known and (anybody := _anybody(call, known[_ANYBODY])) is not None:
        return anybody
    made = {kind: _identifiers(call, gathered, open_because) for kind, gathered in known.items()}
    return mapping(made, cause or attribute, open_because)


def _anybody(call: Call, gathered: _Gathered) -> Node | None:
    """Make the principal `*` of identifiers of type `*`: not known where they are not, None where it is not there."""
    values = [call.reduce(member).value for member in gathered.members]
    if any(isinstance(value, str) and value == _ANYBODY for value in values):
        return scalar(_ANYBODY, gathered.cause)
    if gathered.reason or not all(isinstance(value, str) for value in values):
        return scalar(Unresolved(gathered.reason or "an identifier of type * is not known"), gathered.cause)
    return None


def _identifiers(call: Call, gathered: _Gathered, open_because: str | None) -> Node:
    members, doubt = distinct_members(call, gathered.members)
    reason = gathered.reason or doubt or open_because
    value = _collapsed(members, reason, gathered.cause, in_order=_ordered(call, members))
    return sequence([], gathered.cause) if value is None else value


def _conditions(call: Call, attribute: Node | None) -> Node | None:
    """Make the conditions of blocks by test and variable; values of one variable count together.

    Source: version 5.14.0 in https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
    """
    known: dict[str, dict[str, _Gathered]] = {}
    places: dict[str, Node] = {}
    open_because: str | None = None
    for block in _blocks(call, attribute):
        names = block if isinstance(block, str) else _named(call, block, ("test", "variable"))
        if isinstance(block, str) or isinstance(names, str):
            open_because = str(names)
            continue
        test, variable = names
        places.setdefault(test, block)
        values = _required(call, block, "values")
        known.setdefault(test, {}).setdefault(variable, _Gathered(values)).add(*_listed(call, values))
    if attribute is None or (not known and open_because is None):
        return None
    made = {test: _test(variables, places[test], open_because) for test, variables in sorted(known.items())}
    return mapping(made, next(iter(places.values()), attribute), open_because)


def _test(variables: Mapping[str, _Gathered], cause: Node, open_because: str | None) -> Node:
    """Make one test's variables; no values stay an empty list, which matches nothing."""
    made: dict[str, Node] = {}
    for variable, gathered in sorted(variables.items()):
        reason = gathered.reason or open_because
        value = _collapsed(gathered.members, reason, gathered.cause, in_order=True)
        made[variable] = sequence([], gathered.cause) if value is None else value
    return mapping(made, cause, open_because)


def _listed(call: Call, attribute: Node) -> tuple[list[Node], str | None]:
    """Give the values of a condition in their order, with AWS's own variables written for AWS."""
    try:
        found = call.listing(attribute)
    except Invalid:
        raise
    except NotKnown as unknown:
        return [], unknown.reason
    return [_for_aws(call, member) for member in found.value], found.open
