"""Compares one architecture in two languages: a page holds it once in HCL and once as a CloudFormation template.

A resource of Terraform goes by the name of its block in CamelCase (`orders_dlq` is `OrdersDlq`, `worker["a"]` is
`WorkerA`), or by what a comment `# is: Name` on the line of its header, or the line before, says; several names with
commas name the further resources that one block makes, in their order. Both must have the same types, the same values
of all properties, the same relations, and do the same with the data of what is deleted or replaced: a template that
says nothing of that does what CloudFormation does by default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buttress.graph.deletion import ATTRIBUTES, deletion_policies
from buttress.graph.json_text import Substituted, parsed
from buttress.graph.node import LIST, MAP
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved, written
from buttress.graph.view import View
from buttress.graph.worlds import explore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Assignment

FENCE = re.compile(r"^```(hcl|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
IS = re.compile(r"#\s*is:\s*(.+?)\s*$")
UNKNOWN = "(not known)"


@dataclass(frozen=True, slots=True)
class Page:
    """Holds both texts of a page."""

    hcl: str
    yaml: str


def page(path: Path) -> Page:
    """Read a page; raises ValueError where it has not one fence of each language."""
    fences = FENCE.findall(path.read_text(encoding="utf-8"))
    if sorted(language for language, _ in fences) != ["hcl", "yaml"]:
        raise ValueError(f"{path}: a page has one fence of hcl and one of yaml")
    texts = dict(fences)
    return Page(texts["hcl"], texts["yaml"])


def names_in_hcl(graph: Graph, text: str) -> dict[str, str]:
    """Name the resources that came from a text of HCL, by their ids."""
    lines = ["", *text.splitlines()]
    names: dict[str, str] = {}
    by_line: dict[tuple[int, str], list[Resource]] = {}
    for one in sorted(graph.resources, key=lambda one: (one.location.line, one.logical_id, len(one.id), one.id)):
        by_line.setdefault((one.location.line, one.logical_id), []).append(one)
    for (line, address), resources in by_line.items():
        said = IS.search(lines[line]) or IS.search(lines[line - 1])
        given = [name.strip() for name in said.group(1).split(",")] if said else []
        for place, one in enumerate(resources):
            further = one.type.rpartition("::")[2] if place else ""
            names[one.id] = given[place] if place < len(given) else camel(address) + further
    return names


def camel(address: str) -> str:
    """Give the name of a block in CamelCase, with the names of its modules and its key."""
    outer, _, inner = address.rpartition("aws_")
    words = re.findall(r"[A-Za-z0-9]+", outer.replace("module.", "") + inner.partition(".")[2])
    return "".join(word[0].upper() + word[1:] for word in words)


def names_in_template(graph: Graph) -> dict[str, str]:
    """Name the resources of a template by their logical ids."""
    return {one.id: one.logical_id for one in graph.resources}


def facts(graph: Graph, names: Mapping[str, str]) -> dict[str, str]:
    """Give all that a graph says, one line for each type, value and relation."""
    said: dict[str, str] = {}
    for one in graph.resources:
        said[f"{names[one.id]}"] = one.type
        for path, value in _values(one, names):
            said[f"{names[one.id]}.{path}"] = value
        said.update({f"{names[one.id]}, {path}": value for path, value in _policies(one)})
    for relation in graph.index.all():
        said[_relation(relation, names)] = "related"
    return said


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """Say in which the HCL and the template differ."""
    found = []
    for key in sorted({*ours, *theirs}):
        mine, other = ours.get(key, "(nothing)"), theirs.get(key, "(nothing)")
        if mine != other:
            found.append(f"{key}\n    HCL:            {mine}\n    CloudFormation: {other}")
    return found


def _relation(relation: Relation, names: Mapping[str, str]) -> str:
    ends = [
        _shown(relation.value, names) if end is None else names.get(end.id, f"external {end.id}")
        for end in (relation.source, relation.target)
    ]
    detail = f" ({relation.detail})" if relation.detail else ""
    return f"{ends[0]} {relation.kind} {ends[1]}{detail}"


def _values(resource: Resource, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    outcomes = explore(
        resource.worlds, lambda: dict(_read(View(resource.node, resource.scope, resource.worlds), names))
    )
    for outcome in outcomes:
        for path, value in outcome.result.items():
            yield _in_a_world(path, outcome.world), value


def _policies(resource: Resource) -> Iterator[tuple[str, str]]:
    """Give what becomes of the data of a resource that is deleted or replaced."""
    for outcome in explore(resource.worlds, lambda: _kept(resource)):
        for attribute, value in outcome.result.items():
            yield _in_a_world(attribute, outcome.world), value


def _kept(resource: Resource) -> dict[str, str]:
    try:
        in_cluster = resource.type == "AWS::RDS::DBInstance" and resource.present("DBClusterIdentifier")
        policies = deletion_policies(resource, "in-cluster" if in_cluster else "")
    except NotKnown:
        return dict.fromkeys(ATTRIBUTES, UNKNOWN)
    return {policy.attribute: policy.value for policy in policies}


def _in_a_world(path: str, world: Assignment) -> str:
    when = " and ".join(f"{key.rpartition('/')[2]}={choice}" for key, choice in world)
    return f"{path} when {when}" if when else path


def _read(view: View, names: Mapping[str, str], path: str = "") -> Iterator[tuple[str, str]]:
    """Give the values below a view, lists of tags by their keys."""
    found = view.find()
    if found is None:
        return
    if isinstance(found, Unresolved):
        yield path or "the resource", UNKNOWN
        return
    found = _opened(found)
    if found.node.kind == MAP:
        members = list(_through(found.members(), lambda key: f"{path}.{key}" if path else key, path, names))
        yield from members or [(path, "{}")]
    elif found.node.kind == LIST:
        numbered = ((str(place), member) for place, member in enumerate(found.each()))
        members = list(_through(numbered, lambda key: f"{path}[{key}]", path, names))
        yield from members or [(path, "[]")]
    else:
        yield path, _shown(found.node.value, names)


def _through(
    members: Iterator[tuple[str, View]], name: Callable[[str], str], path: str, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    try:
        for key, member in members:
            tag = member.get("Key") if member.node.kind == MAP and set(member.node.value) == {"Key", "Value"} else None
            yield from _read(member, names, f"{path}<{tag}>" if isinstance(tag, str) else name(key))
    except NotKnown:
        yield f"{path}…", UNKNOWN


def _opened(view: View) -> View:
    """Open a text of JSON, as every reader of such a property does."""
    value = view.node.value
    text = str(value) if isinstance(value, str | Text) else ""
    if not text.lstrip().startswith(("{", "[")):
        return view
    try:
        return View(parsed(value, view.node, Substituted(view, "")), view.scope, view.worlds)
    except NotKnown:
        return view


def _shown(value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - a value of the graph
    if isinstance(value, Unresolved):
        return UNKNOWN
    if isinstance(value, Reference):
        name = names.get(value.resource.id, value.resource.id)
        return f"${{{name}}}" if value.attribute == "Ref" else f"${{{name}.{value.attribute}}}"
    if isinstance(value, Hole):
        return f"${{{value.name}}}"
    if isinstance(value, Text):
        return "".join(_shown(part, names) for part in value.parts)
    return written(value)
