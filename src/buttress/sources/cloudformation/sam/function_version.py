"""The version and alias that `AutoPublishAlias` publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.cloudformation.sam.maker import attribute, made, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, member

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value


def publish(expansion: Expansion, source: Source) -> tuple[str | None, str | None]:
    """Make version and alias where the function publishes any, and give their logical ids.

    SAM ends the version's id in a hash of the code, which no template tells; here it has none.
    """
    alias = source.get("AutoPublishAlias")
    if alias is None or is_left_out(alias):
        return None, None
    version = expansion.add(
        f"{source.id}Version",
        "AWS::Lambda::Version",
        {
            "FunctionName": reference(source.id, alias),
            "Description": source.get("VersionDescription"),
            "FunctionScalingConfig": source.get("FunctionScalingConfig")
            if source.get("CapacityProviderConfig")
            else None,
        },
        alias,
        source,
        {"DeletionPolicy": _deletion_policy(source)},
    )
    name = (expansion.resolved(alias) or "").replace("-", "D").replace("_", "U")
    properties: dict[str, Value] = {
        "Name": alias,
        "FunctionName": reference(source.id, alias),
        "FunctionVersion": attribute(version, "Version", alias),
        "ProvisionedConcurrencyConfig": source.get("ProvisionedConcurrencyConfig"),
    }
    return version, expansion.add(f"{source.id}Alias{name}", "AWS::Lambda::Alias", properties, alias, source)


def _deletion_policy(source: Source) -> Node:
    declared = member(source.node, "DeletionPolicy") or source.get("VersionDeletionPolicy")
    if declared is not None:
        return declared
    return made("Retain" if source.get("CapacityProviderConfig") is None else "Delete", source.node)
