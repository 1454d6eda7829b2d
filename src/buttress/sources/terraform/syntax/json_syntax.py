"""The JSON syntax of Terraform: the same blocks, in which strings are templates.

Source: "JSON Configuration Syntax" of the Terraform language documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.cloudformation.json_nodes import read_json
from buttress.sources.errors import SourceError
from buttress.sources.terraform.syntax.bodies import read_expression, read_template
from buttress.sources.terraform.syntax.document import Block, Document
from buttress.sources.terraform.syntax.scanner import NoSyntax

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS: Final = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
}
"""How many levels of keys are labels; other blocks have none."""
EXPRESSIONS: Final = frozenset({"type", "provider", "providers"})
"""Arguments whose strings are expressions, not templates."""
COMMENT: Final = "//"


def read_json_document(text: str, file: str) -> Document:
    """Read the text of a `.tf.json` file; raises `SourceError` for what is no JSON at all."""
    root, _ = read_json(text, file)
    root = _plain(root)
    if root.kind != MAP:
        raise SourceError(
            Problem(file, root.line, root.column, "a file of Terraform in JSON is an object.", "Write { … }.")
        )
    problems: list[Problem] = []
    blocks = [block for kind, node in root.value.items() if kind != COMMENT for block in _blocks(kind, node, problems)]
    return Document(file, tuple(blocks), tuple(problems))


def json_values(text: str, file: str) -> dict[str, Node]:
    """Read the text of a `.tfvars.json` file, whose values are literals."""
    root, _ = read_json(text, file)
    root = _plain(root)
    members: dict[str, Node] = root.value if root.kind == MAP else {}
    return members


def _blocks(kind: str, node: Node, problems: list[Problem]) -> Iterator[Block]:
    for labels, body in _labelled(node, LABELS.get(kind, 0)):
        try:
            yield Block(kind, labels, _body(kind, body))
        except NoSyntax as error:
            message = f"{error.message} The block around it is not read."
            problems.append(Problem(body.file, body.line, body.column, message, error.hint, stops=True))


def _labelled(node: Node, levels: int) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Go down through the levels of labels; at each level an object or a list of objects may stand."""
    if node.kind == LIST:
        for member in node.value:
            yield from _labelled(member, levels)
    elif node.kind == MAP and levels == 0:
        yield (), node
    elif node.kind == MAP:
        for key, member in node.value.items():
            below = _labelled(member, levels - 1) if key != COMMENT else ()
            yield from (((key, *labels), body) for labels, body in below)


def _body(kind: str, body: Node) -> Node:
    members: dict[str, Node] = {}
    for name, node in body.value.items():
        if name == COMMENT:
            continue
        if kind == "variable" and name == "default":
            members[name] = node
        elif name in EXPRESSIONS and kind != "locals":
            members[name] = _expressions(node)
        elif name == "dynamic" and node.kind in (MAP, LIST):
            members.update(_dynamic(node))
        else:
            members[name] = _value(node)
    return Node(MAP, members, body.file, body.line, body.column, body.end_line)


def _value(node: Node) -> Node:
    """Read the strings of a value as templates, the keys of objects too."""
    if node.kind == SCALAR:
        return read_template(node.value, node) if isinstance(node.value, str) else node
    if node.kind == LIST:
        return _same(node, [_value(member) for member in node.value])
    members: dict[str, Node] = node.value
    if any("${" in key or "%{" in key for key in members):
        pairs = [
            Node(LIST, [read_template(key, member), _value(member)], node.file, member.line, member.column)
            for key, member in members.items()
        ]
        return Node(
            CALL,
            ("tf:object", _same(Node(LIST, [], node.file, node.line, node.column), pairs)),
            node.file,
            node.line,
            node.column,
        )
    generated = members.get("dynamic")
    if generated is not None and generated.kind == MAP:
        rest = {key: _value(member) for key, member in members.items() if key not in ("dynamic", COMMENT)}
        return _same(node, {**rest, **_dynamic(generated)})
    return _same(node, {key: _value(member) for key, member in members.items() if key != COMMENT})


def _dynamic(node: Node) -> dict[str, Node]:
    """Read dynamic blocks, by the name of the block that they generate."""
    found: dict[str, Node] = {}
    for labels, body in _labelled(node, 1):
        members = {name: _expressions(one) if name == "iterator" else _value(one) for name, one in body.value.items()}
        members["tf:name"] = Node(SCALAR, labels[0], body.file, body.line, body.column)
        repeat = Node(CALL, ("tf:repeat", _same(body, members)), body.file, body.line, body.column, body.end_line)
        before: list[Any] = found[labels[0]].value[1].value if labels[0] in found else []
        found[labels[0]] = Node(
            CALL, ("tf:dynamic", Node(LIST, [*before, repeat], body.file, body.line)), body.file, body.line, body.column
        )
    return found


def _expressions(node: Node) -> Node:
    if node.kind == SCALAR and isinstance(node.value, str):
        text = node.value
        return read_expression(text[2:-1] if text.startswith("${") and text.endswith("}") else text, node)
    if node.kind == MAP:
        return _same(node, {key: _expressions(member) for key, member in node.value.items()})
    return node


def _plain(node: Node) -> Node:
    """Take back what the reader of CloudFormation's JSON makes of keys that are functions there."""
    if node.kind == CALL:
        name, argument = node.value
        return Node(MAP, {name: _plain(argument)}, node.file, node.line, node.column, node.end_line)
    if node.kind == LIST:
        return _same(node, [_plain(member) for member in node.value])
    if node.kind == MAP:
        return _same(node, {key: _plain(member) for key, member in node.value.items()})
    return node


def _same(node: Node, content: Any) -> Node:  # noqa: ANN401 - the content of a node
    return Node(node.kind, content, node.file, node.line, node.column, node.end_line)
