"""Our rule for a question's risk, written in the rule grammar of custom lenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.lenses.rules.condition import All, Choice, Condition, Some
from buttress.lenses.rules.evaluation import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from buttress.lenses.lens import Risk


def rules_for(choices: Iterable[tuple[str, Risk]]) -> tuple[Rule, ...]:
    """Give the rules of a question from the ids of its choices and the risk of each if absent.

    They say what `buttress.answers.risk.risk_of` says, for every selection and every mark of not applicable but one:
    where no choice applies, ours is NOT_APPLICABLE and the service's answer NONE. Raises ValueError without choices.
    """
    known = tuple(choices)
    if not known:
        raise ValueError("A question without choices has no rules; give it at least one.")
    high = [name for name, risk in known if risk == "high"]
    medium = [name for name, risk in known if risk == "medium"]
    low = [name for name, risk in known if risk == "low"]
    needed, every = [*high, *medium], [name for name, _ in known]
    # Where all that is needed does not apply, a choice of low risk has to be there: `||` sees none that do not apply.
    some = _joined(Some, every)
    well = some if not needed else All((*map(Choice, needed), some)) if low else _joined(All, needed)
    rules = [Rule(well, "NONE")]
    if high and (medium or low):
        rules.append(Rule(_joined(All, high), "MEDIUM"))
    rules.append(Rule(None, "HIGH" if high else "MEDIUM"))
    return tuple(rules)


def _joined(kind: type[All | Some], names: Sequence[str]) -> Condition:
    return Choice(names[0]) if len(names) == 1 else kind(tuple(map(Choice, names)))
