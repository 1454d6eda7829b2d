"""The address that `FunctionUrlConfig` gives a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.cloudformation.sam.shape import is_left_out, member, members, text

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source, Target
    from buttress.sources.cloudformation.sam.maker import Value


def add_url(expansion: Expansion, source: Source, target: Target) -> None:
    """Make the address, and the permissions that open it to everybody where it asks nobody who they are."""
    config = source.get("FunctionUrlConfig")
    if config is None or is_left_out(config):
        return
    where = target.arn(config) if target.is_alias else target.name(config)
    properties: dict[str, Value] = {**members(config), "TargetFunctionArn": where}
    expansion.add(f"{source.id}Url", "AWS::Lambda::Url", properties, config, source)
    kind = member(config, "AuthType")
    if text(kind) != "NONE":
        return
    everybody: dict[str, Value] = {"FunctionName": target.name(config), "Principal": "*"}
    opened: dict[str, Value] = {"Action": "lambda:InvokeFunctionUrl", **everybody, "FunctionUrlAuthType": kind}
    expansion.add(f"{source.id}UrlPublicPermissions", "AWS::Lambda::Permission", opened, config, source)
    invoked: dict[str, Value] = {"Action": "lambda:InvokeFunction", **everybody, "InvokedViaFunctionUrl": True}
    expansion.add(f"{source.id}URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", invoked, config, source)
