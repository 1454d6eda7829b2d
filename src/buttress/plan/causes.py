"""Why practices are at risk: what would have to be put right, side by side, for each of them to be in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.answers.standing import AGAINST

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from buttress.answers.snapshot import Finding, Snapshot
    from buttress.answers.standing import Standing
    from buttress.lenses import Facet, Practice
    from buttress.lenses.guide import PracticeGuide


@dataclass(frozen=True, slots=True)
class Cause:
    """Says what would put one side of a practice right: one of these items is enough.

    An item's id is a check whose gaps it closes, or the code of a practice that people said is absent.
    """

    practice: Practice
    items: frozenset[str]


def causes_of(
    standings: Iterable[Standing], snapshot: Snapshot | None, guides: Mapping[str, PracticeGuide]
) -> tuple[Cause, ...]:
    """Give what would have to be put right for the practices that are at risk for a reason that is known.

    A practice is in place when each of its causes is put right. Evidence that contradicts it gives a cause for each
    check; only where a facet asks for *any* is one of its checks enough. A "no" of people gives a cause of its own,
    except for class A with gaps, where closing them is what is asked. A practice that needs another which people said
    is absent has its causes too. What is merely open has none: it is talked about first.
    """
    known = {standing.practice.code: standing for standing in standings}
    return tuple(
        Cause(standing.practice, items)
        for standing in known.values()
        for items in dict.fromkeys(_wanted(standing, known, snapshot, guides, frozenset()))
    )


def gaps_against(standing: Standing, snapshot: Snapshot | None) -> tuple[Finding, ...]:
    """Give the gaps that speak against a practice, unless somebody answered that it is in place or does not apply.

    What is suppressed at present is not among them: somebody accepts it, or says that it is none.
    """
    settled = standing.answer is not None and standing.answer.decision != "absent" and not standing.stale
    if snapshot is None or standing.said is None or standing.state not in AGAINST or settled:
        return ()
    found = (snapshot.by_key.get(key) for key in standing.said.deciding)
    return tuple(gap for gap in found if gap is not None and gap.state == "gap" and not gap.suppressed)


def item_of(code: str, known: Container[str], guides: Mapping[str, PracticeGuide]) -> str:
    """Give the id of the item that puts a practice in place: one for all practices that one answer serves, named after
    the Framework's where that is among the known ones.
    """
    twins = [other for other, guide in guides.items() if code in guide.same_as]
    there = guides[code].same_as if code in guides else ()
    together = [other for other in (code, *there, *twins) if other in known]
    return min(together, key=lambda other: (":" in other, other))


def _wanted(
    standing: Standing,
    known: Mapping[str, Standing],
    snapshot: Snapshot | None,
    guides: Mapping[str, PracticeGuide],
    asked: frozenset[str],
) -> Iterator[frozenset[str]]:
    """Give the sets of items of which one each is enough, those of the practices that it needs after its own."""
    code = standing.practice.code
    gaps = gaps_against(standing, snapshot)
    own = tuple(_by_facet(standing.practice, gaps))
    absent = standing.answer is not None and standing.answer.decision == "absent" and not standing.stale
    yield from own
    if absent and not (gaps and standing.practice.practice_class == "A"):
        yield frozenset({item_of(code, known, guides)})
    elif not own:
        return
    for other in guides[code].needs if code in guides else ():
        if other in known and other not in asked:
            yield from _wanted(known[other], known, snapshot, guides, asked | {code})


def _by_facet(practice: Practice, gaps: Sequence[Finding]) -> Iterator[frozenset[str]]:
    """Give each check with a gap alone, but those of a facet of which any is enough together."""
    together = [] if practice.concerns is None else [f for f in practice.concerns.facets if f.quantifier == "any"]
    grouped = [frozenset(gap.check for gap in gaps if _inside(gap, facet)) for facet in together]
    yield from filter(None, grouped)
    alone = [gap.check for gap in gaps if not any(_inside(gap, facet) for facet in together)]
    yield from (frozenset({check}) for check in dict.fromkeys(alone))


def _inside(finding: Finding, facet: Facet) -> bool:
    return finding.check in facet.checks and finding.type in facet.types
