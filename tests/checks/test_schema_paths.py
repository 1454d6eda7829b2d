"""The property paths that checks read exist in the resource schemas of CloudFormation."""

from __future__ import annotations

import ast
import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from buttress.evidence.check import WORKLOAD
from tests.checks import pages, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

READS: Final = frozenset({"at", "each", "find", "flag", "get", "members", "number", "part", "present", "text"})
ATTRIBUTES: Final = frozenset(
    {"Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "UpdatePolicy", "UpdateReplacePolicy"}
)
PACKAGE: Final = pages.FOLDER.parent
GRAPH: Final = "buttress.graph."
FREE_FORM: Final = Path(__file__).with_name("free_form_paths.tsv")


@dataclass(frozen=True)
class Read:
    """One reading in a check's code: the name of what is read, and the path."""

    line: int
    receiver: str
    path: tuple[str, ...]


@functools.cache
def free_form() -> frozenset[tuple[str, str]]:
    """Gives type and first step of what the schemas do not describe, with a reason each in the table."""
    lines = [line for line in FREE_FORM.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset((row["type"], row["path"]) for row in csv.DictReader(lines, delimiter="\t") if row["reason"])


def reads(tree: ast.AST) -> Iterator[Read]:
    """Gives the readings whose path is a literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS:
            for path in (path for argument in node.args[:1] for path in _literals(argument)):
                yield Read(node.lineno, ast.unparse(node.func.value), path)


def _literals(argument: ast.expr) -> Iterator[tuple[str, ...]]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield tuple(argument.value.split("."))
    elif isinstance(argument, ast.Tuple) and all(isinstance(step, ast.Constant) for step in argument.elts):
        yield tuple(str(ast.literal_eval(step)) for step in argument.elts)
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)


@functools.cache
def types_of_module(path: Path) -> frozenset[str]:
    """Gives the resource types that a check's module names, and the modules of the graph that it asks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = sorted({node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)})
    graph = [PACKAGE.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in asked if name.startswith(GRAPH)]
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in graph)
    return types_named(tree).union(*(types_named(found) for found in trees))


def types_named(tree: ast.AST) -> frozenset[str]:
    """Gives the resource types that a syntax tree names."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return frozenset(text for text in texts if text in schemas.providers())


def subject_of(tree: ast.Module) -> str:
    """Gives the name of the check's first argument."""
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    (function,) = (node for node in functions if "check" in map(_decorator, node.decorator_list))
    return function.args.args[0].arg


def _decorator(node: ast.expr) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ast.unparse(node)


def unknown_reads(module: Path) -> Iterator[str]:
    """Gives the readings of a check of which no schema knows the path."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    on = pages.check_of(module).on
    subject, named = subject_of(tree), types_of_module(module)
    for read in reads(tree):
        types = frozenset() if on == (WORKLOAD,) else frozenset(on)
        if not _is_known(read, subject, types, named | types):
            yield f"{module.parent.name}/{module.name}:{read.line}: {read.receiver} has no {'.'.join(read.path)}"


def _is_known(read: Read, subject: str, on: frozenset[str], named: frozenset[str]) -> bool:
    if read.receiver.endswith("body"):
        return read.path[0] in ATTRIBUTES
    if _is_free_form(read.path, named):
        return True
    if read.receiver == subject:
        return any(schemas.known_at_root(kind, read.path) for kind in on)
    return any(schemas.known_anywhere(kind, read.path) for kind in named)


def _is_free_form(path: tuple[str, ...], named: frozenset[str]) -> bool:
    starts = {".".join(path[:length]) for length in range(1, len(path) + 1)}
    return any((kind, start) in free_form() for kind in (*named, "*") for start in starts)


@pytest.mark.parametrize("module", pages.MODULES, ids=pages.name_of)
def test_paths_that_a_check_reads_exist(module: Path) -> None:
    found = list(unknown_reads(module))
    assert not found, "\n" + "\n".join(found)


def test_a_path_that_does_not_exist_is_noticed() -> None:
    assert schemas.known_at_root("AWS::S3::Bucket", ("VersioningConfiguration", "Status"))
    assert not schemas.known_at_root("AWS::S3::Bucket", ("VersioningConfiguration", "State"))
    assert schemas.known_anywhere("AWS::S3::Bucket", ("Status",))
    assert not schemas.known_anywhere("AWS::S3::Bucket", ("Stats",))
