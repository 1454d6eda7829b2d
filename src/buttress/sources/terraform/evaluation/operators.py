"""Operators of expressions.

Source: "Arithmetic and Logical Operators" of the Terraform language documentation.
"""

from __future__ import annotations

from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import TYPE_CHECKING, Any

from buttress.graph.node import CALL, SCALAR, Node, scalar
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.evaluation.closure import reduced
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.numbers import exact, settled, shown
from buttress.sources.terraform.functions.sameness import same

if TYPE_CHECKING:
    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import ModuleScope
    from buttress.sources.terraform.functions.call import Call


def operation(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Evaluate an operation on one or two operands."""
    operator: str = parts[0].value
    if operator in ("&&", "||"):
        return scalar(_logical(scope, operator == "||", parts[1], parts[2], node), node), scope
    if operator == "!":
        return scalar(not scope.call("!", node).flag(parts[1]), node), scope
    if operator in ("==", "!="):
        return scalar(equal(scope, parts[1], parts[2], node) == (operator == "=="), node), scope
    return scalar(_arithmetic(scope, operator, parts[1:], node), node), scope


def _logical(scope: ModuleScope, decisive: bool, left: Node, right: Node, node: Node) -> bool:  # noqa: FBT001 - what decides
    """Give the decisive value where one side has it; raises `NotKnown` where an unknown side could."""
    call = scope.call("||" if decisive else "&&", node)
    doubt: NotKnown | None = None
    for side in (left, right):
        try:
            if call.flag(side) is decisive:
                _check_truth(call, right)
                return decisive
        except Invalid:
            raise
        except NotKnown as unknown:
            doubt = doubt or unknown
    if doubt is not None:
        raise doubt
    return not decisive


def _check_truth(call: Call, side: Node) -> None:
    """Raise `Invalid` for a literal that is neither true nor false, however the other side decides."""
    if side.kind != CALL and side.value is not None:
        call.flag(side)


def equal(scope: ModuleScope, left: Node, right: Node, node: Node) -> bool:
    """Say whether two values are equal; raises `NotKnown` where that cannot be decided."""
    for side, other in ((left, right), (right, left)):
        if other.kind == SCALAR and other.value is None:
            return is_null(scope, side)
        if isinstance(other.value, bool | int | float) and _excludes(scope, side, other):
            return False
    return same(scope.call("==", node), left, right)


def _excludes(scope: ModuleScope, node: Node, literal: Node) -> bool:
    """Say whether a variable is surely not a number or bool, because the world has chosen any other value."""
    value = reduced(node, scope)[0].value
    if not isinstance(value, Text) or len(value.parts) > 1 or not value.holes:
        return False
    return shown(literal.value) in value.holes[0].excluded


def is_null(scope: ModuleScope, node: Node) -> bool:
    """Say whether a value is null; a text of a variable that nothing gives may be."""
    found, _ = reduced(node, scope, whole=False)
    value: Any = found.value
    if found.kind == CALL or value is None:
        return value is None
    if isinstance(value, Unresolved):
        value.refuse()
    if isinstance(value, Text) and len(value.parts) == 1 and not isinstance(value.parts[0], str | Reference):
        if "null" in value.parts[0].excluded:
            return False
        value.refuse()
    if found.open and found.open.startswith("variable "):
        raise NotKnown(found.open, found.location)
    return False


def _arithmetic(scope: ModuleScope, operator: str, operands: list[Node], node: Node) -> bool | int | float:
    call = scope.call(operator, node)
    left, *more = (exact(call.number(operand)) for operand in operands)
    if not more:
        return settled(-left)
    right = more[0]
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
    return _reckoned(operator, left, right, node)


def _reckoned(operator: str, left: Decimal, right: Decimal, node: Node) -> int | float:
    with localcontext(prec=60, Emax=1000, Emin=-1000):
        try:
            match operator:
                case "+":
                    return settled(left + right)
                case "-":
                    return settled(left - right)
                case "*":
                    return settled(left * right)
                case "/":
                    return settled(left / right)
                case _:
                    return settled(left % right)
        except (DivisionByZero, InvalidOperation, Overflow) as error:
            raise Invalid(f"{left} {operator} {right} is no number", node.location) from error
