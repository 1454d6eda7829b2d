"""Writes expressions as people do, for messages, for names of what is not known, and to tell equal ones."""

from __future__ import annotations

from typing import Any

from buttress.graph.node import CALL, LIST, SCALAR, Node
from buttress.graph.values import Unresolved

MOST = 200
"""How long a spelled expression may be."""


def spelled(node: Node) -> str:
    """Give the text of an expression; two of the same text in the same scope have the same value."""
    text = _spelled(node, 0)
    return text if len(text) <= MOST else f"{text[: MOST // 2]}…{text[-MOST // 2 :]}"


def _spelled(node: Node, depth: int) -> str:
    if depth > 20:  # noqa: PLR2004 - deep enough to tell expressions apart
        return f"…{node.line}:{node.column}"
    value: Any = node.value
    if node.kind == SCALAR:
        return _scalar(value)
    if node.kind == LIST:
        return "[" + ", ".join(_spelled(part, depth + 1) for part in value) + "]"
    if node.kind == CALL:
        return _call(value[0], value[1], depth + 1)
    return "{" + ", ".join(f"{key} = {_spelled(part, depth + 1)}" for key, part in value.items()) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Unresolved):
        return "?"
    return "null" if value is None else str(value)


def _call(name: str, argument: Node, depth: int) -> str:  # noqa: C901, PLR0911 - one answer for each kind of call
    parts: Any = argument.value
    texts = [_spelled(part, depth) for part in parts] if argument.kind == LIST else []
    match name:
        case "tf:ref":
            return _traversal(parts, depth)
        case "tf:for":
            return _loop(parts, depth)
        case "tf:op" if len(texts) == 2:  # noqa: PLR2004 - a sign and what it is before
            return f"{parts[0].value}{texts[1]}"
        case "tf:op":
            return f"{texts[1]} {parts[0].value} {texts[2]}"
        case "tf:if":
            return f"{texts[0]} ? {texts[1]} : {texts[2]}"
        case "tf:fn":
            return f"{parts[0].value}({', '.join(texts[2:])}{'...' if parts[1].value else ''})"
        case "tf:template":
            return "".join(
                part.value if isinstance(part.value, str) else f"${{{text}}}"
                for part, text in zip(parts, texts, strict=True)
            )
        case "tf:index" | "tf:attr":
            return f"{texts[0]}[{texts[1]}]" if name == "tf:index" else f"{texts[0]}.{parts[1].value}"
        case "tf:splat":
            return f"{texts[0]}[*]{texts[1] if len(texts) > 1 else ''}"
        case _:
            return f"{name[3:]} at {argument.file}:{argument.line}:{argument.column}"


def _loop(parts: dict[str, Node], depth: int) -> str:
    def part(name: str, before: str = "") -> str:
        return before + _spelled(parts[name], depth) if name in parts else ""

    names = ", ".join(str(parts[name].value) for name in ("key", "value") if name in parts)
    text = f"for {names} in {part('in')} :{part('by', ' ')}{' =>' * ('by' in parts)} {part('to')}{part('if', ' if ')}"
    return f"{{{text}}}" if "by" in parts else f"[{text}]"


def _traversal(parts: list[Node], depth: int) -> str:
    text = str(parts[0].value)
    for part in parts[1:]:
        if part.kind == SCALAR and isinstance(part.value, str):
            text += f".{part.value}"
        else:
            text += f"[{_spelled(part, depth)}]"
    return text


def names_in(node: Node) -> set[str]:
    """Give the names that traversals in an expression begin with."""
    found: set[str] = set()
    pending = [node]
    while pending:
        here = pending.pop()
        value: Any = here.value
        if here.kind == CALL:
            if value[0] == "tf:ref":
                found.add(str(value[1].value[0].value))
            if isinstance(value[1], Node):
                pending.append(value[1])
        elif here.kind != SCALAR:
            pending.extend(value if here.kind == LIST else value.values())
    return found
