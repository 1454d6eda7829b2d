"""Whether a policy of a resource refuses requests that are not encrypted on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.graph.policies import Statement

_SECURE: Final = ("Condition", "Bool", "aws:SecureTransport")


def refuses_plain_requests(statement: Statement, service: str) -> bool:
    """Say whether a statement denies everybody every action of a service while `aws:SecureTransport` is false.

    Source: "AWS global condition context keys", IAM User Guide. Raises `NotKnown` where what is not told could decide it.
    """
    if not statement.effect == "Deny" or not statement.body.present(_SECURE):
        return False
    if not some(statement.principals, lambda principal: principal.value == "*"):
        return False
    everything = ("*", f"{service}:*", f"{service.upper()}:*")
    return some(statement.actions, lambda action: some(everything, lambda name: action == name)) and not (
        statement.body.flag(_SECURE)
    )


__all__ = ["refuses_plain_requests"]
