"""One service: its file read, its variables filled in, and the template that the framework makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, SCALAR, Node, scalar
from buttress.graph.suppression import Suppression
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import made_of_json, tags_of
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, text
from buttress.sources.cloudformation.suppression_comments import in_comments
from buttress.sources.cloudformation.suppressions import WORDS, in_metadata
from buttress.sources.cloudformation.template import Template
from buttress.sources.serverless.draft import Draft, major_of
from buttress.sources.serverless.events.edge import add_distribution
from buttress.sources.serverless.events.http_api import add_http_api
from buttress.sources.serverless.events.kinds import add_events
from buttress.sources.serverless.events.rest_api import add_rest_api
from buttress.sources.serverless.events.websocket import add_websocket_api
from buttress.sources.serverless.function_settings import BUCKET
from buttress.sources.serverless.functions import add_function, functions_of
from buttress.sources.serverless.naming import dashed, normalised
from buttress.sources.serverless.openings import Openings
from buttress.sources.serverless.overrides import add_resources, named_in, transforms_of
from buttress.sources.serverless.plain import is_false, literal, switched
from buttress.sources.serverless.plugins import note_plugins
from buttress.sources.serverless.resolver import Resolver
from buttress.sources.serverless.role import add_roles, find_own_roles
from buttress.sources.serverless.sources import first, stage
from buttress.sources.serverless.step_functions import add_state_machines
from buttress.sources.serverless.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from buttress.graph.graph import Problem
    from buttress.graph.unread import Unread
    from buttress.sources.cloudformation.sam.maker import Json

KIND: Final = "Serverless Framework"
SHARED: Final = 4
"""The major version since which services of one account and Region share the bucket of their packages."""
STRICT: Final = 3
"""The major version since which a variable that leads to nothing stops the deployment."""


@dataclass(frozen=True, slots=True)
class Service:
    """Holds what one file of a service came to; `files` are the shown names of those whose content is in it."""

    template: Template | None
    unread: tuple[Unread, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: frozenset[str] = frozenset()


def is_service(root: Node) -> bool:
    """Say whether a file is one of a service: it names itself and a provider."""
    content = members(root)
    return "provider" in content and ("service" in content or "functions" in content) and "Resources" not in content


def provider_of(root: Node) -> str:
    """Give the name of the provider, empty where it is not written out."""
    declared = member(root, "provider")
    name = text(member(declared, "name") if declared is not None and declared.kind == MAP else declared) or ""
    return "" if "${" in name else name


def service_of(root: Node, shown: str, text_of: str, base: Path, given: Mapping[str, str]) -> Service:
    """Make the template of a service."""
    openings = Openings(given, named_in(root), strict=major_of(root) >= STRICT)
    tree = Tree(base, PurePosixPath(shown).parent.as_posix())
    syntax = text(member(root, "provider", "variableSyntax"))
    resolver = Resolver(
        root, openings, tree, first, double="{{" in (syntax or ""), pseudo="serverless-pseudo-param" in text_of
    )
    config = resolver.node(root)
    draft = Draft(config, openings, stage(resolver, member(root, "provider", "stage") or root))
    note_plugins(draft)
    functions_of(draft)
    find_own_roles(draft)
    for function in draft.functions.values():
        add_function(draft, function)
        add_events(draft, function)
    for add in (add_rest_api, add_http_api, add_websocket_api, add_distribution, add_state_machines, add_roles):
        add(draft)
    _add_layers(draft)
    _add_bucket(draft, mentioned=BUCKET in text_of)
    declared = member(config, "resources")
    sections = add_resources(draft, declared)
    sections["Parameters"] = {**openings.parameters(), **sections["Parameters"]}
    sections["Conditions"] = {**openings.conditions, **sections["Conditions"]}
    sections["Outputs"] |= _exports(draft, sections["Outputs"])
    template = Template(
        file=shown,
        root=root,
        sections={**sections, "Globals": {}, "Resources": draft.resources},
        transforms=transforms_of(draft, declared),
        made_by=KIND,
    )
    problems = [*resolver.problems, *tree.problems, *draft.problems]
    template, more = _with_suppressions(template, text_of)
    return Service(
        template if draft.resources else None,
        tuple(dict.fromkeys([*resolver.unread, *draft.unread])),
        (*problems, *more),
        frozenset(tree.whole),
    )


def _with_suppressions(template: Template, written: str) -> tuple[Template, list[Problem]]:
    if not any(word in written for word in WORDS):
        return template, []
    own = {name: node for name, node in template.section("Resources").items() if node.file == template.file}
    found = [*in_metadata(template.root, own)]
    if not written.lstrip().startswith(("{", "[")):
        found += in_comments(written, template.file, own)
    suppressions = tuple(one for one in found if isinstance(one, Suppression))
    changed = Template(
        template.file,
        template.root,
        template.sections,
        template.transforms,
        suppressions=suppressions,
        made_by=template.made_by,
    )
    return changed, [one for one in found if not isinstance(one, Suppression)]


def _add_layers(draft: Draft) -> None:
    """Add the layers that the service makes (guides/layers: `{Name}LambdaLayer`)."""
    for key, node in members(member(draft.config, "layers")).items():
        if node.kind != MAP:
            continue
        logical_id = f"{normalised(key)}LambdaLayer"
        draft.add(
            logical_id,
            "AWS::Lambda::LayerVersion",
            {
                "LayerName": member(node, "name") or key,
                "Description": member(node, "description"),
                "CompatibleRuntimes": member(node, "compatibleRuntimes"),
                "CompatibleArchitectures": member(node, "compatibleArchitectures"),
                "LicenseInfo": member(node, "licenseInfo"),
                "Content": scalar(Unresolved("the package is named when it is deployed", node.location), node),
            },
            node,
            DeletionPolicy="Retain" if literal(member(node, "retain")) is True else None,
        )
        for number, account in enumerate(items(member(node, "allowedAccounts"))):
            properties: dict[str, Json] = {
                "Action": "lambda:GetLayerVersion",
                "LayerVersionArn": {"Ref": logical_id},
                "Principal": account,
            }
            name = f"{normalised(key)}LambdaLayerPermission{number or ''}"
            draft.add(name, "AWS::Lambda::LayerVersionPermission", properties, node)


def _add_bucket(draft: Draft, *, mentioned: bool) -> None:
    """Add the bucket of the packages where the service sets it up or speaks of it, and names no other.

    The framework deletes the packages of older deployments from it (guides/serverless.yml: `deploymentBucket`).
    """
    declared = draft.setting("deploymentBucket")
    named = member(declared, "name") if declared is not None and declared.kind == MAP else declared
    shared = member(draft.config, "frameworkVersion") is not None and draft.major >= SHARED
    set_up = declared is not None and declared.kind == MAP
    if not (mentioned or set_up) or not draft.functions or shared or (named is not None and not is_left_out(named)):
        return
    cause = declared if declared is not None else next(iter(draft.functions.values())).node
    pruned = Unresolved("the framework deletes the packages of older deployments", cause.location)
    blocked = member(declared, "blockPublicAccess")
    rules: Json = [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
    names = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    public: dict[str, Json] = dict.fromkeys(names, True)
    versioned = member(declared, "versioning")
    tags = member(declared, "tags")
    draft.add(
        BUCKET,
        "AWS::S3::Bucket",
        {
            "BucketEncryption": {"ServerSideEncryptionConfiguration": rules},
            "PublicAccessBlockConfiguration": switched(blocked, public, {"Ref": "AWS::NoValue"})
            if blocked is not None
            else None,
            "LifecycleConfiguration": scalar(pruned, cause),
            "VersioningConfiguration": {"Status": "Enabled"} if literal(versioned) is True else None,
            "Tags": [*tags_of(tags)] if tags is not None else None,
        },
        cause,
    )
    if is_false(member(declared, "skipPolicySetup")) or member(declared, "skipPolicySetup") is None:
        _add_bucket_policy(draft, cause)


def _add_bucket_policy(draft: Draft, cause: Node) -> None:
    """Add the policy that refuses requests without TLS."""
    parts: list[Json] = ["arn:", {"Ref": "AWS::Partition"}, ":s3:::", {"Ref": BUCKET}]
    statement: Json = {
        "Action": "s3:*",
        "Effect": "Deny",
        "Principal": "*",
        "Resource": [{"Fn::Join": ["", [*parts, "/*"]]}, {"Fn::Join": ["", parts]}],
        "Condition": {"Bool": {"aws:SecureTransport": False}},
    }
    document: Json = {"Version": "2012-10-17", "Statement": [statement]}
    properties: dict[str, Json] = {"Bucket": {"Ref": BUCKET}, "PolicyDocument": document}
    draft.add(f"{BUCKET}Policy", "AWS::S3::BucketPolicy", properties, cause)


def _exports(draft: Draft, outputs: Mapping[str, Node]) -> dict[str, Node]:
    """Give the outputs once more under the names by which `${cf:stack.Output}` of other services asks for them."""
    stack = draft.setting("stackName") or dashed((draft.service, draft.stage), draft.config)
    found: dict[str, Node] = {}
    for name, output in outputs.items():
        value = member(output, "Value")
        if value is not None:
            pieces: list[Json] = ["cf:", stack, f".{name}"]
            written: Json = f"cf:{stack.value}.{name}" if stack.kind == SCALAR else {"Fn::Join": ["", pieces]}
            content: dict[str, Json] = {"Value": value, "Export": {"Name": written}}
            found[f"cf:{name}"] = made_of_json(content, output)
    return found
