"""The functions of a GraphQL API, and the resolvers that run them one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.expansion import Unexpandable, map_of
from buttress.sources.cloudformation.sam.maker import attribute, made
from buttress.sources.cloudformation.sam.shape import items, member, members, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.graphql_parts import Parts
    from buttress.sources.cloudformation.sam.maker import Value

NO_SOURCE: Final = "none"
"""What a function names as its data source, in any case, when it needs none."""


def add_functions(parts: Parts) -> None:
    """Add the functions, and note their ids; one that only has an `Id` is declared elsewhere."""
    for name, node in map_of(parts.source.get("Functions"), f"the Functions of {parts.source.id}").items():
        told = map_of(node, f"the function {name}")
        if "Id" in told:
            if len(told) > 1:
                raise Unexpandable(f"the function {name} has an Id and something else.", node)
            parts.functions[name] = told["Id"]
            continue
        code = _code(node, name)
        if code is None:
            raise Unexpandable(f"the function {name} has neither InlineCode nor CodeUri.", node)
        properties: dict[str, Value] = {
            "Name": told.get("Name", name),
            **code,
            "DataSourceName": _data_source(parts, name, node),
            "MaxBatchSize": told.get("MaxBatchSize"),
            "Description": told.get("Description"),
            "Runtime": _runtime(node, name),
            "SyncConfig": told.get("Sync"),
        }
        identity = parts.add(name, "FunctionConfiguration", properties, node)
        parts.functions[name] = attribute(identity, "FunctionId", node)


def add_resolvers(parts: Parts) -> None:
    """Add the resolvers of each type of the schema."""
    declared = map_of(parts.source.get("Resolvers"), f"the Resolvers of {parts.source.id}")
    for kind, resolvers in declared.items():
        for name, node in map_of(resolvers, f"the resolvers of {kind}").items():
            _add_resolver(parts, kind, name, node)


def _add_resolver(parts: Parts, kind: str, name: str, node: Node) -> None:
    told = map_of(node, f"the resolver {name}")
    pipeline = items(told.get("Pipeline"))
    if not pipeline:
        raise Unexpandable(f"the resolver {name} has no Pipeline, and SAM makes no other resolvers.", node)
    code = _code(node, name)
    properties: dict[str, Value] = {
        **(code if code is not None else _passing_on(node)),
        "Runtime": _runtime(node, name) if code is not None else _default_runtime(node),
        "FieldName": told.get("FieldName", name),
        "TypeName": kind,
        "Kind": "PIPELINE",
        "PipelineConfig": {"Functions": [_function(parts, name, one) for one in pipeline]},
        "CachingConfig": told.get("Caching"),
        "MaxBatchSize": told.get("MaxBatchSize"),
    }
    parts.add(kind + name, "Resolver", properties, node, wait=f"{parts.source.id}Schema")


def _function(parts: Parts, resolver: str, node: Node) -> Node:
    found = parts.functions.get(text(node) or "")
    if found is None:
        raise Unexpandable(f"the resolver {resolver} runs {text(node)}, which is no function of the API.", node)
    return found.at(node)


def _code(node: Node, name: str) -> Mapping[str, Value] | None:
    inline, uri = member(node, "InlineCode"), member(node, "CodeUri")
    if inline is not None and uri is not None:
        raise Unexpandable(f"{name} has both InlineCode and CodeUri.", node)
    return None if inline is None and uri is None else {"Code": inline, "CodeS3Location": uri}


def _passing_on(node: Node) -> Mapping[str, Value]:
    """Give the code of a resolver that declares none: SAM's own, which gives back what the last function gave."""
    reason = "SAM gives the resolver its own code, which passes on the last result"
    return {"Code": scalar(Unresolved(reason, node.location), node)}


def _default_runtime(node: Node) -> Node:
    return made({"Name": "APPSYNC_JS", "RuntimeVersion": "1.0.0"}, node)


def _runtime(node: Node, name: str) -> Node:
    runtime = member(node, "Runtime")
    if runtime is None:
        raise Unexpandable(f"{name} has code, and no Runtime.", node)
    told = members(runtime)
    return made({"Name": told.get("Name"), "RuntimeVersion": told.get("Version")}, runtime)


def _data_source(parts: Parts, name: str, node: Node) -> Node:
    """Give the name of a function's data source: that of the API, that of none, or what a function says."""
    source = member(node, "DataSource")
    if source is None:
        raise Unexpandable(f"the function {name} has no DataSource.", node)
    wanted = text(source)
    if wanted is None:
        return source
    if wanted.lower() == NO_SOURCE:
        return _no_source(parts, source)
    if wanted not in parts.sources:
        raise Unexpandable(f"the function {name} reads {wanted}, which is no data source of the API.", source)
    return parts.sources[wanted].at(source)


def _no_source(parts: Parts, cause: Node) -> Node:
    suffix = "NoneDataSource"
    identity = parts.source.id + suffix
    if identity not in parts.expansion.resources:
        parts.add(suffix, "DataSource", {"Name": identity, "Type": "NONE"}, cause)
    return attribute(identity, "Name", cause)
