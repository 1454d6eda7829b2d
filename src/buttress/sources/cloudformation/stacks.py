"""Joins nested stacks, passes parameters and outputs through, and makes the resources."""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from buttress.graph.graph import Problem
from buttress.graph.location import Location
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.graph.resource import Resource
from buttress.graph.unread import Unread
from buttress.graph.values import written
from buttress.graph.view import View
from buttress.records import dataclass
from buttress.sources.cloudformation.functions import literal_end
from buttress.sources.cloudformation.loops import resting
from buttress.sources.cloudformation.parameters import declared, parameter_of
from buttress.sources.cloudformation.scope import TemplateScope
from buttress.sources.cloudformation.template import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buttress.graph.graph import Parameter
    from buttress.sources.cloudformation.evaluation import Review
    from buttress.sources.cloudformation.template import Template

STACK = "AWS::CloudFormation::Stack"
MOST_STACKS = 1000
"""How many stacks one review makes: templates that nest each other twice would double them at each level."""
CUSTOM = ("Custom::", "AWS::CloudFormation::CustomResource")
ELSEWHERE = ("AWS::CloudFormation::StackSet", "AWS::ServiceCatalog::CloudFormationProvisionedProduct")
"""The resources that make stacks of a template which is not joined: in other accounts and Regions, or a catalogue's."""


@dataclass(slots=True)
class Stacks:
    """Makes the resources of all templates of a review, each template once for each stack that it stands in."""

    review: Review
    templates: dict[str, Template]
    problems: list[Problem]
    resources: list[Resource] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    files_of: dict[str, set[str]] = field(default_factory=dict)
    scopes: list[TemplateScope] = field(default_factory=list)
    _understood: set[str] = field(default_factory=set)
    _named: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def join(self) -> None:
        """Find the roots, and make every stack below them."""
        nested = {
            inner
            for file, template in self.templates.items()
            for inner in self._children(template).values()
            if inner is not None and inner != file
        }
        self.roots = sorted(set(self.templates) - nested) or sorted(self.templates)[:1]
        for root in self.roots:
            self.files_of[root] = set()
            self._make(root, root, "", None, None, (root,))
        self._reach_cycles()
        self._export()
        self._compare()
        self._note_unread()

    def _reach_cycles(self) -> None:
        """Make roots of templates that only stand in each other."""
        for file in sorted(set(self.templates) - set().union(*self.files_of.values())):
            if not any(file in files for files in self.files_of.values()):
                self.roots.append(file)
                self.files_of[file] = set()
                self._make(file, file, "", None, None, (file,))

    def _children(self, template: Template) -> dict[str, str | None]:
        """Give for each nested stack of a template the file of its template, None where it is not in the tree."""
        return {
            name: self._template_file(node, template.file)
            for name, node in template.section("Resources").items()
            if type_of(node) == STACK
        }

    def _template_file(self, node: Node, beside: str) -> str | None:
        url = _member(_member(node, "Properties"), "TemplateURL")
        written_url = literal_end(url).lstrip("/") if url is not None else ""
        if not written_url:
            return None
        relative = _normal(PurePosixPath(beside).parent / written_url) if "://" not in written_url else None
        if relative in self.templates:
            return relative
        wanted = PurePosixPath(written_url.split("?", 1)[0]).parts
        alike = self._by_name().get(wanted[-1], ()) if wanted else ()
        scored = sorted(((_common_end(parts, wanted), file) for parts, file in alike if file != beside), reverse=True)
        best = [file for score, file in scored if score == scored[0][0]]
        return best[0] if scored and scored[0][0] > 0 and len(best) == 1 else None

    def _by_name(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """Give the templates by the names of their files, with the parts of their paths; made once."""
        if not self._named:
            for file in self.templates:
                parts = PurePosixPath(file).parts
                self._named.setdefault(parts[-1], []).append((parts, file))
        return self._named

    def _make(  # noqa: PLR0913 - one stack: where it stands and what it is given
        self,
        root: str,
        file: str,
        prefix: str,
        bound: Mapping[str, tuple[Node, TemplateScope]] | None,
        exists: Callable[[], bool] | None,
        chain: tuple[str, ...],
    ) -> TemplateScope:
        template = self.templates[file]
        self.files_of[root].add(file)
        scope = TemplateScope(
            id=f"{root}#{prefix.rstrip('/')}" if prefix else root,
            review=self.review,
            parameters={
                name: parameter_of(
                    name, node, None if bound is not None else self.review.given.get(name), (bound or {}).get(name)
                )
                for name, node in template.section("Parameters").items()
            },
            mappings=template.section("Mappings"),
            conditions=template.section("Conditions"),
            outputs=template.section("Outputs"),
            environment=template.environment,
        )
        self.scopes.append(scope)
        if bound is None:
            self.parameters.extend(declared(parameter, root) for parameter in scope.parameters.values())
        for name, node in template.section("Resources").items():
            there = resting(exists, self.review.worlds, template.rests_on.get(name))
            resource = self._resource(root, prefix, name, node, scope, there)
            resource.origin = template.origins.get(name)
            if name in template.understood:
                self._understood.add(resource.id)
            scope.resources[name] = resource
            self.resources.append(resource)
        for name, inner in self._children(template).items():
            self._nest(root, prefix, scope.resources[name], inner, chain)
        return scope

    def _nest(self, root: str, prefix: str, stack: Resource, inner: str | None, chain: tuple[str, ...]) -> None:
        scope: Any = stack.scope
        if inner is None:
            return
        refused = self._refused(stack, inner, chain)
        if refused:
            place = stack.location
            self.problems.append(Problem(place.file, place.line, place.column, refused, "The inner one is not read."))
            return
        parameters = _member(stack.node, "Parameters")
        members = parameters.value if parameters is not None and isinstance(parameters.value, dict) else {}
        bound = {name: (node, scope) for name, node in members.items()}
        exists = stack.exists if stack.conditional else None
        scope.nested[stack.logical_id] = self._make(
            root, inner, f"{prefix}{stack.logical_id}/", bound, exists, (*chain, inner)
        )

    def _refused(self, stack: Resource, inner: str, chain: tuple[str, ...]) -> str:
        """Say why a nested stack is not made, nothing where it is."""
        if inner in chain:
            return f"{stack.logical_id} nests {inner} in itself."
        return f"{stack.logical_id} is beyond {MOST_STACKS:,} stacks." if len(self.scopes) >= MOST_STACKS else ""

    def _resource(  # noqa: PLR0913 - a resource: where it stands and what it is
        self, root: str, prefix: str, name: str, node: Node, scope: TemplateScope, exists: Callable[[], bool] | None
    ) -> Resource:
        properties = _member(node, "Properties")
        if properties is None or properties.kind not in (MAP, CALL):
            properties = Node(MAP, {}, node.file, node.line, node.column, node.end_line)
        condition = _member(node, "Condition")
        label = condition.value if condition is not None and isinstance(condition.value, str) else None
        return Resource(
            id=f"{root}#{prefix}{name}",
            type=type_of(node),
            logical_id=name,
            root=root,
            properties=properties,
            body=View(node, scope, self.review.worlds),
            location=Location(node.file, node.line, node.column, node.end_line),
            scope=scope,
            worlds=self.review.worlds,
            exists=_both(exists, scope, label),
        )

    def _export(self) -> None:
        for scope in self.scopes:
            for node in scope.outputs.values():
                name, value = _member(_member(node, "Export"), "Name"), _member(node, "Value")
                if name is not None and value is not None:
                    self.review.exports.append((name, value, scope))

    def _compare(self) -> None:
        """Note with each parameter the literals that conditions compare it with, whichever stack the condition stands
        in.
        """
        for scope in self.scopes:
            for node in scope.conditions.values():
                for left, right in _comparisons(node):
                    _note(scope, left, right)
                    _note(scope, right, left)

    def _note_unread(self) -> None:
        for resource in self.resources:
            scope: Any = resource.scope
            unjoined = resource.type == STACK and resource.logical_id not in scope.nested
            if unjoined or resource.type in ELSEWHERE:
                self.unread.append(
                    Unread(
                        "nested stack", f"the template of {resource.logical_id}", resource.location, _mentions(resource)
                    )
                )
            elif resource.type.startswith(CUSTOM) and resource.id not in self._understood:
                what = f"what the custom resource {resource.logical_id} makes"
                self.unread.append(Unread("custom resource", what, resource.location))


def _both(outer: Callable[[], bool] | None, scope: TemplateScope, condition: str | None) -> Callable[[], bool] | None:
    if condition is None:
        return outer
    if outer is None:
        return lambda: scope.holds(condition)
    return lambda: outer() and scope.holds(condition)


def _member(node: Node | None, name: str) -> Node | None:
    if node is None or node.kind != MAP or not isinstance(node.value, dict):
        return None
    return node.value.get(name)


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _common_end(mine: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    count = 0
    for left, right in zip(reversed(mine), reversed(wanted), strict=False):
        if left != right:
            break
        count += 1
    return count


def _comparisons(node: Node) -> Iterator[tuple[Node, Node]]:
    if node.kind == CALL:
        name, argument = node.value
        if name == "Fn::Equals" and argument.kind == LIST and len(argument.value) == 2:  # noqa: PLR2004 - it takes two
            yield argument.value[0], argument.value[1]
        else:
            yield from _comparisons(argument)
    elif node.kind == LIST:
        for item in node.value:
            yield from _comparisons(item)


def _note(scope: TemplateScope, side: Node, other: Node) -> None:
    if side.kind != CALL:
        return
    name, argument = side.value
    literals = _literals(other)
    if name == "Ref" and literals:
        owner, parameter = _ultimate(scope, str(argument.value))
        owner.compared.setdefault(parameter, set()).update(literals)
    if name == "Fn::FindInMap" and argument.kind == LIST:
        _note_map_keys(scope, argument.value)


def _note_map_keys(scope: TemplateScope, parts: Any) -> None:  # noqa: ANN401 - the nodes of a list
    """Count the keys of a mapping as compared with the parameter that picks one: no others deploy."""
    table = scope.mappings.get(str(parts[0].value)) if len(parts) > 1 else None
    if table is not None and isinstance(table.value, dict) and parts[1].kind == CALL and parts[1].value[0] == "Ref":
        owner, parameter = _ultimate(scope, str(parts[1].value[1].value))
        owner.compared.setdefault(parameter, set()).update(table.value)


def _literals(node: Node) -> set[str]:
    if node.kind == SCALAR and isinstance(node.value, str | int | float):
        return {written(node.value)}
    return set()


def _ultimate(scope: TemplateScope, name: str) -> tuple[TemplateScope, str]:
    """Follow a parameter that a parent stack passes on unchanged to the one that a person gives."""
    parameter = scope.parameters.get(name)
    while parameter is not None and parameter.bound is not None:
        node, owner = parameter.bound
        if node.kind != CALL or node.value[0] != "Ref":
            break
        scope, name = cast("TemplateScope", owner), str(node.value[1].value)
        parameter = scope.parameters.get(name)
    return scope, name


def _mentions(resource: Resource) -> frozenset[str]:
    """Give the ids of the resources that a nested stack is given."""
    scope: Any = resource.scope
    names = set(_referred(resource.node))
    return frozenset(scope.resources[name].id for name in names if name in scope.resources)


def _referred(node: Node) -> Iterator[str]:
    if node.kind == CALL:
        name, argument = node.value
        if name in ("Ref", "Fn::GetAtt") and isinstance(argument.value, str):
            yield argument.value.split(".", 1)[0]
        elif name == "Fn::GetAtt" and argument.kind == LIST and argument.value:
            yield str(argument.value[0].value)
        else:
            yield from _referred(argument)
    elif node.kind in (LIST, MAP):
        members = node.value.values() if isinstance(node.value, dict) else node.value
        for member in members:
            yield from _referred(member)
