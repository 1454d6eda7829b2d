"""How a check is declared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.evidence.fix import Fix
    from buttress.evidence.verdict import Verdict

Bearing = Literal["both", "supports", "refutes"]
Scope = Literal["resource", "workload", "account", "organization"]
Risk = Literal["high", "medium", "low"]

WORKLOAD: Final = "workload"
"""What a check is `on` when it is a function of the graph alone."""


@dataclass(frozen=True, slots=True)
class Link:
    """Says what a check's verdict may do to a practice.

    `practice` is a code of the Framework (`SEC03-BP02`) or a qualified choice id of another lens
    (`serverless:sec_sec_q2_a3`).
    """

    practice: str
    bearing: Bearing

    @property
    def lens(self) -> str:
        """Give the lens that the practice belongs to."""
        return self.practice.split(":", 1)[0] if ":" in self.practice else "wellarchitected"


def both(practice: str) -> Link:
    """Let a met support the practice and a gap contradict it."""
    return Link(practice, "both")


def supports(practice: str) -> Link:
    """Let a met support the practice; a gap says nothing about it."""
    return Link(practice, "supports")


def refutes(practice: str) -> Link:
    """Let a gap contradict the practice; a met says nothing about it."""
    return Link(practice, "refutes")


@dataclass(frozen=True, slots=True)
class Lowered:
    """Lowers a check's severity below the risk of its practices, with the reason."""

    to: Risk
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """Describes a check: its id comes from its place, its title from the first line of its docstring."""

    id: str
    title: str
    on: tuple[str, ...]
    bears_on: tuple[Link, ...]
    absence: Scope
    severity: Lowered | None
    function: Callable[..., Verdict]
    source: Path
    fixes: tuple[Fix, ...] = ()
    """What closes its gap by itself, the first that suits a resource's type before others; none where people decide."""

    def fix_for(self, resource_type: str) -> Fix | None:
        """Give what closes its gap on a resource of a type by itself, None where people decide."""
        return next((fix for fix in self.fixes if fix.suits(resource_type)), None)

    @property
    def page(self) -> Path:
        """Give the Markdown page beside the check."""
        return self.source.with_suffix(".md")

    @property
    def of_workload(self) -> bool:
        """Say whether it judges the workload as a whole."""
        return self.on == (WORKLOAD,)


def check(
    *,
    on: str | tuple[str, ...],
    bears_on: tuple[Link, ...],
    absence: Scope = "resource",
    severity: tuple[Risk, str] | None = None,
    fix: Fix | tuple[Fix, ...] = (),
) -> Callable[[Callable[..., Verdict]], Check]:
    """Declare a check: a function of a resource and the graph (of the graph alone for `on="workload"`).

    `absence` is the scope that a `missing` verdict speaks of. `severity` lowers what the practices' risk would give,
    with its reason. `fix` closes the gap, where a literal setting does; of several the first that suits the type.
    """

    def declare(function: Callable[..., Verdict]) -> Check:
        *_, service, practice = function.__module__.split(".")
        lines = (function.__doc__ or "").strip().splitlines()
        code: Any = function.__code__
        return Check(
            id=f"{service}-{practice}".replace("_", "-"),
            title=lines[0] if lines else "",
            on=(on,) if isinstance(on, str) else on,
            bears_on=bears_on,
            absence=absence,
            severity=Lowered(*severity) if severity is not None else None,
            function=function,
            source=Path(code.co_filename),
            fixes=fix if isinstance(fix, tuple) else (fix,),
        )

    return declare
