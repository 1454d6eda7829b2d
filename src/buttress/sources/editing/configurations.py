"""Sets properties of resources in the text of a Terraform or OpenTofu configuration."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass
from buttress.sources.editing.edit import SET, Edit, RefusedError, newline_of, planted
from buttress.sources.editing.hcl_bodies import Bodies, body_lines
from buttress.sources.editing.hcl_outline import outline_of
from buttress.sources.editing.terraform_paths import ways

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.evidence.fix import Fix, Setting
    from buttress.graph.resource import Resource
    from buttress.sources.editing.edit import Tree
    from buttress.sources.editing.hcl_outline import BlockPlace, Outline
    from buttress.sources.editing.terraform_paths import Way

REFERENCE: Final = re.compile(r"([a-z]\w*)\.([\w-]+)(?:\[[^\]]*\])?\.\w+")

SPLIT: Final = frozenset({"aws_s3_bucket"})
"""Types whose own blocks the provider deprecates for resources beside them. Source: "Resource: aws_s3_bucket"."""


@dataclass(slots=True)
class Wanted:
    """Holds what is to be set in one block, or in a new one behind it where `by` says how that refers to it."""

    block: BlockPlace
    tree: Tree = field(default_factory=dict)
    new_type: str = ""
    by: str = ""


@dataclass(slots=True)
class ConfigurationDraft:
    """Collects what is to be set in one file; `beside` gives the drafts of all files of the module."""

    file: str
    outline: Outline
    beside: Callable[[], list[ConfigurationDraft]]
    wanted: dict[tuple[int, str], Wanted] = field(default_factory=dict)

    def take(self, resource: Resource, fix: Fix) -> tuple[str, ...]:
        """Take the settings of a fix for a resource, and give the files that change; raises `RefusedError`, and takes
        none, where one cannot be set.
        """
        block = self.outline.at(resource.location.line)
        if block is None:
            raise RefusedError("no resource is declared at its place")
        whole = [setting for setting in fix.settings if not any(step.each for step in setting.steps)]
        found = [self._way(block, resource, setting) for setting in whole or fix.settings]
        changes = False
        for draft, wanted, way in found:
            alone: Tree = {}
            for steps, value in way.settings:
                planted(alone, steps, value)
            changes = bool(wanted.new_type or draft.bodies.edits(wanted.block, alone)) or changes
        if not changes:
            raise RefusedError(SET)
        for draft, wanted, way in found:
            kept = draft.wanted.setdefault((wanted.block.start, wanted.new_type), wanted)
            for steps, value in way.settings:
                planted(kept.tree, steps, value)
        return tuple(sorted({draft.file for draft, _, _ in found}))

    @property
    def bodies(self) -> Bodies:
        """Give what changes the bodies of the text."""
        return Bodies(self.outline.text, newline_of(self.outline.text))

    def edits(self) -> Iterator[Edit]:
        """Give the changes of the text."""
        for _, wanted in sorted(self.wanted.items()):
            if wanted.new_type:
                yield self._new(wanted)
            else:
                yield from self.bodies.edits(wanted.block, wanted.tree)

    def _way(self, block: BlockPlace, resource: Resource, setting: Setting) -> Belonging:
        """Find where a setting belongs: in a block that says something about it, else in the resource's own, else in a
        new block.
        """
        found = list(ways(block.labels[0], resource.type, setting))
        if not found:
            raise RefusedError(f"how {block.labels[0]} says {setting.path} is not known")
        own = [way for way in found if not way.by]
        adding = [way for way in found if way.by]
        there = self._inside(block, own) or self._in_another(block, adding)
        if there is not None:
            return there
        if own and (not adding or block.labels[0] not in SPLIT):
            return self, Wanted(block), own[0]
        return self, self._new_block(block, adding[0]), adding[0]

    def _inside(self, block: BlockPlace, own: list[Way]) -> Belonging | None:
        """Find the way whose attribute or block is there already."""
        there = (one for one in own if block.named(one.steps[0].name) or one.steps[0].name in block.attributes)
        way = next(there, None)
        return None if way is None else (self, Wanted(block), way)

    def _in_another(self, block: BlockPlace, adding: list[Way]) -> Belonging | None:
        """Find a block of the module that adds to this one already."""
        for way in adding:
            for draft in self.beside():
                for other in draft.outline.resources:
                    if other.labels[0] == way.terraform_type and draft.means(other, way.by, block):
                        return draft, Wanted(other), way
        return None

    def means(self, other: BlockPlace, by: str, block: BlockPlace) -> bool:
        """Say whether a block that adds to a resource adds to this one; raises `RefusedError` where nobody can tell."""
        attribute = other.attributes.get(by)
        written = self.outline.text[attribute.value : attribute.end] if attribute is not None else ""
        named = REFERENCE.fullmatch(written)
        if named is None:
            raise RefusedError(f"{'.'.join(other.labels)} may already set it: which one it adds to is not told")
        return named.group(1, 2) == block.labels

    def _new_block(self, block: BlockPlace, way: Way) -> Wanted:
        if "count" in block.attributes or "for_each" in block.attributes:
            raise RefusedError(f"{way.terraform_type} would have to be made for each instance; write it by hand")
        for draft in self.beside():
            if any(one.labels == (way.terraform_type, block.labels[1]) for one in draft.outline.resources):
                raise RefusedError(f"{way.terraform_type}.{block.labels[1]} is there for something else")
        return Wanted(block, new_type=way.terraform_type, by=way.by)

    def _new(self, wanted: Wanted) -> Edit:
        """Write a new block behind the one that it adds to."""
        block, newline = wanted.block, newline_of(self.outline.text)
        kind, name = block.labels
        lines = [
            "",
            f'resource "{wanted.new_type}" "{name}" {{',
            f"  {wanted.by} = {kind}.{name}.id",
            "",
            *body_lines(wanted.tree, "  ", "  "),
            "}",
        ]
        place = block.closing + 1
        return Edit(place, place, "".join(newline + line for line in lines))


Belonging = tuple[ConfigurationDraft, Wanted, "Way"]
"""Where a setting belongs: the draft of the file, the block in it, and the way that the setting takes there."""


def configuration_draft(text: str, shown: str, beside: Callable[[], list[ConfigurationDraft]]) -> ConfigurationDraft:
    """Begin changing the text of a file; raises `RefusedError` where it cannot be read."""
    if shown.endswith(".json"):
        raise RefusedError("it is Terraform written as JSON, which a program made as a rule; change it there")
    return ConfigurationDraft(shown, outline_of(text), beside)


def is_configuration(shown: str) -> bool:
    """Say whether a file is one of Terraform's or OpenTofu's, by its name."""
    return shown.endswith((".tf", ".tofu", ".tf.json", ".tofu.json"))


def module_of(shown: str) -> str:
    """Give the folder of a file."""
    return PurePosixPath(shown).parent.as_posix()
