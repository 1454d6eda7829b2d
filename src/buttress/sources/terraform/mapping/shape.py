"""The shape of a canonical resource: which canonical path is made of which path of Terraform.

It is made of the mapping data of one type, once, when an instance of the type is met first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LISTED: Final = "[]"
NO_DEFAULT: Final = object()
VALUE: Final = ""
"""The name of an element's own value, where the elements of a list are values and no maps."""
KEYED: Final = re.compile(r"(\w+)\[(\w+)=([^\]]+)\]")
"""A step to the one element of a list that has a member of a fixed value: `KeySchema[KeyType=HASH]`."""
TAGS: Final = ("tags", "tags_map")
_STEPS: Final = re.compile(r"(?:[^.\[]|\[[^\]]*\])+")

Steps = tuple[str, ...]
Only = tuple[tuple[str, tuple[Any, ...], Any], ...]
"""The names of attributes, the values of which they have to have one, and what they are where they are not written."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Says where a canonical value comes from.

    `source` is the path in Terraform's words. `how` is the entry of the mapping data: `as` names a conversion, `map` is
    a table of values (`else: same` lets others pass), `text` a text around the value, `absent` values that count as not
    written; so does an empty text, unless `empty` is `keep`. `default` is what the provider sends where nothing is
    written. `only` are attributes beside it that have to have one of some values, each with its default. With `each`
    the element of a canonical list is made once for every member of the value.
    """

    source: Steps
    how: Mapping[str, Any] = field(default_factory=dict)
    default: Any = NO_DEFAULT
    only: Only = ()

    @property
    def each(self) -> bool:
        """Say whether every member of the value makes an element of its own of the list that it stands in."""
        return bool(self.how.get("each"))

    @property
    def plain(self) -> bool:
        """Say whether the attribute is the value as it stands."""
        return not (self.how or self.only) and len(self.source) == 1 and self.default is NO_DEFAULT

    def within(self, source: Steps) -> Rule:
        """Give the same rule with the path from within an element of a list."""
        return Rule(source, self.how, self.default, self.only)


@dataclass(slots=True)
class Leaf:
    """Holds the rules of one canonical value, the first of which that gives something counts."""

    rules: list[Rule] = field(default_factory=list)
    constant: Any = NO_DEFAULT


@dataclass(slots=True)
class Branch:
    """Holds the members of a canonical map; it is there, even empty, where one of `blocks` is written (and
    has what all of its attributes need).

    `quiet` are the members that do not make it be there: the fixed ones of an element of a list.
    """

    members: dict[str, Shape] = field(default_factory=dict)
    blocks: list[tuple[Steps, Only]] = field(default_factory=list)
    quiet: set[str] = field(default_factory=set)
    only: Only = ()
    """What all that it holds needs, where it is an element of a list."""

    @property
    def each(self) -> tuple[str, ...]:
        """Give the members of which every value makes an element of its own."""
        leaves = ((name, shape) for name, shape in self.members.items() if isinstance(shape, Leaf))
        return tuple(name for name, leaf in leaves if any(rule.each for rule in leaf.rules))


@dataclass(slots=True)
class Group:
    """Holds the elements of a canonical list that come from one list of Terraform (or from one map, `source` empty)."""

    source: Steps
    element: Branch | Leaf
    key: tuple[str, str] | None = None
    """The member of a fixed value that tells the element apart."""


@dataclass(slots=True)
class Listed:
    """Holds where the elements of a canonical list come from.

    `stands` says that it is there, empty, where nothing gives it an element: the default of one of its lists is `[]`.
    """

    groups: list[Group] = field(default_factory=list)
    stands: bool = False


Shape = Leaf | Branch | Listed
Kind = TypeVar("Kind", Leaf, Branch, Listed)


def shape_of(
    attributes: Mapping[str, Any], constants: Mapping[str, Any] | None = None, defaults: Mapping[str, Any] | None = None
) -> Branch:
    """Make the shape of a type's data; raises ValueError where a path is both a value and a map."""
    root = Branch()
    defaults = defaults or {}
    for source, entry in attributes.items():
        for target, rule in _rules(source, entry, defaults):
            _insert(root, steps_of(target), rule)
    for target, value in (constants or {}).items():
        _fix(root, steps_of(target), value)
    _find_blocks(root)
    for shape in root.members.values():
        if isinstance(shape, Listed):
            shape.stands = any(defaults.get(".".join(group.source)) == [] for group in shape.groups)
    return root


def steps_of(target: str) -> Steps:
    """Divide a canonical path at its points, except those within brackets: `Attributes[Key=idle.seconds].Value`."""
    return tuple(_STEPS.findall(target))


def _rules(source: str, entry: Any, defaults: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:  # noqa: ANN401 - data
    if isinstance(entry, list):
        for one in entry:
            yield from _rules(source, one, defaults)
        return
    how = {} if isinstance(entry, str) else {word: value for word, value in entry.items() if word not in ("to", "only")}
    only = () if isinstance(entry, str) else tuple(needed(source, entry.get("only", {}), defaults))
    targets = entry if isinstance(entry, str) else entry["to"]
    for target in [targets] if isinstance(targets, str) else targets:
        if source == "tags" and how.get("as") in TAGS:
            yield target, Rule(("tags_all",), how, only=only)
        yield target, Rule(tuple(source.split(".")), how, defaults.get(source, NO_DEFAULT), only)


def needed(
    source: str, only: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """Give what an entry says under `only`, for the attributes that stand beside a path."""
    around = source.rpartition(".")[0]
    for name, value in only.items():
        default = defaults.get(f"{around}.{name}" if around else name)
        yield name, tuple(value) if isinstance(value, list) else (value,), default


def _insert(branch: Branch, target: Steps, rule: Rule) -> None:
    name, rest = target[0], target[1:]
    keyed = KEYED.fullmatch(name)
    if keyed is not None:
        listed = _below(branch, keyed.group(1), Listed)
        _insert(_keyed(listed, keyed.group(2), keyed.group(3)), rest, rule)
    elif name.endswith(LISTED):
        _insert_element(_below(branch, name.removesuffix(LISTED), Listed), rest, rule)
    elif rest:
        _insert(_below(branch, name, Branch), rest, rule)
    else:
        _below(branch, name, Leaf).rules.append(rule)


def _below(branch: Branch, name: str, kind: type[Kind]) -> Kind:
    shape = branch.members.setdefault(name, kind())
    if not isinstance(shape, kind):
        raise ValueError(f"{name} is of two shapes: {kind.__name__} and {type(shape).__name__}")  # noqa: TRY004
    return shape


def _keyed(listed: Listed, name: str, value: str) -> Branch:
    """Give the element of a list that has a member of a fixed value."""
    for group in listed.groups:
        if group.key == (name, value) and isinstance(group.element, Branch):
            return group.element
    element = Branch({name: Leaf(constant=value)}, quiet={name})
    listed.groups.append(Group((), element, (name, value)))
    return element


def _insert_element(listed: Listed, rest: Steps, rule: Rule) -> None:
    base, inner = divided(rule.source, bool(rest))
    kind = Branch if rest else Leaf
    same = (one for one in listed.groups if one.source == base and not one.key and isinstance(one.element, kind))
    group = next(same, None)
    if group is None:
        group = Group(base, kind())
        listed.groups.append(group)
    within = rule.within(inner)
    if isinstance(group.element, Branch):
        _insert(group.element, rest, within)
    else:
        group.element.rules.append(within)


def divided(source: Steps, into_maps: bool) -> tuple[Steps, Steps]:  # noqa: FBT001 - whether the elements are maps
    """Divide a path into the path of the list that its elements come from, and the path within an element.

    Without a list in it, a path through a block makes one element of the block; a lone attribute makes one of the map
    that it stands in. Where the elements are maps and Terraform's are values, the path within is that of the value.
    """
    for place, step in enumerate(source):
        if step.endswith(LISTED):
            inner = source[place + 1 :]
            return (*source[:place], step.removesuffix(LISTED)), inner or ((VALUE,) if into_maps else ())
    return (source[:-1], source[-1:]) if into_maps else ((), source)


def _fix(branch: Branch, target: Steps, value: Any) -> None:  # noqa: ANN401 - mapping data
    name, rest = target[0], target[1:]
    if name.endswith(LISTED):
        for group in _below(branch, name.removesuffix(LISTED), Listed).groups:
            if isinstance(group.element, Branch):
                _fix(group.element, rest, value)
                group.element.quiet.add(rest[0])
    elif rest:
        _fix(_below(branch, name, Branch), rest, value)
    else:
        branch.members[name] = Leaf(constant=value)


def _find_blocks(root: Branch) -> None:
    """Let the branch that holds all that a block of Terraform gives stand for the block, so that an empty block is an
    empty map and not nothing.
    """
    under: dict[Steps, Steps] = {}
    needs: dict[Steps, set[Only]] = {}
    for path, rule in _leaves(root, ()):
        for end in range(1, len(rule.source)):
            block, holder = rule.source[:end], path[:-1]
            under[block] = _shared(under[block], holder) if block in under else holder
            needs.setdefault(block, set()).add(rule.only if end == len(rule.source) - 1 else ())
    for block, holder in under.items():
        if holder:
            only = needs[block].pop() if len(needs[block]) == 1 else ()
            _branch_at(root, holder).blocks.append((block, only))
    for element in _elements(root):
        needed = {rule.only for _, rule in _leaves(element, ())}
        element.only = needed.pop() if len(needed) == 1 else ()
        _find_blocks(element)


def _leaves(branch: Branch, path: Steps) -> Iterator[tuple[Steps, Rule]]:
    for name, shape in branch.members.items():
        if isinstance(shape, Leaf):
            for rule in shape.rules:
                yield (*path, name), rule
        elif isinstance(shape, Branch):
            yield from _leaves(shape, (*path, name))
        else:
            for group in shape.groups:
                if group.source:
                    yield (*path, name), Rule((*group.source, ""))


def _elements(branch: Branch) -> Iterator[Branch]:
    """Give the maps that are elements of the lists of a map, not those of lists within them."""
    for shape in branch.members.values():
        if isinstance(shape, Branch):
            yield from _elements(shape)
        elif isinstance(shape, Listed):
            yield from (group.element for group in shape.groups if isinstance(group.element, Branch))


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
