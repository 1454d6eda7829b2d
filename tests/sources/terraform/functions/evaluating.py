"""A plain evaluator for functions: values of Python become nodes, calls within calls are reduced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.functions.call import Call, Invalid
from buttress.sources.terraform.functions.marks import Encoded
from buttress.sources.terraform.functions.table import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACE = Node(SCALAR, None, "main.tf", 1)
UNKNOWN = Unresolved("nobody said")
INVALID = "Terraform would refuse it"
NOT_KNOWN = "it is not known"


@dataclass(frozen=True)
class Open:
    """A list or map that may have more members."""

    members: list[Any] | dict[str, Any]


@dataclass(frozen=True)
class Fn:
    """A call within a call."""

    name: str
    arguments: tuple[Any, ...]


def fn(name: str, *arguments: object) -> Fn:
    """Make a call within a call."""
    return Fn(name, arguments)


def hole(name: str = "var.name", kind: str = "parameter") -> Text:
    """Make a text that is not known."""
    return Text((Hole(kind, name),))


def node(value: Any, line: int = 1) -> Node:  # noqa: ANN401 - a value of Python
    """Make nodes of a value of Python."""
    if isinstance(value, Node):
        return value
    if isinstance(value, Open):
        inner = node(value.members, line)
        return Node(inner.kind, inner.value, "main.tf", line, open="nobody said what else")
    if isinstance(value, Fn):
        content = [node(value.name, line), *(node(argument, line) for argument in value.arguments)]
        return Node(CALL, ("tf:fn", Node(LIST, content, "main.tf", line)), "main.tf", line)
    if isinstance(value, dict):
        return Node(MAP, {key: node(member, line) for key, member in value.items()}, "main.tf", line)
    if isinstance(value, list):
        return Node(LIST, [node(member, line) for member in value], "main.tf", line)
    return Node(SCALAR, value, "main.tf", line)


@dataclass
class Tree:
    """Files in memory."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """Give a file's content."""
        return self.contents.get(path.removeprefix("./"))

    def beneath(self, folder: str) -> Iterable[str] | None:
        """Give the files beneath a folder."""
        prefix = "" if folder in (".", "./", "") else folder.removeprefix("./").rstrip("/") + "/"
        return sorted(path.removeprefix(prefix) for path in self.contents if path.startswith(prefix)) or None

    def shown(self, path: str) -> str:
        """Give how a path is shown."""
        return path


@dataclass
class Plain:
    """Evaluates calls of functions, and templates that only name variables."""

    files: Tree = field(default_factory=Tree)

    def reduce(self, given: Node) -> Node:
        """Reduce calls until content is reached."""
        while given.kind == CALL:
            name, *arguments = given.value[1].value
            given = FUNCTIONS[name.value](Call(name.value, given, self), arguments)
        return given

    def template(self, text: str, shown_file: str, variables: Mapping[str, Node]) -> Node:
        """Fill variables in."""
        call = Call("templatefile", PLACE, self)
        for name, value in variables.items():
            text = text.replace(f"${{{name}}}", call.text(value))
        return Node(SCALAR, text, shown_file, 1)


def reduced(name: str, *arguments: object, files: dict[str, bytes] | None = None) -> Node:
    """Give what a function makes of values of Python."""
    return Plain(Tree(files or {})).reduce(node(Fn(name, arguments)))


def result(name: str, *arguments: object, files: dict[str, bytes] | None = None) -> Any:  # noqa: ANN401 - a value of Python
    """Give what a function makes of values of Python as a value of Python; refusals as texts that say so."""
    evaluator = Plain(Tree(files or {}))
    try:
        return python_of(evaluator, evaluator.reduce(node(Fn(name, arguments))))
    except Invalid:
        return INVALID
    except NotKnown:
        return NOT_KNOWN


def python_of(evaluator: Plain, found: Node) -> Any:  # noqa: ANN401 - a value of Python
    """Give a reduced node as a value of Python."""
    found = evaluator.reduce(found)
    if isinstance(found, Encoded):
        text = Call("result", PLACE, evaluator).value(found)
        return str(text) if isinstance(text, Text) else text
    if found.kind == LIST:
        members: Any = [python_of(evaluator, member) for member in found.value]
        return Open(members) if found.open else members
    if found.kind == MAP:
        members = {key: python_of(evaluator, member) for key, member in found.value.items()}
        return Open(members) if found.open else members
    if isinstance(found.value, Unresolved):
        return NOT_KNOWN
    return str(found.value) if isinstance(found.value, Text | Reference) else found.value
