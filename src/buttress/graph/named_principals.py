"""Whether a resource policy, read alone, names those whom it lets in.

Source: "AWS global condition context keys" of the IAM User Guide. What needs several policies together, or the exact
meaning of a condition, stays not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.permissions import is_open
from buttress.graph.resource_policies import is_everybody
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, every, some

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.graph.policies import Statement
    from buttress.graph.view import View

NAMING: Final = frozenset(
    {
        "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
        "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "kms:calleraccount",
    }
)  # fmt: skip
"""Condition keys that name an account, an organization or a resource, in lower case."""

NARROWING: Final = ("arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike")
"""Operators that hold only where the key is there and has one of the values; `…IfExists` lets others in too."""

TRANSPORT: Final = "aws:securetransport"


def allowing(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the statements that let somebody in."""
    return those(statements, lambda statement: statement.allows)


def open_statements(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Give the statements that let everybody in without a condition.

    Raises `NotKnown` where there is one, and a denial with a condition could take it back.
    """
    found = those(allowing(statements), lambda statement: statement.condition is None and _lets_everybody_in(statement))
    if found and some(statements, lambda statement: not statement.allows and _narrows(statement)):
        raise NotKnown("a denial beside it may turn most of them away", found[0].location)
    return found


def name_principals(statements: tuple[Statement, ...]) -> bool:
    """Say that each statement names whom it lets in; raises `NotKnown` where one may let in others."""
    return every(allowing(statements), _names)


def _names(statement: Statement) -> bool:
    if some(_tests(statement), _names_source):
        return True
    kinds = ("AWS", "CanonicalUser", "Federated")
    if some(statement.principals, bool) and every(
        statement.principals, lambda who: who.kind in kinds and not is_everybody(who)
    ):
        return True
    raise NotKnown("whom it lets in is not told by an account, an organization or a source", statement.location)


def _lets_everybody_in(statement: Statement) -> bool:
    return some(statement.principals, lambda who: who.kind in ("*", "AWS") and is_everybody(who))


def _narrows(statement: Statement) -> bool:
    return some(_tests(statement), lambda test: test[1] != TRANSPORT)


def _names_source(test: tuple[str, str, View]) -> bool:
    """Say whether a test of a condition holds for an account, an organization or a source alone."""
    operator, key, wanted = test
    narrows = operator.removeprefix("foranyvalue:") in NARROWING and key in NAMING
    return narrows and every(wanted.each(), lambda item: not is_open(item.get()))


def _tests(statement: Statement) -> Iterator[tuple[str, str, View]]:
    """Give operator and key, in lower case, and what is wanted, of each test of a statement's condition."""
    if statement.condition is not None:
        for operator, tests in statement.condition.members():
            for key, wanted in tests.members():
                yield operator.lower(), key.lower(), wanted


__all__ = ["allowing", "name_principals", "open_statements"]
