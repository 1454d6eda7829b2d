"""The shape of a canonical resource: which canonical path is made of which path of Terraform.

It is made of the mapping data of one type, once, when an instance of the type is met first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LISTED: Final = "[]"
NO_DEFAULT: Final = object()

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Says where a canonical value comes from: the path in Terraform's words, a conversion's name, or a table of
    values, and what the provider sends where nothing is written.
    """

    source: Steps
    conversion: str = ""
    table: Mapping[str, Any] | None = None
    default: Any = NO_DEFAULT

    @property
    def plain(self) -> bool:
        """Say whether the attribute is the value as it stands."""
        return not self.conversion and self.table is None and len(self.source) == 1 and self.default is NO_DEFAULT


@dataclass(slots=True)
class Leaf:
    """Holds the rules of one canonical value, the first of which that gives something counts."""

    rules: list[Rule] = field(default_factory=list)
    constant: Any = NO_DEFAULT


@dataclass(slots=True)
class Branch:
    """Holds the members of a canonical map; it is there, even empty, where one of `blocks` is written."""

    members: dict[str, Shape] = field(default_factory=dict)
    blocks: list[Steps] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Holds the elements of a canonical list that come from one list of Terraform (or from one map, `source` empty)."""

    source: Steps
    element: Branch | Leaf


@dataclass(slots=True)
class Listed:
    """Holds where the elements of a canonical list come from."""

    groups: list[Group] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)


Shape = Leaf | Branch | Listed


def shape_of(
    attributes: Mapping[str, Any], constants: Mapping[str, Any] | None = None, defaults: Mapping[str, Any] | None = None
) -> Branch:
    """Make the shape of a type's data; raises ValueError where a path is both a value and a map."""
    root = Branch()
    defaults = defaults or {}
    for source, entry in attributes.items():
        for target, rule in _rules(source, entry, defaults.get(source, NO_DEFAULT)):
            _insert(root, tuple(target.split(".")), rule)
    for target, value in (constants or {}).items():
        _fix(root, tuple(target.split(".")), value)
    _find_blocks(root)
    return root


def _rules(source: str, entry: Any, default: Any) -> Iterator[tuple[str, Rule]]:  # noqa: ANN401 - mapping data
    if isinstance(entry, list):
        for one in entry:
            yield from _rules(source, one, default)
    elif isinstance(entry, str):
        yield entry, Rule(tuple(source.split(".")), default=default)
    else:
        yield entry["to"], Rule(tuple(source.split(".")), entry.get("as", ""), entry.get("map"), default)


def _insert(branch: Branch, target: Steps, rule: Rule) -> None:
    name, rest = target[0], target[1:]
    if name.endswith(LISTED):
        listed = branch.members.setdefault(name.removesuffix(LISTED), Listed())
        if not isinstance(listed, Listed):
            raise ValueError(f"{name} is a list and something else")
        _insert_element(listed, rest, rule)
    elif rest:
        below = branch.members.setdefault(name, Branch())
        if not isinstance(below, Branch):
            raise ValueError(f"{name} is a map and something else")
        _insert(below, rest, rule)
    else:
        leaf = branch.members.setdefault(name, Leaf())
        if not isinstance(leaf, Leaf):
            raise ValueError(f"{name} is a value and something else")
        leaf.rules.append(rule)


def _insert_element(listed: Listed, rest: Steps, rule: Rule) -> None:
    base, inner = divided(rule.source, bool(rest))
    kind = Branch if rest else Leaf
    group = next((one for one in listed.groups if one.source == base and isinstance(one.element, kind)), None)
    if group is None:
        group = Group(base, kind())
        listed.groups.append(group)
    within = Rule(inner, rule.conversion, rule.table, rule.default)
    if isinstance(group.element, Branch):
        _insert(group.element, rest, within)
    else:
        group.element.rules.append(within)


def divided(source: Steps, into_maps: bool) -> tuple[Steps, Steps]:  # noqa: FBT001 - whether the elements are maps
    """Divide a path into the path of the list that its elements come from, and the path within an element.

    Without a list in it, a path through a block makes one element of the block; a lone attribute makes one of the map
    that it stands in.
    """
    for place, step in enumerate(source):
        if step.endswith(LISTED):
            return (*source[:place], step.removesuffix(LISTED)), source[place + 1 :]
    return (source[:-1], source[-1:]) if into_maps else ((), source)


def _fix(branch: Branch, target: Steps, value: Any) -> None:  # noqa: ANN401 - mapping data
    name, rest = target[0], target[1:]
    if name.endswith(LISTED):
        listed = branch.members.setdefault(name.removesuffix(LISTED), Listed())
        if not isinstance(listed, Listed):
            raise ValueError(f"{name} is a list and something else")
        for group in listed.groups:
            if isinstance(group.element, Branch):
                _fix(group.element, rest, value)
    elif rest:
        below = branch.members.setdefault(name, Branch())
        if not isinstance(below, Branch):
            raise ValueError(f"{name} is a map and something else")
        _fix(below, rest, value)
    else:
        branch.members[name] = Leaf(constant=value)


def _find_blocks(root: Branch) -> None:
    """Let the branch that holds all that a block of Terraform gives stand for the block, so that an empty block is an
    empty map and not nothing.
    """
    under: dict[Steps, Steps] = {}
    for path, source in _leaves(root, ()):
        for end in range(1, len(source)):
            block, holder = source[:end], path[:-1]
            under[block] = _shared(under[block], holder) if block in under else holder
    for block, holder in under.items():
        if holder:
            _branch_at(root, holder).blocks.append(block)


def _leaves(branch: Branch, path: Steps) -> Iterator[tuple[Steps, Steps]]:
    for name, shape in branch.members.items():
        if isinstance(shape, Leaf):
            for rule in shape.rules:
                yield (*path, name), rule.source
        elif isinstance(shape, Branch):
            yield from _leaves(shape, (*path, name))
        else:
            for group in shape.groups:
                if group.source:
                    yield (*path, name), (*group.source, "")
                if isinstance(group.element, Branch):
                    _find_blocks(group.element)


def _shared(one: Steps, other: Steps) -> Steps:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


def _branch_at(root: Branch, path: Steps) -> Branch:
    here: Any = root
    for name in path:
        here = here.members[name]
    found: Branch = here
    return found
