"""The templates of an assembly, freed of what the CDK writes for itself, with nested ones and origins joined."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from os.path import relpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.node import scalar
from buttress.records import dataclass
from buttress.sources.cdk.constructs import constructs_of
from buttress.sources.cdk.custom_resources import understood
from buttress.sources.cdk.links import linked
from buttress.sources.cloudformation.functions import literal_end
from buttress.sources.cloudformation.sam.maker import with_value
from buttress.sources.cloudformation.sam.shape import member, text
from buttress.sources.cloudformation.template import Template, template_of, type_of
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from buttress.graph.node import Node
    from buttress.graph.origin import Origin
    from buttress.sources.cdk.assembly import Assembly, Stack
    from buttress.sources.cdk.constructs import Constructs

KIND: Final = "CDK"
NESTED: Final = "AWS::CloudFormation::Stack"
METADATA: Final = "AWS::CDK::Metadata"
AVAILABLE: Final = "CDKMetadataAvailable"
BOOTSTRAP: Final = "BootstrapVersion"
"""What the CDK adds for itself: a resource that counts constructs, the Regions that have it, and the parameter that a
rule compares with the version of its bootstrap stack. Source: "Version reporting" and "Bootstrapping" of the CDK
developer guide."""
MOST_TEMPLATES: Final = 1000
"""How many templates of an assembly are read."""


@dataclass(slots=True)
class Templates:
    """Reads the templates of one assembly, each once."""

    assembly: Assembly
    base: Path
    found: dict[str, Template]
    known: dict[str, str] = field(default_factory=dict)
    """The Regions of those stacks whose name no other has."""

    def read(self) -> None:
        """Read every stack, and what is nested in it."""
        stacks = list(self.assembly.stacks())
        counts = Counter(stack.name for stack in stacks)
        self.known = {
            stack.name: stack.environment.get("AWS::Region", "") for stack in stacks if counts[stack.name] == 1
        }
        for stack in stacks:
            self._template(stack.template, stack, constructs_of(stack, self.base))

    def _template(self, path: Path, stack: Stack, constructs: Constructs) -> str | None:
        """Read a template and give how it is shown; None where it cannot be read."""
        shown = self.assembly.shown_of(path)
        if shown in self.found:
            return shown
        if len(self.found) >= MOST_TEMPLATES:
            self.assembly.refuse(path, f"this is beyond {MOST_TEMPLATES:,} templates.")
            return None
        try:
            template = template_of(text_of_file(path, shown), shown)
        except SourceError as error:
            self.assembly.problems.append(replace(error.problem, stops=True))
            return None
        if template is None:
            return None
        self.found[shown] = template
        name = stack.name if path == stack.template else ""
        resources, known = understood(_own(template.section("Resources")))
        joined = {key: self._joined(node, path, stack, constructs) for key, node in resources.items()}
        self.found[shown] = replace(
            template,
            sections=linked({**template.sections, **_without_own(template), "Resources": joined}, name, self.known),
            made_by=KIND,
            environment=stack.environment,
            understood=known,
            origins=dict(self._origins(path, joined, stack, constructs)),
        )
        return shown

    def _joined(self, node: Node, beside: Path, stack: Stack, constructs: Constructs) -> Node:
        """Point a nested stack at the template in the assembly, by the asset that its address names."""
        url = member(node, "Properties", "TemplateURL")
        if type_of(node) != NESTED or url is None:
            return node
        declared = self._asset(node, beside, "TemplateURL")
        inner = declared or stack.assets.get(PurePosixPath(literal_end(url)).stem)
        if inner is None:
            return node
        shown = self._template(inner, stack, constructs)
        if shown is None:
            return node
        relative = PurePosixPath(relpath(inner, beside.parent)).as_posix()
        return with_value(node, ("Properties", "TemplateURL"), scalar(relative, url))

    def _asset(self, node: Node, beside: Path, of: str) -> Path | None:
        """Give the local file or folder that a resource's Metadata names for one of its properties."""
        metadata = member(node, "Metadata")
        path = text(member(metadata, "aws:asset:path"))
        if not path or text(member(metadata, "aws:asset:property")) != of:
            return None
        return self.assembly.inside(beside.parent, path, "an asset")

    def _origins(
        self, path: Path, resources: dict[str, Node], stack: Stack, constructs: Constructs
    ) -> Iterator[tuple[str, Origin]]:
        for name, node in resources.items():
            declared = text(member(node, "Metadata", "aws:cdk:path")) or ""
            code = self._asset(node, path, "Code") or self._code(node, stack)
            shown = self.assembly.shown_of(code) if code is not None else ""
            origin = constructs.origin(path.name, name, declared.strip("/"), shown)
            if origin is not None:
                yield name, origin

    def _code(self, node: Node, stack: Stack) -> Path | None:
        """Give the local folder of a function's code, by the hash that the asset's key is named for."""
        key = member(node, "Properties", "Code", "S3Key")
        return stack.assets.get(PurePosixPath(literal_end(key)).stem) if key is not None else None


def _own(resources: dict[str, Node]) -> dict[str, Node]:
    return {name: node for name, node in resources.items() if type_of(node) != METADATA}


def _without_own(template: Template) -> dict[str, dict[str, Node]]:
    """Give the sections without the condition and the parameter that only the CDK's own parts ask for."""
    parameters = {
        name: node
        for name, node in template.section("Parameters").items()
        if name != BOOTSTRAP or "[cdk:skip]" not in (text(member(node, "Description")) or "")
    }
    conditions = {name: node for name, node in template.section("Conditions").items() if name != AVAILABLE}
    return {"Parameters": parameters, "Conditions": conditions}
