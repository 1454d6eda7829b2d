"""What one stack takes from another without an export of CloudFormation, read as an export and its import.

Source: "Cross-stack references" of the CDK developer guide and the API reference of `aws-cdk-lib`: a weak reference
reads an output of another stack (`Fn::GetStackOutput`); `crossRegionReferences` writes values into parameters of
another Region (`Custom::CrossRegionExportWriter`), where a stack reads them (`Custom::CrossRegionExportReader`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, scalar
from buttress.sources.cloudformation.sam.maker import made, reference
from buttress.sources.cloudformation.sam.shape import items, member, members, text
from buttress.sources.cloudformation.template import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Sections = dict[str, dict[str, Node]]

WRITER: Final = "Custom::CrossRegionExportWriter"
READER: Final = "Custom::CrossRegionExportReader"
LOG_GROUP: Final = "AWS::Logs::LogGroup"
OUTPUT: Final = "Fn::GetStackOutput"


def linked(sections: Sections, stack: str, known: Mapping[str, str]) -> Sections:
    """Give the sections with what other stacks take as exports, and what is taken from others as imports.

    `stack` is the name of the stack, empty for a nested one; `known` are the Regions of the stacks of the assembly by
    those names that one stack alone has.
    """
    resources = sections.get("Resources", {})
    types = {name: type_of(node) for name, node in resources.items()}

    def taken(node: Node) -> Node | None:
        name, argument = node.value
        if name == "Fn::GetAtt":
            return _attribute(items(argument), types, node)
        return _output(argument, node, stack, known) if name == OUTPUT else None

    found = {
        name: {key: _replaced(node, taken) for key, node in sections.get(name, {}).items()}
        for name in ("Resources", "Outputs", "Conditions")
    }
    given = {**_written(resources), **(_given(sections.get("Outputs", {}), stack) if stack in known else {})}
    return {**sections, **found, "Outputs": {**found["Outputs"], **given}}


def _attribute(parts: list[Node], types: Mapping[str, str], node: Node) -> Node | None:
    """Import what a reader reads; the name of a log group, an attribute of `Custom::LogRetention`, is its `Ref`."""
    of, name = [*(text(part) or "" for part in parts), "", ""][:2]
    if types.get(of) == READER:
        return call("Fn::ImportValue", scalar(name, node), node)
    return reference(of, node) if types.get(of) == LOG_GROUP and name == "LogGroupName" else None


def _output(argument: Node, node: Node, mine: str, known: Mapping[str, str]) -> Node | None:
    """Import an output of a stack of the assembly; one of another account or Region may be another stack's."""
    told = members(argument)
    stack, output, region = text(told.get("StackName")) or "", text(told.get("OutputName")), text(told.get("Region"))
    if stack not in known or output is None or "RoleArn" in told:
        return None
    if known[stack] != (region if region is not None else known.get(mine) or known[stack]):
        return None
    return call("Fn::ImportValue", scalar(_name(output, stack), node), node)


def _given(outputs: Mapping[str, Node], stack: str) -> dict[str, Node]:
    """Export every output of a stack under a name that no export can have."""
    return {
        _name(key, stack): made({"Value": member(node, "Value"), "Export": {"Name": _name(key, stack)}}, node)
        for key, node in outputs.items()
        if member(node, "Value") is not None
    }


def _name(output: str, stack: str) -> str:
    return f"the output {output} of the stack {stack}"


def _written(resources: Mapping[str, Node]) -> dict[str, Node]:
    """Export what is written into parameters of another Region."""
    return {
        f"{name} {key}": made({"Value": value, "Export": {"Name": key}}, value)
        for name, node in resources.items()
        if type_of(node) == WRITER
        for key, value in members(member(node, "Properties", "WriterProps", "exports")).items()
    }


def _replaced(node: Node, taken: Callable[[Node], Node | None]) -> Node:
    """Give a node with some of its calls replaced; unchanged ones are passed on."""
    if node.kind == SCALAR:
        return node
    where = (node.file, node.line, node.column, node.end_line)
    if node.kind == CALL:
        instead = taken(node)
        if instead is not None:
            return instead
        name, argument = node.value
        inner = _replaced(argument, taken)
        return node if inner is argument else Node(CALL, (name, inner), *where)
    if node.kind == LIST:
        listed = [_replaced(item, taken) for item in node.value]
        changed = any(new is not old for new, old in zip(listed, node.value, strict=True))
        return Node(LIST, listed, *where, node.open) if changed else node
    told = {key: _replaced(one, taken) for key, one in node.value.items()}
    return Node(MAP, told, *where, node.open) if any(told[key] is not one for key, one in node.value.items()) else node
