"""Judges whether passwords may be short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes, sets

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

LENGTH: Final = "Policies.PasswordPolicy.MinimumLength"
LEAST: Final = 8
"""Characters that NIST SP 800-63B asks for at least, and that Cognito asks for until somebody changes it."""


@check(
    on="AWS::Cognito::UserPool",
    bears_on=(refutes("SEC02-BP01"),),
    fix=sets({"Policies.PasswordPolicy.MinimumLength": 12}),
)
def password(pool: Resource, _graph: Graph) -> Verdict:
    """Passwords are long enough."""
    if not pool.present(LENGTH):
        return not_applicable("nobody changed how long Cognito wants passwords")
    length = pool.number(LENGTH)
    if length < LEAST:
        return gap(f"a password may have {length:g} characters", pool.at(LENGTH))
    return met(f"a password has at least {length:g} characters", pool.at(LENGTH))
