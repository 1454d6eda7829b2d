"""The execution role that SAM makes for a function or state machine that names none."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from buttress.graph.node import SCALAR
from buttress.records import dataclass
from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import attribute, conditional, made, reference
from buttress.sources.cloudformation.sam.policy_templates import document_of, is_template, managed_paths
from buttress.sources.cloudformation.sam.shape import (
    branches,
    choices,
    each_branch,
    is_left_out,
    items,
    member,
    members,
    plain,
    text,
)
from buttress.sources.cloudformation.sam.statements import managed_arn

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value


@dataclass(slots=True)
class RoleDraft:
    """Collects what a role may do, until every event has said what it needs."""

    name: str
    managed: list[Node] = field(default_factory=list)
    inline: list[Node] = field(default_factory=list)

    def attach(self, policy: Node) -> None:
        """Attach a managed policy once."""
        if all(plain(policy) != plain(known) for known in self.managed):
            self.managed.append(policy)

    def inline_once(self, policy: Node | None) -> None:
        """Add an inline policy unless one with the same document is there."""
        if policy is None:
            return
        document = plain(member(policy, "PolicyDocument") or policy)
        if all(document != plain(member(known, "PolicyDocument") or known) for known in self.inline):
            self.inline.append(policy)

    def add_policies(self, expansion: Expansion, policies: Node | None) -> None:
        """Add the entries of `Policies`: names and ARNs of managed policies, policy templates, documents."""
        if is_left_out(policies):
            return
        for index, entry in enumerate(items(policies)):
            try:
                self._add(entry, f"{self.name}Policy{index}")
            except Unexpandable as problem:
                expansion.report(problem)

    def _add(self, entry: Node, name: str) -> None:
        kinds = {_kind(branch) for branch in branches(entry)}
        if not kinds:
            return
        if kinds == {"managed"}:
            self.attach(each_branch(entry, _managed))
        elif "managed" not in kinds:
            self.inline.append(each_branch(entry, lambda policy: _inline(policy, name)))
        else:
            self._add_mixed(entry, name)

    def _add_mixed(self, entry: Node, name: str) -> None:
        """Add an `Fn::If` between kinds of policies, which SAM refuses, as one for each kind."""
        chosen = choices(entry)
        if chosen is not None:
            condition, then, otherwise = chosen
            nothing = reference("AWS::NoValue", entry)
            self._add(conditional(condition, then, nothing), name)
            self._add(conditional(condition, nothing, otherwise), name)


def _kind(policy: Node) -> str:
    if policy.kind == SCALAR or not members(policy):
        return "managed"
    if "Statement" in members(policy):
        return "document"
    if is_template(policy):
        return "template"
    raise Unexpandable(
        f"SAM has no policy template of the name {next(iter(members(policy)))}.",
        policy,
        "What it would allow is left out of the review.",
    )


def _managed(policy: Node) -> Node:
    name = text(policy)
    if name is None or ":" in name:
        return policy
    return managed_arn(managed_paths().get(name, name), policy)


def _inline(policy: Node, name: str) -> Node:
    document = document_of(policy) if _kind(policy) == "template" else policy
    return made({"PolicyName": name, "PolicyDocument": document}, policy)


def give_role(expansion: Expansion, source: Source, draft: RoleDraft, trusting: Node, tags: list[Node]) -> Node:
    """Make the role where the resource names none, and give the reference to the role that it has."""
    named = source.get("Role")
    chosen = choices(named)
    if named is not None and _is_always_there(named):
        return named
    condition: str | None = None
    reference_to_it = attribute(draft.name, "Arn", source.node if named is None else named)
    if chosen is not None:
        condition, reference_to_it = _chosen(expansion, chosen, reference_to_it)
    _add_role(expansion, source, draft, trusting, tags, condition)
    return reference_to_it


def _is_always_there(named: Node) -> bool:
    chosen = choices(named)
    if chosen is None:
        return not is_left_out(named)
    return not is_left_out(chosen[1]) and not is_left_out(chosen[2])


def _chosen(expansion: Expansion, chosen: tuple[str, Node, Node], generated: Node) -> tuple[str | None, Node]:
    """Give the condition under which a role is generated, and the role in the branch that names none."""
    condition, then, otherwise = chosen
    if is_left_out(then) and is_left_out(otherwise):
        return None, generated
    if is_left_out(then):
        return condition, conditional(condition, generated, otherwise)
    return expansion.negate(condition, generated), conditional(condition, then, generated)


def _add_role(  # noqa: PLR0913 - what a role is made of
    expansion: Expansion, source: Source, draft: RoleDraft, trusting: Node, tags: list[Node], condition: str | None
) -> None:
    properties: dict[str, Value] = {
        "AssumeRolePolicyDocument": trusting,
        "ManagedPolicyArns": draft.managed,
        "Policies": draft.inline or None,
        "Path": source.get("RolePath"),
        "PermissionsBoundary": source.get("PermissionsBoundary"),
        "Tags": tags,
    }
    attributes = {"Condition": condition} if condition else {}
    expansion.add(draft.name, "AWS::IAM::Role", properties, source.node, source, attributes)
