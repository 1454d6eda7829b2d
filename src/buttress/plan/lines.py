"""The lines of the plan: the least set of items, in the order in which they are worth doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.lenses.guide import Effort
from buttress.plan.causes import causes_of, gaps_against
from buttress.plan.covering import least

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.answers.standing import QuestionStanding, Standing
    from buttress.evidence.check import Risk
    from buttress.lenses import Practice
    from buttress.lenses.guide import PracticeGuide, Size
    from buttress.plan.causes import Cause

FIRST: Final = 5
"""How many lines come first: what a team can take on at once."""
WEIGHT: Final[Mapping[Risk, int]] = {"high": 9, "medium": 3, "low": 1}
"""What closing a practice is worth, by its risk."""
COST: Final[Mapping[Size, int]] = {"S": 1, "M": 3, "L": 9}
"""What an item costs, relative to days: days, weeks, months."""
EFFECT: Final[Mapping[str, int]] = {
    "security": 3,
    "reliability": 3,
    "operationalExcellence": 2,
    "performance": 2,
    "costOptimization": 1,
    "sustainability": 1,
}
"""What a customer feels: data or orders lost, then waiting longer, then what only you pay for. By the pillar's id."""
RANK: Final[Mapping[Risk, int]] = {"high": 0, "medium": 1, "low": 2}
PLACES: Final[tuple[tuple[int, Size], ...]] = ((10, "S"), (100, "M"))
"""Up to how many places a change of configuration is a matter of days, and of weeks."""


@dataclass(frozen=True, slots=True)
class Line:
    """Names one thing to do.

    `findings` are the gaps that it closes, none where people said that a practice is absent; `judged` counts the
    resources that the check judged either way. `practices` are those that it helps, `closes` those that are in place
    once this line and the ones before it are done, `together` the ids of later lines that the others still need.
    `gain` is what it is worth for its cost.
    """

    id: str
    title: str
    severity: Risk
    effort: Size
    because: str
    findings: tuple[Finding, ...]
    judged: int
    practices: tuple[Practice, ...]
    closes: tuple[str, ...]
    together: tuple[str, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Holds the lines in their order, and what they rest on.

    `spared` are ids of items that are not needed, because another one is enough; `apart` those that were left out.
    `practices` counts the practices at risk for a known reason.
    """

    lines: tuple[Line, ...]
    spared: tuple[str, ...]
    apart: tuple[str, ...]
    practices: int

    @property
    def first(self) -> tuple[Line, ...]:
        """Give the lines to begin with."""
        return self.lines[:FIRST]


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    title: str
    severity: Risk
    effort: Effort
    findings: tuple[Finding, ...]
    judged: int
    sure: bool


def plan_of(
    questions: Sequence[QuestionStanding],
    snapshot: Snapshot | None,
    guides: Mapping[str, PracticeGuide],
    apart: AbstractSet[str] = frozenset(),
) -> Plan:
    """Plan what to do about the practices that are at risk for a reason that is known.

    First the least set of items that puts all of them in place, then its order: by severity, then by what an item is
    worth for its cost, counting what each practice still needs beside it, its customers (`EFFECT`) and how much of the
    workload is concerned; what rests on a heuristic comes last within its severity. `apart` are ids of items that are
    left out: a risk that somebody accepted, a gap that somebody said is closed.
    """
    standings = [standing for question in questions for standing in question.standings]
    pillars = {s.practice.code: question.question.pillar for question in questions for s in question.standings}
    causes = causes_of(standings, snapshot, guides)
    items = _items(standings, causes, snapshot, guides)
    chosen = least((cause.items for cause in causes), {name: COST[item.effort.size] for name, item in items.items()})
    spared = tuple(sorted(items.keys() - chosen))
    wanted = tuple(cause for cause in causes if cause.items.isdisjoint(apart))
    lines = _ordered({name: items[name] for name in chosen - apart}, wanted, pillars)
    return Plan(lines, spared, tuple(sorted(chosen & apart)), len({cause.practice.code for cause in causes}))


def _items(
    standings: Iterable[Standing],
    causes: Iterable[Cause],
    snapshot: Snapshot | None,
    guides: Mapping[str, PracticeGuide],
) -> dict[str, _Item]:
    """Describe each item that a cause names."""
    gaps: dict[str, dict[object, Finding]] = {}
    practices = {standing.practice.code: standing.practice for standing in standings}
    for standing in standings:
        for finding in gaps_against(standing, snapshot):
            gaps.setdefault(finding.check, {})[finding.key] = finding
    names = sorted({name for cause in causes for name in cause.items})
    return {
        name: _configured(name, tuple(gaps[name].values()), snapshot)
        if name in gaps
        else _practised(practices[name], guides)
        for name in names
    }


def _configured(check: str, findings: tuple[Finding, ...], snapshot: Snapshot | None) -> _Item:
    """Describe the item that closes the gaps of a check."""
    judged = sum(f.check == check and f.state in {"gap", "met"} for f in snapshot.findings) if snapshot else 0
    ordered = tuple(sorted(findings, key=lambda f: (f.file, f.line, f.column, f.resource)))
    first = ordered[0]
    sure = any(finding.confidence != "low" for finding in ordered)
    return _Item(check, first.title, first.severity, configuration_effort(len(ordered)), ordered, judged, sure)


def configuration_effort(places: int) -> Effort:
    """Give the effort of changing configuration in some places: an assumption of ours, days for up to ten."""
    size: Size = next((size for most, size in PLACES if places <= most), "L")
    return Effort(size, f"a change of configuration in {places} place{'' if places == 1 else 's'}")


def _practised(practice: Practice, guides: Mapping[str, PracticeGuide]) -> _Item:
    """Describe the item that puts a practice in place which people said is absent."""
    guide = guides.get(practice.code)
    effort = guide.effort if guide is not None else configuration_effort(PLACES[0][0] + 1)
    return _Item(practice.code, practice.title, practice.risk, effort, (), 0, sure=True)


def _ordered(items: dict[str, _Item], causes: Sequence[Cause], pillars: Mapping[str, str]) -> tuple[Line, ...]:
    """Take the most worthwhile item again and again; what is taken counts as done for those after it."""
    left = dict(items)
    open_causes = [cause for cause in causes if not cause.items.isdisjoint(items)]
    lines: list[Line] = []
    while left:
        needs = _needs(open_causes, left)
        gains = {name: _gain(item, open_causes, needs, pillars) for name, item in left.items()}
        name = min(left, key=lambda name: (RANK[left[name].severity], not left[name].sure, -gains[name], name))
        item = left.pop(name)
        helped = {cause.practice.code: cause.practice for cause in open_causes if name in cause.items}
        open_causes = [cause for cause in open_causes if name not in cause.items]
        lines.append(_line(item, helped, _needs(open_causes, left), gains[name]))
    return tuple(lines)


def _needs(causes: Iterable[Cause], left: Mapping[str, _Item]) -> dict[str, set[str]]:
    """Give the items that each practice still needs."""
    needs: dict[str, set[str]] = {}
    for cause in causes:
        needs.setdefault(cause.practice.code, set()).update(cause.items & left.keys())
    return needs


def _gain(item: _Item, causes: Iterable[Cause], needs: Mapping[str, set[str]], pillars: Mapping[str, str]) -> float:
    """Weigh an item: a share of each practice that it helps, for its cost."""
    helped = {cause.practice.code: cause.practice for cause in causes if item.id in cause.items}
    worth = sum(
        WEIGHT[practice.risk] * EFFECT.get(pillars[code], 1) / len(needs[code]) for code, practice in helped.items()
    )
    share = len(item.findings) / item.judged if item.judged else 1.0
    return worth * (1 + share) / 2 / COST[item.effort.size]


def _line(item: _Item, helped: Mapping[str, Practice], needs: Mapping[str, set[str]], gain: float) -> Line:
    return Line(
        id=item.id,
        title=item.title,
        severity=item.severity,
        effort=item.effort.size,
        because=item.effort.because,
        findings=item.findings,
        judged=item.judged,
        practices=tuple(helped[code] for code in sorted(helped)),
        closes=tuple(sorted(code for code in helped if code not in needs)),
        together=tuple(sorted({name for code in helped for name in needs.get(code, ())})),
        gain=gain,
    )
