"""`AWS::Serverless::StateMachine`: the state machine, its role, version and alias, and what its events need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.code import DEFINITION, location_of
from buttress.sources.cloudformation.sam.events import add_state_machine_events
from buttress.sources.cloudformation.sam.expansion import TAGGED, Target
from buttress.sources.cloudformation.sam.maker import attribute, made, reference, tags_of
from buttress.sources.cloudformation.sam.role import RoleDraft, give_role
from buttress.sources.cloudformation.sam.shape import is_left_out, literal, member, members, text
from buttress.sources.cloudformation.sam.statements import managed_arn, trust
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

RENAMED: Final = {
    "Logging": "LoggingConfiguration",
    "Name": "StateMachineName",
    "Tracing": "TracingConfiguration",
    "Type": "StateMachineType",
}
BARE: Final = re.compile(r"([:\[,]\s*)(\$\{[^{}\"]+\})(?=\s*[,\]}])")
"""A substitution outside of a text, which is JSON only after the substitution."""
CONSUMED: Final = (
    *RENAMED, "AutoPublishAlias", "Definition", "DefinitionUri", "DeploymentPreference", "Events",
    "PermissionsBoundary", "Policies", "PropagateTags", "Role", "RolePath", "Tags", "UseAliasAsEventTarget",
)  # fmt: skip


def expand_state_machine(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of a state machine; its definition stays a map with its places."""
    draft = RoleDraft(f"{source.id}Role")
    draft.add_policies(expansion, source.get("Policies"))
    tracing = source.get("Tracing")
    if tracing is not None and literal(member(tracing, "Enabled")) is True:
        draft.attach(managed_arn("AWSXrayWriteOnlyAccess", tracing))
    alias = _publish(expansion, source)
    used = alias is not None and literal(source.get("UseAliasAsEventTarget")) is True
    add_state_machine_events(expansion, Target(alias if used and alias else source.id, source, is_alias=used), draft)
    role = give_role(expansion, source, draft, trust("states.amazonaws.com", source.node), _tags(source))
    passed_on = source.tags_to_pass_on
    properties: dict[str, Value] = {
        **source.without(*CONSUMED),
        **{new: source.get(old) for old, new in RENAMED.items()},
        **_definition(expansion, source),
        "RoleArn": role,
        "Tags": _tags(source) if passed_on is None else TAGGED["AWS::StepFunctions::StateMachine"](passed_on),
    }
    expansion.become(source, "AWS::StepFunctions::StateMachine", properties)


def _tags(source: Source) -> list[Node]:
    return [made({"Key": "stateMachine:createdBy", "Value": "SAM"}, source.node), *tags_of(source.get("Tags"))]


def _definition(expansion: Expansion, source: Source) -> dict[str, Value]:
    written, uri = source.get("Definition"), source.get("DefinitionUri")
    if written is not None:
        return {"DefinitionString": written}
    if uri is None or is_left_out(uri):
        return {}
    content = _local(expansion, uri)
    return (
        {"DefinitionString": content} if content is not None else {"DefinitionS3Location": location_of(uri, DEFINITION)}
    )


def _local(expansion: Expansion, uri: Node) -> Node | None:
    """Give the definition beside the template; a substitution may stand in it where JSON has a number or a list."""
    relative, files, beside = text(uri), expansion.files, expansion.template.file
    shown = files.find(relative, beside) if relative else None
    if relative is None or shown is None or files.workplace is None:
        return None
    try:
        return files.read(relative, beside)
    except SourceError as error:
        return _with_quotes(expansion, files.workplace.base / shown, shown, error)


def _with_quotes(expansion: Expansion, path: Path, shown: str, error: SourceError) -> Node | None:
    """Read a definition again with its bare substitutions in quotes; each moves what follows on its line by two."""
    try:
        written = text_of_file(path, shown)
        quoted = BARE.sub(r'\1"\2"', written)
        if quoted != written:
            return nodes_of(quoted, shown)[0]
    except SourceError as again:
        error = again
    expansion.problems.append(error.problem)
    return None


def _publish(expansion: Expansion, source: Source) -> str | None:
    """Make version and alias where the state machine publishes any, and give the alias's id."""
    alias = source.get("AutoPublishAlias")
    if alias is None or is_left_out(alias):
        return None
    kept = {
        name: member(source.node, name) or made("Retain", alias) for name in ("DeletionPolicy", "UpdateReplacePolicy")
    }
    version = expansion.add(
        f"{source.id}Version",
        "AWS::StepFunctions::StateMachineVersion",
        {
            "StateMachineArn": reference(source.id, alias),
            "StateMachineRevisionId": attribute(source.id, "StateMachineRevisionId", alias),
        },
        alias,
        source,
        kept,
    )
    preference = source.get("DeploymentPreference")
    shift: dict[str, Value] = dict(members(preference)) if preference is not None else {"Type": "ALL_AT_ONCE"}
    shift["StateMachineVersionArn"] = reference(version, alias)
    properties: dict[str, Value] = {
        "Name": alias,
        "DeploymentPreference": made(shift, preference if preference is not None else alias),
    }
    name = f"{source.id}Alias{expansion.resolved(alias) or ''}"
    return expansion.add(name, "AWS::StepFunctions::StateMachineAlias", properties, alias, source)
