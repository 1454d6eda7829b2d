"""Values of one service whose shape differs: the JSON of containers, and the logs of a search domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.json_text import Substituted, parsed
from buttress.graph.node import LIST, MAP, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Text, Unresolved
from buttress.graph.view import View
from buttress.graph.worlds import Worlds
from buttress.sources.terraform.mapping.later import members_of, reduced

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

FREE: Final = frozenset({"dockerLabels", "driverOpts", "labels", "options", "sysctls"})
"""Members whose own keys are the user's. Source: "ContainerDefinition" and its parts, Amazon ECS API Reference."""


def pascal(node: Node, scope: Scope) -> Step:
    """Give JSON in the API's spelling (`logConfiguration`) in CloudFormation's (`LogConfiguration`)."""
    if isinstance(node.value, str | Text):
        try:
            node = parsed(node.value, node, Substituted(View(mapping({}, node), scope, Worlds()), ""))
        except NotKnown as unknown:
            return scalar(Unresolved(unknown.reason, unknown.location), node), scope
    return _capital(node, scope), scope


def _capital(node: Node, scope: Scope, *, free: bool = False) -> Node:
    found = reduced(node, scope)
    if found is None:
        return scalar(None, node)
    node, scope = found
    if node.kind == LIST:
        return sequence([_capital(member, scope) for member in node.value], node, node.open)
    if node.kind != MAP:
        return node
    members: dict[str, Node] = {}
    for name, member in node.value.items():
        key = name if free else name[:1].upper() + name[1:]
        members[key] = _capital(member, scope, free=name in FREE)
    return mapping(members, node, node.open)


def log_types(node: Node, scope: Scope) -> Step:
    """Give the blocks `log_publishing_options` of a search domain as a map by `log_type`.

    "enabled - Whether given log publishing option is enabled or not. Defaults to true."
    """
    logs: dict[str, Node] = {}
    open_because: str | None = None
    for member in members_of(node, scope):
        block = None if isinstance(member, Unresolved) else _capital(*member, free=True)
        kind = block.value.get("log_type") if block is not None and block.kind == MAP else None
        if block is None or kind is None or not isinstance(kind.value, str):
            open_because = "the type of a log is not known"
            continue
        group = block.value.get("cloudwatch_log_group_arn")
        enabled = block.value.get("enabled") or scalar(None, block)
        logs[kind.value] = mapping(
            {
                **({} if group is None else {"CloudWatchLogsLogGroupArn": group}),
                "Enabled": scalar(value=True, cause=block) if enabled.value is None else enabled,
            },
            block,
        )
    return mapping(logs, node, open_because), scope
