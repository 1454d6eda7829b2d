"""Checks decide on graph values only in ways that keep what is not known not known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

import pytest

from tests.checks import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYERS: Final = ("buttress.evidence", "buttress.facts", "buttress.graph", "buttress.reasoning")
STANDARD: Final = frozenset(
    {"__future__", "collections", "collections.abc", "datetime", "functools", "ipaddress", "itertools", "re", "typing"}
)
REFUSED_CALLS: Final = frozenset({"all", "any", "eval", "exec", "getattr", "hasattr", "isinstance", "type"})


def refusals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Gives line and reason of what a check may not say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from _refused_comparisons(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSED_CALLS:
            yield (
                node.lineno,
                f"`{node.func.id}(` decides where a value may not be known; use `some`, `every`, `==`, `present`",
            )
        elif isinstance(node, ast.Try | ast.TryStar | ast.Match):
            yield node.lineno, "`try` and `match` hide what is not known; the engine records it"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, f"imports {name}") for name in _imported(node) if not _permitted(name))


def _refused_comparisons(node: ast.Compare) -> Iterator[tuple[int, str]]:
    if any(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops):
        yield node.lineno, "`is` decides without asking whether the value is known"
    if any(isinstance(side, ast.Constant) and side.value is None for side in (node.left, *node.comparators)):
        yield node.lineno, "compares with None: use `present`, or a default"


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]


def _permitted(name: str) -> bool:
    return name in STANDARD or name.startswith(LAYERS)


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_check_says_nothing_that_hides_what_is_not_known(module: Path) -> None:
    found = [
        f"{module.parent.name}/{module.name}:{line}: {reason}"
        for line, reason in refusals(ast.parse(module.read_text()))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "x is y",
        "x is not None",
        "x == None",
        "isinstance(x, str)",
        "any(x for x in y)",
        "all([])",
        "try:\n    x\nexcept ValueError:\n    y",
        "match x:\n    case 1: y",
        "import boto3",
        "from buttress.sources.discovery import discover",
    ],
)
def test_what_hides_the_unknown_is_refused(source: str) -> None:
    assert len(list(refusals(ast.parse(source)))) >= 1


def test_what_asks_the_graph_is_not_refused() -> None:
    source = "from buttress.graph.values import some\nsome(x.each('A'), lambda item: item.get() == 1)"
    assert list(refusals(ast.parse(source))) == []
