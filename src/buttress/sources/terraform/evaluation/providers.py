"""Which configuration of a provider a resource uses, for the tags that it adds.

Source: "Provider Configuration" and "Providers Within Modules" of the Terraform language documentation; "default_tags
Configuration Block" of the AWS provider's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.sources.terraform.evaluation.closure import closed
from buttress.sources.terraform.evaluation.scope import Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.terraform.evaluation.scope import Surroundings


def default_tags(provider: Provider) -> Node | None:
    """Give the tags that a provider adds, None where it adds none."""
    blocks = provider.body.value.get("default_tags") if provider.body.kind == MAP else None
    if blocks is None:
        return None
    block: Any = blocks.value[0] if blocks.kind == LIST and blocks.value else blocks
    tags = block.value.get("tags") if block.kind == MAP else None
    return None if tags is None else closed(tags, provider.scope)


def providers_of(module: Surroundings) -> dict[str, Provider]:
    """Give the configurations that a module's resources see, by local name (`aws`, `aws.east`)."""
    found: dict[str, Provider] = {}
    if module.parent is not None:
        found = {name: one for name, one in module.parent.providers.items() if "." not in name}
        found.update(_passed(module, module.parent.providers))
    found.update({name: Provider(body, module.scope) for name, body in module.source.providers.items()})
    return found


def _passed(module: Surroundings, outer: Mapping[str, Provider]) -> dict[str, Provider]:
    parent = module.parent
    call = None if parent is None else parent.source.calls.get(module.call_name)
    passed = call.body.value.get("providers") if call is not None and call.body.kind == MAP else None
    if passed is None:
        return {}
    pairs: list[tuple[str, Node]] = []
    if passed.kind == MAP:
        pairs = list(passed.value.items())
    elif passed.kind == CALL and passed.value[0] == "tf:object":
        pairs = [(named(pair.value[0]), pair.value[1]) for pair in passed.value[1].value]
    return {name: outer[named(node)] for name, node in pairs if named(node) in outer}


def named(node: Node) -> str:
    """Give the name of a provider as a module refers to it: `aws`, `aws.east`."""
    if node.kind == CALL and node.value[0] == "tf:ref":
        return ".".join(str(part.value) for part in node.value[1].value)
    return str(node.value) if node.kind == SCALAR else ""


def with_default_tags(members: Mapping[str, Node], type: str, module: Surroundings) -> dict[str, Node]:  # noqa: A002 - the word of the language
    """Add the tags of a resource's provider to its own."""
    kept = dict(members)
    chosen = members.get("provider")
    provider = module.providers.get(named(chosen) if chosen is not None else type.partition("_")[0])
    tags = default_tags(provider) if provider is not None else None
    if tags is None or type == "aws_autoscaling_group":
        return kept
    mine = members.get("tags")
    place = mine if mine is not None else tags
    parts = Node(LIST, [tags, mine if mine is not None else scalar(None, tags)], place.file, place.line, place.column)
    kept["tags"] = Node(CALL, ("tf:tags", parts), place.file, place.line, place.column, place.end_line)
    return kept
