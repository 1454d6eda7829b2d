"""`AWS::Serverless::Function`: the function, its role, version, alias and address, and what its events need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.code import code_of
from buttress.sources.cloudformation.sam.deployment import add_preference
from buttress.sources.cloudformation.sam.events import add_function_events
from buttress.sources.cloudformation.sam.expansion import TAGGED, Target
from buttress.sources.cloudformation.sam.function_url import add_url
from buttress.sources.cloudformation.sam.function_version import publish
from buttress.sources.cloudformation.sam.invoke_config import add_invoke_config
from buttress.sources.cloudformation.sam.maker import made, tags_of
from buttress.sources.cloudformation.sam.role import RoleDraft, give_role
from buttress.sources.cloudformation.sam.shape import branches, each_branch, is_content, literal, member, text
from buttress.sources.cloudformation.sam.statements import VERSION, allow, managed_arn, policy, trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

CONSUMED: Final = (
    "AssumeRolePolicyDocument", "AutoPublishAlias", "AutoPublishAliasAllProperties", "AutoPublishCodeSha256",
    "CapacityProviderConfig", "CodeUri", "DeadLetterQueue", "DeploymentPreference", "EventInvokeConfig", "Events",
    "FunctionUrlConfig", "ImageUri", "InlineCode", "PermissionsBoundary", "Policies", "PropagateTags",
    "ProvisionedConcurrencyConfig", "Role", "RolePath", "SourceKMSKeyArn", "Tags", "Tracing", "VersionDeletionPolicy",
    "VersionDescription",
)  # fmt: skip
"""Properties that say something to SAM; all others are Lambda's own and pass on unchanged."""


def expand_function(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of a function."""
    draft = _draft(source)
    version, alias = publish(expansion, source)
    target = Target(alias or source.id, source, is_alias=alias is not None)
    if alias is not None:
        expansion.aliases[f"{source.id}.Alias"] = alias
        expansion.aliases[f"{source.id}.Version"] = version or ""
    add_url(expansion, source, target)
    add_preference(expansion, source, alias)
    add_invoke_config(expansion, source, alias, draft)
    draft.add_policies(expansion, source.get("Policies"))
    add_function_events(expansion, target, draft)
    trusting = source.get("AssumeRolePolicyDocument") or trust("lambda.amazonaws.com", source.node)
    role = give_role(expansion, source, draft, trusting, _tags(source))
    _become_function(expansion, source, role)


def _become_function(expansion: Expansion, source: Source, role: Node) -> None:
    passed_on = source.tags_to_pass_on
    properties: Mapping[str, Value] = {
        **source.without(*CONSUMED),
        "Code": code_of(source),
        "Role": role,
        "Tags": _tags(source) if passed_on is None else TAGGED["AWS::Lambda::Function"](passed_on),
        "TracingConfig": _tracing(source),
        "DeadLetterConfig": _dead_letters(source.get("DeadLetterQueue")),
        "CapacityProviderConfig": _capacity(source.get("CapacityProviderConfig")),
    }
    expansion.become(source, "AWS::Lambda::Function", properties)


def _tags(source: Source) -> list[Node]:
    return [made({"Key": "lambda:createdBy", "Value": "SAM"}, source.node), *tags_of(source.get("Tags"))]


def _tracing(source: Source) -> Node | None:
    tracing = source.get("Tracing")
    return made({"Mode": tracing}, tracing) if tracing is not None and _traces(source) else None


def _traces(source: Source) -> bool:
    tracing = source.get("Tracing")
    return is_content(tracing) or literal(tracing) not in (None, "Disabled", "", False)


def _dead_letters(queue: Node | None) -> Node | None:
    if queue is None:
        return None
    return each_branch(queue, lambda branch: made({"TargetArn": member(branch, "TargetArn")}, branch))


def _capacity(config: Node | None) -> Node | None:
    """Rename the settings of a capacity provider."""
    if config is None:
        return None
    names = {
        "CapacityProviderArn": "Arn",
        "PerExecutionEnvironmentMaxConcurrency": "PerExecutionEnvironmentMaxConcurrency",
        "ExecutionEnvironmentMemoryGiBPerVCpu": "ExecutionEnvironmentMemoryGiBPerVCpu",
    }
    inner: dict[str, Value] = {name: member(config, of) for name, of in names.items()}
    return made({"LambdaManagedInstancesCapacityProviderConfig": inner}, config)


def _draft(source: Source) -> RoleDraft:
    draft = RoleDraft(f"{source.id}Role")
    tracing, vpc, durable = source.get("Tracing"), source.get("VpcConfig"), source.get("DurableConfig")
    basic = "AWSLambdaBasicExecutionRole" if durable is None else "AWSLambdaBasicDurableExecutionRolePolicy"
    draft.attach(managed_arn(f"service-role/{basic}", source.node))
    if tracing is not None and _traces(source):
        draft.attach(managed_arn("AWSXrayWriteOnlyAccess", tracing))
    if vpc is not None and (is_content(vpc) or literal(vpc) is not None):
        draft.attach(managed_arn("service-role/AWSLambdaVPCAccessExecutionRole", vpc))
    _allow_dead_letters(draft, source.get("DeadLetterQueue"))
    return draft


def _allow_dead_letters(draft: RoleDraft, queue: Node | None) -> None:
    if queue is not None and any(branches(queue)):
        draft.inline.append(each_branch(queue, _dead_letter_policy))


def _dead_letter_policy(queue: Node) -> Node:
    action = "sns:Publish" if text(member(queue, "Type")) == "SNS" else "sqs:SendMessage"
    return policy("DeadLetterQueuePolicy", [allow(action, member(queue, "TargetArn"))], queue, VERSION)
