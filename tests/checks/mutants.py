"""Makes small changes to a check's code, each of which a template on its page should notice."""

from __future__ import annotations

import ast
import copy
import csv
import functools
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from buttress.evidence import Check, Verdict
from buttress.evidence.agreement import disagreements
from tests.checks import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.page import Page
    from buttress.evidence.verdict import State
    from buttress.graph.location import Location

EQUIVALENT: Final = Path(__file__).with_name("equivalent_mutants.tsv")

VERDICTS: Final = {
    "met": ("gap", "not_applicable"),
    "gap": ("met", "not_applicable"),
    "missing": ("met", "not_applicable"),
    "not_applicable": ("gap", "met"),
}
COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutant:
    """One change to a check's module: the code before and after, and which one it is where several read alike."""

    before: str
    after: str
    number: int
    tree: ast.Module = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """Gives the change as the table of equivalent mutants names it."""
        return f"{self.before} => {self.after}" + (f" #{self.number}" if self.number > 1 else "")


def mutants_of(module: Path) -> Iterator[Mutant]:
    """Gives every mutant of a check's module once, in the order of its code."""
    source = ast.parse(module.read_text(encoding="utf-8"))
    seen: set[str] = set()
    counted: Counter[tuple[str, str]] = Counter()
    for place, node in enumerate(ast.walk(source)):
        for change in () if _is_for_types(node) else _changes(node):
            before, after = _shown(node), _shown(change)
            tree = _with(source, place, change)
            text = ast.unparse(tree)
            if text not in seen:
                seen.add(text)
                counted[before, after] += 1
                yield Mutant(before, after, counted[before, after], tree)


def _is_for_types(node: ast.AST) -> bool:
    """Says whether a node is the block of imports that never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _shown(node: ast.AST) -> str:
    """Gives a node as one line of code, without the body of a statement."""
    shown = copy.copy(node)
    if isinstance(shown, ast.If):
        return f"if {ast.unparse(shown.test)}"
    if isinstance(shown, ast.comprehension):
        return ast.unparse(shown).strip()
    return " ".join(ast.unparse(shown).split())


def _with(source: ast.Module, place: int, change: ast.AST) -> ast.Module:
    """Gives a copy of the tree with the node at a place of the walk replaced."""
    tree = copy.deepcopy(source)
    target = next(node for index, node in enumerate(ast.walk(tree)) if index == place)
    target.__class__ = change.__class__  # a node becomes, in place, what it is replaced by
    target.__dict__.clear()
    target.__dict__.update(copy.deepcopy(change).__dict__)
    return ast.fix_missing_locations(tree)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If | ast.IfExp):
        yield _changed(node, test=_negated(node.test))
    elif isinstance(node, ast.comprehension):
        for number, condition in enumerate(node.ifs):
            yield _changed(node, ifs=[*node.ifs[:number], _negated(condition), *node.ifs[number + 1 :]])
    elif isinstance(node, ast.Lambda) and isinstance(node.body, ast.Compare | ast.BoolOp | ast.Call):
        yield _changed(node, body=_negated(node.body))
    elif isinstance(node, ast.BoolOp):
        yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.Compare):
        yield _changed(node, ops=[COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.Call):
        yield from _changed_calls(node)


def _changed_calls(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name):
        for verdict in VERDICTS.get(node.func.id, ()):
            yield _changed(node, func=ast.Name(f"{verdict}_instead", ast.Load()))
    if any(keyword.arg == "where" for keyword in node.keywords):
        yield _changed(node, keywords=[keyword for keyword in node.keywords if keyword.arg != "where"])


def _changed(node: ast.AST, **parts: object) -> ast.AST:
    changed = copy.copy(node)
    for name, part in parts.items():
        setattr(changed, name, part)
    return changed


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _instead(state: str, reason: str, location: Location | None = None, confidence: str = "high") -> Verdict:
    """Gives another verdict than the check meant, with whatever it was given."""
    del confidence
    return Verdict(cast("State", state), reason, location)


def check_with(mutant: Mutant, module: Path) -> Check:
    """Runs a mutated module and gives its check."""
    names: dict[str, object] = {f"{state}_instead": functools.partial(_instead, state) for state in VERDICTS}
    names["__name__"] = f"buttress.checks.{module.parent.name}.{module.stem}"
    exec(compile(mutant.tree, str(module), "exec"), names)  # noqa: S102 - the mutated check has to run
    (check,) = (value for value in names.values() if isinstance(value, Check))
    return replace(check, absence=pages.check_of(module).absence)


def survives(mutant: Mutant, module: Path, page: Page) -> bool:
    """Says whether no template of the page notices the change; a check that stops is noticed."""
    try:
        check = check_with(mutant, module)
        return not any(disagreements(check, page, fence, pages.graph_of) for fence in page.fences)
    except Exception:  # noqa: BLE001 - a mutant may break in any way, and that is to be noticed
        return False


def survivors_of(module: Path) -> dict[str, Mutant]:
    """Gives the mutants that no template of the page notices, by name."""
    page = pages.page_of(module)
    return {mutant.name: mutant for mutant in mutants_of(module) if survives(mutant, module, page)}


@functools.cache
def equivalent() -> dict[str, dict[str, str]]:
    """Gives by check and mutant the reason why the change makes no difference, from the table beside this module."""
    lines = [line for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(row["check"], {})[row["mutant"]] = row["reason"]
    return found
