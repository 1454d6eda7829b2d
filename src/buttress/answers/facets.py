"""Judges one facet of a practice: whether the resources that it is about do well."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from buttress.lenses.lens import WORKLOAD
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.scope import Scope
    from buttress.evidence.record import Evidence
    from buttress.evidence.verdict import State
    from buttress.lenses import Facet

FacetState = Literal["met", "gap", "open", "nothing"]

NONE: Final[Mapping[str, tuple[Evidence, ...]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Judged:
    """Tells what became of a facet.

    `nothing` means that every verdict was not applicable. `verdicts` holds
    the evidence of each resource; `reasons` say why it is open.
    """

    facet: Facet
    state: FacetState
    verdicts: Mapping[str, tuple[Evidence, ...]]
    reasons: tuple[str, ...] = ()

    @property
    def well(self) -> int:
        """Give how many of the resources that are judged do well."""
        return sum("gap" not in states for states in self._decided)

    @property
    def judged(self) -> int:
        """Give on how many resources there is a met or a gap."""
        return len(self._decided)

    @property
    def _decided(self) -> list[set[State]]:
        found = [{found.state for found in group} for group in self.verdicts.values()]
        return [states for states in found if "gap" in states or "met" in states]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Give the evidence of all resources."""
        return tuple(found for verdicts in self.verdicts.values() for found in verdicts)


def judge(facet: Facet, scope: Scope) -> Judged:
    """Judge a facet of which something is here, by the evidence of its checks on every resource of its types.

    A gap decides it, but not under `any`, where a met decides it and a gap counts only when nothing is left that could
    be met. A verdict that is unknown or missing leaves it open otherwise.
    """
    here = [name for name in facet.types if name in scope.present]
    if not facet.checks:
        return Judged(facet, "open", NONE, tuple(map(_unchecked, here)))
    said = [scope.verdicts(check) for check in facet.checks]
    verdicts = {
        resource: tuple([each[resource] for each in said if resource in each])
        for name in here
        for resource in _subjects(name, scope)
    }
    states = [found.state for group in verdicts.values() for found in group]
    unknown = (_unknown(states.count("unknown")),) if "unknown" in states else ()
    complete = len(states) == len(verdicts) * len(said)
    reasons = unknown if complete else (*_lacking(facet, verdicts), *unknown)
    return Judged(facet, _state(facet, states, reasons), verdicts, reasons)


def _state(facet: Facet, states: Sequence[State], reasons: tuple[str, ...]) -> FacetState:
    if facet.quantifier == "any":
        order: tuple[FacetState, ...] = ("met", "open", "gap")
    else:
        order = ("gap", "open", "met")
    there = {"met": "met" in states, "gap": "gap" in states, "open": bool(reasons)}
    return next((state for state in order if there[state]), "nothing")


def _subjects(name: str, scope: Scope) -> tuple[str, ...]:
    return (WORKLOAD,) if name == WORKLOAD else scope.resources(name)


def _unchecked(name: str) -> str:
    return f"no check for {'the workload' if name == WORKLOAD else name}"


def _lacking(facet: Facet, verdicts: Mapping[str, tuple[Evidence, ...]]) -> Iterator[str]:
    """Say which checks were not run on some resource that they should decide."""
    run = Counter([found.check.id for group in verdicts.values() for found in group])
    for check in facet.checks:
        missed = len(verdicts) - run[check]
        if missed:
            yield f"{check} was not run on {_resources(missed)}"


def _resources(number: int) -> str:
    return "1 resource" if number == 1 else f"{number} resources"


def _unknown(number: int) -> str:
    return "1 verdict is unknown" if number == 1 else f"{number} verdicts are unknown"
