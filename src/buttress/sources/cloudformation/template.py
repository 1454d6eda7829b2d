"""A template file, read into sections."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.graph.suppression import Suppression
from buttress.records import dataclass
from buttress.sources.cloudformation.functions import with_dynamic
from buttress.sources.cloudformation.json_nodes import read_json
from buttress.sources.cloudformation.suppression_comments import in_comments
from buttress.sources.cloudformation.suppressions import WORDS, in_metadata
from buttress.sources.cloudformation.yaml_nodes import read_yaml
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.graph.origin import Origin
    from buttress.graph.unread import Unread

SECTIONS: Final = ("Parameters", "Mappings", "Conditions", "Globals", "Resources", "Outputs")

LOOP: Final = "Fn::ForEach::"


@dataclass(frozen=True, slots=True)
class Template:
    """Holds the sections of one template as maps of placed nodes; `file` is the path as shown."""

    file: str
    root: Node
    sections: dict[str, dict[str, Node]]
    transforms: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    includes: bool = False
    """Whether the text speaks of `AWS::Include`."""
    suppressions: tuple[Suppression, ...] = ()
    made_by: str = ""
    """What the template was made by, or of, as people call it; empty where people wrote it."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """The pseudo parameters that are decided, where the stack is deployed in one account or Region only."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """What made each resource, by its logical id."""
    understood: frozenset[str] = frozenset()
    """The logical ids of custom resources that are known to change no property of any resource."""

    loops: bool = False
    """Whether the text speaks of `Fn::ForEach`."""
    unread: tuple[Unread, ...] = ()
    """What of the template could not be written out."""
    rests_on: Mapping[str, str] = field(default_factory=dict)
    """The default that a resource is there for, by its logical id, where a loop over a default made it."""

    def section(self, name: str) -> dict[str, Node]:
        """Give a section's members, none where it is absent."""
        return self.sections.get(name, {})

    @property
    def is_sam(self) -> bool:
        """Say whether SAM expands it: by its resource types, not by its name or Transform alone."""
        return any(type_of(node).startswith("AWS::Serverless::") for node in self.section("Resources").values())

    @property
    def kind(self) -> str:
        """Give what people call this kind of template."""
        return self.made_by or ("SAM" if self.is_sam else "CloudFormation")


def nodes_of(text: str, shown: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read YAML or JSON text into nodes; raises `SourceError`.

    What starts like JSON is read as JSON; where that fails it may still be YAML in flow style.
    """
    if not text.lstrip().startswith(("{", "[")):
        return read_yaml(text, shown)
    try:
        return read_json(text, shown)
    except SourceError as as_json:
        try:
            return read_yaml(text, shown)
        except SourceError:
            raise as_json from None


def template_of(text: str, shown: str) -> Template | None:
    """Read a text as a template, None when it is well-formed but no template; raises `SourceError`."""
    root, problems = nodes_of(text, shown)
    if "{{resolve:" in text:
        _mark_dynamic(root)
    template = template_from(root, problems, shown, includes="AWS::Include" in text)
    if template is not None and LOOP in text:
        template = replace(template, loops=True)
    if template is None or not any(word in text for word in WORDS):
        return template
    return _with_suppressions(template, text)


def _with_suppressions(template: Template, text: str) -> Template:
    """Add what the metadata and the comments say about gaps, and what is wrong with it."""
    resources = dict(_with_bodies(template.section("Resources")))
    found = list(in_metadata(template.root, resources))
    if not text.lstrip().startswith(("{", "[")):
        found += in_comments(text, template.file, resources)
    return replace(
        template,
        suppressions=tuple(one for one in found if isinstance(one, Suppression)),
        problems=(*template.problems, *(one for one in found if isinstance(one, Problem))),
    )


def template_from(root: Node, problems: tuple[Problem, ...], shown: str, *, includes: bool = False) -> Template | None:
    """Make a template of its nodes, None when they are none."""
    if root.kind != MAP or not any(
        _is_resource(node) or _makes_resources(name, node) for name, node in _members(root, "Resources")
    ):
        return None
    kept: list[Problem] = list(problems)
    sections = {name: dict(_members(root, name)) for name in SECTIONS}
    sections["Resources"] = dict(_resources(sections["Resources"], kept))
    return Template(shown, root, sections, _transforms(root), tuple(kept), includes)


def _mark_dynamic(node: Node) -> None:
    """Make texts with holes of the literals that hold dynamic references, but for those that `Fn::Sub` reads itself."""
    if node.kind == SCALAR:
        if isinstance(node.value, str):
            node.value = with_dynamic(node.value, node)
    elif node.kind == CALL:
        name, argument = node.value
        if name != "Fn::Sub":
            _mark_dynamic(argument)
        elif argument.kind == LIST:
            for part in argument.value[1:]:
                _mark_dynamic(part)
    else:
        members = node.value.values() if isinstance(node.value, dict) else node.value
        for member in members:
            _mark_dynamic(member)


def type_of(node: Node) -> str:
    """Give the type that a resource declares, empty where it declares none."""
    if node.kind != MAP or not isinstance(node.value, dict):
        return ""
    declared = node.value.get("Type")
    return declared.value if declared is not None and isinstance(declared.value, str) else ""


def _is_resource(node: Node) -> bool:
    return "::" in type_of(node)


def _with_bodies(members: dict[str, Node]) -> Iterator[tuple[str, Node]]:
    """Give the resources, those in the body of a loop before the loop, under the names that they have there."""
    for name, node in members.items():
        parts = node.value if node.kind == LIST and name.startswith(LOOP) else []
        if parts and parts[-1].kind == MAP:
            yield from _with_bodies(parts[-1].value)
        yield name, node


def _makes_resources(name: str, node: Node) -> bool:
    """Say whether a member of Resources is a loop whose body holds a resource, maybe in further loops."""
    parts = node.value if node.kind == LIST and name.startswith(LOOP) else []
    body = parts[-1].value if parts and parts[-1].kind == MAP else {}
    return any(_is_resource(inner) or _makes_resources(key, inner) for key, inner in body.items())


def _members(root: Node, name: str) -> Iterator[tuple[str, Node]]:
    content = root.value
    section = content.get(name) if isinstance(content, dict) else None
    if section is not None and section.kind == MAP and isinstance(section.value, dict):
        yield from section.value.items()


def _resources(members: dict[str, Node], problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    """Give the members that are resources, and note the others."""
    for name, node in members.items():
        if _is_resource(node) or name.startswith(LOOP):
            yield name, node
        elif not name.startswith("Fn::"):
            problems.append(
                Problem(
                    node.file,
                    node.line,
                    node.column,
                    f"{name} is no resource: it has no Type.",
                    "It is left out of the review.",
                )
            )


def _transforms(root: Node) -> tuple[str, ...]:
    """Give the names of the template's transforms (macros)."""
    content = root.value
    declared = content.get("Transform") if isinstance(content, dict) else None
    if declared is None:
        return ()
    nodes = declared.value if declared.kind == LIST and isinstance(declared.value, list) else [declared]
    return tuple(_transform_name(node) for node in nodes)


def _transform_name(node: Node) -> str:
    if node.kind == SCALAR:
        return str(node.value)
    if node.kind == MAP and isinstance(node.value, dict) and "Name" in node.value:
        return str(node.value["Name"].value)
    return "unknown"
