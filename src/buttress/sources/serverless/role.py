"""The role that the framework makes for the functions that have none of their own.

Source: guides/iam and guides/functions of the Serverless Framework's documentation; the README of
serverless-iam-roles-per-function for a function's own role. The documentation says that the role may create and write
logs of the service's log groups; the pattern of their names and `logs:TagResource` are an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP, Node, sequence
from buttress.sources.cloudformation.sam.maker import conditional, made_of_json, reference, tags_of
from buttress.sources.cloudformation.sam.shape import choices, is_left_out, items, member, same
from buttress.sources.serverless.function_settings import ROLE, provider_role, vpc_of
from buttress.sources.serverless.functions import name_of
from buttress.sources.serverless.plain import is_false, is_true

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

VPC_POLICY = "service-role/AWSLambdaVPCAccessExecutionRole"
PER_FUNCTION = "serverless-iam-roles-per-function"


def find_own_roles(draft: Draft) -> None:
    """Note the functions to which the plugin iam-roles-per-function gives roles of their own."""
    if draft.uses(PER_FUNCTION):
        for function in draft.functions.values():
            if function.own("iamRoleStatements") is not None and function.own("role") is None:
                draft.own_statements[function.name] = []


def add_roles(draft: Draft) -> None:
    """Add the default role where a function needs it, and the functions' own roles."""
    for name in draft.own_statements:
        _add_own(draft, draft.functions[name])
    users = [
        function
        for function in draft.functions.values()
        if function.own("role") is None and function.name not in draft.own_statements
    ]
    if not users or provider_role(draft) is not None:
        return
    role = draft.setting("iam", "role") or draft.setting("iamRoleStatements") or users[0].node
    statements = [*_logging(draft, users, role, shared=True), *draft.statements, *_declared(draft)]
    in_vpc = any(vpc_of(draft, function) is not None for function in users)
    tags = member(role, "tags")
    draft.add(
        ROLE,
        "AWS::IAM::Role",
        {
            **_role(draft, statements, role, in_vpc=in_vpc),
            "Path": member(role, "path") or "/",
            "RoleName": member(role, "name") or draft.named(_region(role), "lambdaRole", cause=role),
            "Tags": [*tags_of(tags)] if tags is not None else None,
        },
        role,
    )


def _first(draft: Draft, *names: str) -> Node | None:
    return next((found for name in names if (found := draft.setting(name)) is not None), None)


def _region(cause: Node) -> Node:
    return made_of_json({"Ref": "AWS::Region"}, cause)


def _role(draft: Draft, statements: list[Node], cause: Node, *, in_vpc: bool) -> dict[str, Json]:
    boundary = (
        draft.setting("iam", "role", "permissionsBoundary")
        or draft.setting("iam", "role", "permissionBoundary")
        or _first(draft, "rolePermissionsBoundary")
    )
    managed = draft.setting("iam", "role", "managedPolicies") or draft.setting("iamManagedPolicies")
    services: list[Json] = ["lambda.amazonaws.com", *sorted(draft.trusted)]
    vpc: Json = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, f":iam::aws:policy/{VPC_POLICY}"]]}
    trust: Json = {"Effect": "Allow", "Principal": {"Service": services}, "Action": ["sts:AssumeRole"]}
    return {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [
            {
                "PolicyName": draft.named("lambda", cause=cause),
                "PolicyDocument": {"Version": "2012-10-17", "Statement": _list(statements, cause)},
            }
        ]
        if statements
        else None,
        "ManagedPolicyArns": [*items(managed), *([vpc] if in_vpc else [])] or None,
        "PermissionsBoundary": boundary,
    }


def _list(statements: list[Node], cause: Node) -> Node:
    """Make the list of statements, each once, open where a part of it is not known."""
    flat: list[Node] = []
    why: str | None = None
    for statement in statements:
        if statement.kind == MAP or choices(statement) is not None:
            flat += [statement] if not any(same(statement, known) for known in flat) else []
        else:
            why = "statements that no file here tells"
    return Node(LIST, flat, cause.file, cause.line, cause.column, cause.end_line, why)


def _declared(draft: Draft) -> list[Node]:
    """Give the statements that the provider declares, in the new place and the old one."""
    found = [draft.setting("iam", "role", "statements"), draft.setting("iamRoleStatements")]
    return [statement for node in found if node is not None for statement in _each(node)]


def _each(node: Node) -> list[Node]:
    """Give the statements of a list; maps of a list of lists, as files give them, are put in."""
    chosen = choices(node)
    if chosen is not None:
        condition, first, second = chosen
        return [
            *(conditional(condition, one) for one in _each(first)),
            *(conditional(condition, reference("AWS::NoValue", one), one) for one in _each(second)),
        ]
    if node.kind != LIST:
        return [] if is_left_out(node) else [node]
    return [inner for item in node.value for inner in (_each(item) if item.kind == LIST else [item])]


def _logging(draft: Draft, users: list[Function], cause: Node, *, shared: bool) -> list[Node]:
    """Give the statements that let functions write their logs: where they share a role, one prefix for those with the
    framework's names.
    """
    users = [user for user in users if not is_true(user.own("disableLogs"))]
    groups: list[Json] = []
    if shared and any(user.own("name") is None for user in users):
        groups.append(draft.named(cause=cause))
    names = [name_of(draft, user) for user in users if user.own("name") is not None or not shared]
    groups += names
    if not groups:
        return []
    found = []
    for actions, end in (
        (["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"], ":*"),
        (["logs:PutLogEvents"], ":*:*"),
    ):
        resources: list[Json] = []
        for place, group in enumerate(groups):
            star = "*" if place == 0 and len(groups) > len(names) else ""
            resources.append(_log_group(group, star + end))
        found.append(made_of_json({"Effect": "Allow", "Action": [*actions], "Resource": resources}, cause))
    return found


def _log_group(group: Json, end: str) -> Json:
    parts: list[Json] = ["arn:", {"Ref": "AWS::Partition"}, ":logs:", {"Ref": "AWS::Region"}, ":"]
    return {"Fn::Join": ["", [*parts, {"Ref": "AWS::AccountId"}, ":log-group:/aws/lambda/", group, end]]}


def _add_own(draft: Draft, function: Function) -> None:
    """Add a function's own role: logs, its events, its statements, and the provider's where it inherits them."""
    own = function.own("iamRoleStatements")
    if own is None:
        return
    default = member(draft.config, "custom", PER_FUNCTION, "defaultInherit")
    inherit = function.own("iamRoleStatementsInherit")
    inherits = is_true(inherit) or (is_true(default) and not is_false(inherit))
    statements = [
        *_logging(draft, [function], own, shared=False),
        *draft.own_statements[function.name],
        *(_declared(draft) if inherits else []),
        *_each(own),
    ]
    name = function.own("iamRoleStatementsName") or draft.named(function.name, _region(own), "lambdaRole", cause=own)
    content = _role(draft, statements, own, in_vpc=vpc_of(draft, function) is not None)
    managed = function.own("iamManagedPolicies")
    if managed is not None:
        content["ManagedPolicyArns"] = sequence([*items(managed)], managed)
    boundary = function.own("iamPermissionsBoundary")
    if boundary is not None:
        content["PermissionsBoundary"] = boundary
    draft.add(f"{function.short}{ROLE}", "AWS::IAM::Role", {**content, "Path": "/", "RoleName": name}, own)
