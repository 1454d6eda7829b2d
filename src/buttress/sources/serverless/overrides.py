"""The `resources` of a service: CloudFormation of its own, merged with what the framework makes.

Source: guides/resources of the Serverless Framework's documentation, "Override AWS CloudFormation Resource".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, Node, sequence
from buttress.sources.cloudformation.sam.maker import with_items, with_members
from buttress.sources.cloudformation.sam.shape import is_left_out, items, members, text
from buttress.sources.cloudformation.template import type_of
from buttress.sources.serverless.alternatives import alternative, branches, under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.serverless.alternatives import Held
    from buttress.sources.serverless.draft import Draft

SECTIONS: Final = ("Parameters", "Mappings", "Conditions", "Outputs")
MERGED: Final = ("Metadata", "Properties")
REPLACED: Final = ("CreationPolicy", "DeletionPolicy", "UpdatePolicy", "UpdateReplacePolicy")


def add_resources(draft: Draft, declared: Node | None) -> dict[str, dict[str, Node]]:
    """Merge a service's own resources with those made, and give the other sections."""
    sections: dict[str, dict[str, Node]] = {name: {} for name in SECTIONS}
    for held, part in _parts(draft, declared):
        content = members(part)
        for name in SECTIONS:
            if not held:
                sections[name] |= members(content.get(name))
            elif name in content:
                draft.not_read("file", f"the {name} of resources that depend on the stage", content[name])
        for more, name, node in _resources(draft, content.get("Resources")):
            _place(draft, (*held, *more), name, node)
    for held, part in _parts(draft, declared, quiet=True):
        for name, extension in members(members(part).get("extensions")).items():
            _extend(draft, held, name, extension)
    _drop_what_is_none(draft)
    return sections


def _place(draft: Draft, held: Held, name: str, node: Node) -> None:
    """Put a resource beside those that are made, or into the one that has its name."""
    known = draft.resources.get(name)
    if not held:
        draft.resources[name] = node if known is None else _merged(known, node)
        return
    placed = under(draft.openings, held, node)
    if known is None:
        draft.resources[name] = placed
    elif type_of(known) == type_of(node):
        made = placed if text(members(known).get("Condition")) is not None else _merged(known, placed)
        draft.resources[name] = alternative(draft.openings, known, made)
    else:
        draft.not_read("file", f"the resource {name}, which is of another type elsewhere", node)


def transforms_of(draft: Draft, declared: Node | None) -> tuple[str, ...]:
    """Give the macros that a service's own resources name."""
    parts = [part for _, part in _parts(draft, declared, quiet=True)]
    found = [item for part in parts for item in items(members(part).get("Transform"))]
    return tuple(str(item.value) for item in found if text(item))


def _parts(draft: Draft, declared: Node | None, *, quiet: bool = False) -> Iterator[tuple[Held, Node]]:
    """Give the maps of `resources`, which may be a list of them; what is not known is named."""
    for one in items(declared):
        for held, part in branches(draft.openings, one):
            if part.kind == LIST and not held:
                yield from _parts(draft, part, quiet=quiet)
            elif part.kind == MAP:
                yield held, part
            elif not is_left_out(part) and not quiet:
                draft.not_read("file", "resources that no file here tells", part)


def _resources(draft: Draft, declared: Node | None) -> Iterator[tuple[Held, str, Node]]:
    for one in items(declared):
        for held, table in branches(draft.openings, one):
            if table.kind == MAP:
                for name, node in members(table).items():
                    yield from _each(draft, held, name, node)
            elif not is_left_out(table):
                draft.not_read("file", "resources that no file here tells", table)


def _each(draft: Draft, held: Held, name: str, node: Node) -> Iterator[tuple[Held, str, Node]]:
    for more, resource in branches(draft.openings, node):
        if resource.kind == MAP:
            yield (*held, *more), name, resource
        elif not is_left_out(resource):
            draft.not_read("file", f"the resource {name}", resource)


def _merged(known: Node, node: Node) -> Node:
    """Merge a map into one that is there: maps member by member, lists one after the other, the rest replaced.

    The documentation only warns that a resource of the same name overrides; that lists are joined is an assumption.
    """
    if known.kind == LIST and node.kind == LIST:
        return with_items(known, node.value, node)
    if known.kind != MAP or node.kind != MAP:
        return node
    own = members(known)
    return with_members(
        known, {key: _merged(own[key], value) if key in own else value for key, value in members(node).items()}
    )


def _extend(draft: Draft, held: Held, name: str, extension: Node) -> None:
    known = draft.resources.get(name)
    if held:
        draft.not_read("file", f"the extension of {name}, which depends on the stage", extension)
        return
    if known is None:
        hint = "Name one that serverless package writes into its template."
        draft.problem(extension, f"there is no resource {name} to extend.", hint)
        return
    changes: dict[str, Node | None] = {}
    for key, value in members(extension).items():
        inner = members(known).get(key)
        if key in MERGED and inner is not None and inner.kind == MAP:
            changes[key] = with_members(inner, {**members(value)})
        elif key in (*REPLACED, *MERGED):
            changes[key] = value
        elif key == "DependsOn":
            changes[key] = sequence([*items(inner), *items(value)], value)
        else:
            hint = "The framework refuses it."
            draft.problem(value, f"{key} of {name} cannot be extended.", hint)
    draft.resources[name] = with_members(known, changes)


def _drop_what_is_none(draft: Draft) -> None:
    """Take out what has no type: the template reader says the same of CloudFormation's own."""
    for name, node in [*draft.resources.items()]:
        if "::" not in type_of(node):
            del draft.resources[name]
            draft.problem(node, f"{name} is no resource: it has no Type.", "It is left out of the review.")


def named_in(root: Node) -> frozenset[str]:
    """Give the names that a service's own resources and parameters use, as far as the file itself tells."""
    found: set[str] = set()
    for part in items(members(root).get("resources")):
        for section in ("Resources", "Parameters"):
            found |= set(members(members(part).get(section)))
    return frozenset(found)
