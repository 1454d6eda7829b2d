"""The body of an API: routes that events add to it, and walks over its paths and operations."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, Node
from buttress.sources.cloudformation.sam.maker import changed, conditional, made, reference, with_members
from buttress.sources.cloudformation.sam.shape import branches, each_branch, is_left_out, literal, member, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from buttress.sources.cloudformation.sam.expansion import Expansion
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route

ANY: Final = "x-amazon-apigateway-any-method"
INTEGRATION: Final = "x-amazon-apigateway-integration"
PLACEHOLDER: Final = re.compile(r"{[a-zA-Z0-9._-]+\+?}")
"""A parameter in a path."""
NO_OPERATIONS: Final = frozenset({"summary", "description", "parameters", "servers", "$ref"})
"""Members of a path that are no operations."""


def rest_skeleton(version: Node | None, cause: Node) -> Node:
    """Make the body of a REST API that events fill."""
    info: dict[str, Value] = {"version": "1.0", "title": reference("AWS::StackName", cause)}
    if is_version_3(version):
        return made({"info": info, "paths": {}, "openapi": str(literal(version))}, cause)
    return made({"swagger": "2.0", "info": info, "paths": {}}, cause)


def http_skeleton(cause: Node) -> Node:
    """Make the body of an HTTP API that events fill."""
    info: dict[str, Value] = {"version": "1.0", "title": reference("AWS::StackName", cause)}
    return made({"openapi": "3.0.1", "info": info, "paths": {}}, cause)


def is_version_3(version: Node | None) -> bool:
    """Say whether a version of OpenAPI is a third one."""
    return str(literal(version) or "").startswith("3")


def with_route(body: Node, route: Route, operation: Mapping[str, Value], *, merged: bool = False) -> Node:
    """Add a route; where its operation has an integration already that one stays, unless the two are to be merged."""

    def put(old: Node | None) -> Node:
        known = any(INTEGRATION in members(branch) for branch in branches(old))
        if old is not None and known and not merged:
            return old
        content = with_members(made(operation, route.cause), {})
        if old is not None and not is_left_out(old):
            content = each_branch(old, lambda branch: _over(branch, content))
        return content if route.condition is None else conditional(route.condition, content)

    return changed(body, ["paths", route.path, route.method], put, route.cause)


def _over(old: Node, new: Node) -> Node:
    return Node(MAP, {**members(old), **members(new)}, new.file, new.line, new.column, new.end_line)


def with_conditional_paths(expansion: Expansion, api: str, body: Node, routes: Sequence[Route]) -> Node:
    """Put each path of which every route is under a condition under a condition too."""
    for path in dict.fromkeys(route.path for route in routes):
        conditions = [route.condition for route in routes if route.path == path]
        names = sorted({condition for condition in conditions if condition is not None})
        if None in conditions:
            continue
        cause = next(route.cause for route in routes if route.path == path)
        name = names[0] if len(names) == 1 else expansion.either(_path_condition(api, path), names, cause)
        body = changed(body, ["paths", path], _under(name), cause)
    return body


def _under(condition: str) -> Callable[[Node | None], Node | None]:
    return lambda item: None if item is None else conditional(condition, item)


def _path_condition(api: str, path: str) -> str:
    return api + path.replace("/", "SLASH").replace("{", "OB").replace("}", "CB") + "PathCondition"


def paths_of(body: Node) -> Mapping[str, Node]:
    """Give the paths of a body."""
    return members(member(body, "paths"))


def each_path(body: Node, change: Callable[[str, Node], Node]) -> Node:
    """Change the items of all paths, in every branch."""
    paths = member(body, "paths")
    if paths is None or paths.kind != MAP:
        return body
    new = {path: each_branch(item, partial(change, path)) for path, item in members(paths).items()}
    return with_members(body, {"paths": with_members(paths, new)})


def each_operation(body: Node, change: Callable[[str, str, Node], Node]) -> Node:
    """Change all operations that have an integration, in every branch; gets path, method and operation."""

    def item(path: str, node: Node) -> Node:
        return with_members(
            node, {method: _operation(path, method, operation) for method, operation in operations_of(node)}
        )

    def _operation(path: str, method: str, node: Node) -> Node:
        return each_branch(node, lambda one: change(path, normal(method), one) if INTEGRATION in members(one) else one)

    return each_path(body, item)


def operations_of(item: Node) -> Iterator[tuple[str, Node]]:
    """Give the operations of a path's item by their methods."""
    return ((name, node) for name, node in members(item).items() if name not in NO_OPERATIONS)


def normal(method: str) -> str:
    """Give a method as API Gateway writes it."""
    lower = method.lower()
    return ANY if lower == "any" else lower


def security_of(operation: Node) -> list[Node]:
    """Give the security requirements of an operation."""
    security = member(operation, "security")
    return list(security.value) if security is not None and security.kind == LIST else []
