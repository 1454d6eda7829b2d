"""A module as its files declare it: one folder of `.tf` and `.tf.json` files, with override files merged in.

Source: "Files and Configuration Structure" and "Override Files" of the Terraform language documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.node import LIST, MAP, SCALAR, Node
from buttress.sources.terraform.evaluation.variable import Variable, variable_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.graph.suppression import Suppression
    from buttress.sources.terraform.syntax.document import Block, Document

LABELS: Final = {"resource": 2, "data": 2, "ephemeral": 2, "module": 1, "variable": 1, "output": 1, "provider": 1}
"""How many labels the blocks have that are evaluated."""
TOLERATED: Final = frozenset({"check", "import", "moved", "removed", "terraform", "locals", "action", "language"})
"""Blocks that declare no values, beside `locals`."""


@dataclass(slots=True, eq=False)
class Module:
    """Holds what the files of one folder declare; `folder` is shown, empty for the base."""

    folder: str
    files: tuple[str, ...] = ()
    variables: dict[str, Variable] = field(default_factory=dict)
    locals: dict[str, Node] = field(default_factory=dict)
    outputs: dict[str, Node] = field(default_factory=dict)
    resources: dict[str, Block] = field(default_factory=dict)
    data: dict[str, Block] = field(default_factory=dict)
    calls: dict[str, Block] = field(default_factory=dict)
    providers: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    compared: tuple[tuple[Node, Node], ...] = ()
    suppressions: list[Suppression] = field(default_factory=list)
    is_opentofu: bool = False
    cycles: Mapping[str, str] = field(default_factory=dict)
    """The locals that refer to themselves, each with how."""


def is_override(name: str) -> bool:
    """Say whether a file of this name changes what other files declare."""
    stem = name.removesuffix(".json").rpartition(".")[0]
    return stem == "override" or stem.endswith("_override")


def module_of(folder: str, documents: Iterable[Document]) -> Module:
    """Join the files of one folder; override files come last, in the order of their names."""
    from buttress.sources.terraform.evaluation.cycles import cycles_among  # noqa: PLC0415 - reads a module's locals

    ordered = sorted(documents, key=lambda one: (is_override(PurePosixPath(one.file).name), one.file))
    module = Module(folder, tuple(sorted(one.file for one in ordered)))
    pairs: list[tuple[Node, Node]] = []
    blocks: dict[str, dict[str, Block]] = {}
    for document in ordered:
        overrides = is_override(PurePosixPath(document.file).name)
        module.problems += document.problems
        module.suppressions += document.suppressions
        module.is_opentofu = module.is_opentofu or PurePosixPath(document.file.removesuffix(".json")).suffix == ".tofu"
        pairs += document.compared
        for block in document.blocks:
            _take(module, blocks, block, overrides=overrides)
    module.compared = tuple(pairs)
    _settle(module, blocks)
    module.cycles = cycles_among(module.locals)
    return module


def _settle(module: Module, blocks: Mapping[str, Mapping[str, Block]]) -> None:
    module.resources = dict(blocks.get("resource", {}))
    module.data = {**blocks.get("data", {}), **blocks.get("ephemeral", {})}
    module.calls = dict(blocks.get("module", {}))
    module.outputs = {name: block.body for name, block in blocks.get("output", {}).items()}
    module.variables = {name: variable_of(name, block.body) for name, block in blocks.get("variable", {}).items()}


def _take(module: Module, blocks: dict[str, dict[str, Block]], block: Block, *, overrides: bool) -> None:
    if block.type == "locals":
        module.locals.update(_members(block.body))
        return
    wanted = LABELS.get(block.type)
    if wanted is None:
        if block.type not in TOLERATED:
            _complain(module, block, f"`{block.type}` is no block of Terraform.", "Look at how it is written.")
        return
    if len(block.labels) != wanted:
        _complain(module, block, f"`{block.type}` takes {wanted} label{'s' * (wanted > 1)}.", "Name what it declares.")
        return
    if block.type == "provider":
        _provide(module, block)
        return
    kept = blocks.setdefault(block.type, {})
    first = kept.get(block.name)
    if first is None:
        kept[block.name] = block
    elif overrides:
        kept[block.name] = replace(first, body=merged(first.body, block.body))
    else:
        what = f"`{block.type} {block.name}` is already declared at {first.body.location}; this one is not read."
        _complain(module, block, what, "Give it a name of its own.")


def _provide(module: Module, block: Block) -> None:
    alias = _members(block.body).get("alias")
    name = block.labels[0]
    key = f"{name}.{alias.value}" if alias is not None and isinstance(alias.value, str) else name
    before = module.providers.get(key)
    module.providers[key] = block.body if before is None else merged(before, block.body)


def merged(node: Node, override: Node) -> Node:
    """Merge an override into a body: an attribute replaces its like; the blocks of a name replace all of that name."""
    if node.kind != MAP or override.kind != MAP:
        return override
    members: dict[str, Node] = {**node.value}
    for key, member in override.value.items():
        members[key] = _lifecycles(members.get(key), member) if key == "lifecycle" else member
    return Node(MAP, members, node.file, node.line, node.column, node.end_line, node.open)


def _lifecycles(mine: Node | None, override: Node) -> Node:
    """Merge `lifecycle` blocks, which override files change argument by argument."""
    if mine is None or mine.kind != LIST or override.kind != LIST:
        return override
    return Node(LIST, [merged(mine.value[0], override.value[0])], override.file, override.line, override.column)


def _members(body: Node) -> dict[str, Node]:
    found: Any = body.value if body.kind == MAP else {}
    return dict(found)


def _complain(module: Module, block: Block, message: str, hint: str) -> None:
    place = block.body.location
    module.problems.append(Problem(place.file, place.line, place.column, message, hint))


def literal(body: Node, name: str) -> object:
    """Give a literal attribute of a body, None where it is absent or no literal."""
    node = body.value.get(name) if body.kind == MAP else None
    return node.value if node is not None and node.kind == SCALAR else None
