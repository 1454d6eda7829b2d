"""Where Terraform's resources have what the canonical ones have: the mapping data, read backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buttress.evidence.fix import Step
from buttress.records import dataclass
from buttress.sources.terraform.mapping.catalogue import catalogue
from buttress.sources.terraform.mapping.shape import LISTED, Branch, Leaf, Listed, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.fix import Literal, Setting


@dataclass(frozen=True, slots=True)
class Way:
    """Says which path of which type of Terraform's gives a property a value.

    `by` is the attribute that refers to the resource where the type adds to it, empty where it is the resource's own.
    """

    terraform_type: str
    steps: tuple[Step, ...]
    value: Literal
    by: str = ""
    only: tuple[tuple[tuple[Step, ...], Literal], ...] = ()
    """What has to stand beside it, as paths and values: without them it does not count."""

    @property
    def settings(self) -> tuple[tuple[tuple[Step, ...], Literal], ...]:
        """Give all paths and values to set."""
        return (*self.only, (self.steps, self.value))


def ways(terraform_type: str, canonical: str, setting: Setting) -> Iterator[Way]:
    """Give the ways to set a property of a resource of a type, its own before those of other types."""
    entry = catalogue().entry(terraform_type)
    for kind in entry.kinds if entry is not None else ():
        if kind.type == canonical:
            for steps, value, only in _found(kind.body if setting.beside else kind.properties, setting):
                yield Way(terraform_type, steps, value, "", only)
    if not setting.beside:
        yield from _adding(terraform_type, setting)


def _adding(terraform_type: str, setting: Setting) -> Iterator[Way]:
    """Give the ways by types that add to another."""
    known = catalogue()
    service = known.services.get(terraform_type)
    for other in sorted(name for name, of in known.services.items() if of == service):
        entry = known.entry(other)
        for fold in entry.folds if entry is not None else ():
            if terraform_type in fold.into and not fold.append and not fold.same and len(fold.by[0]) == 1:
                for steps, value, only in _found(fold.properties, setting):
                    yield Way(other, steps, value, fold.by[0][0], only)


def _found(
    branch: Branch, setting: Setting
) -> Iterator[tuple[tuple[Step, ...], Literal, tuple[tuple[tuple[Step, ...], Literal], ...]]]:
    """Give the paths and values in Terraform's words that make a canonical value."""
    here: Any = branch
    for step in setting.steps:
        here = here.members.get(step.name) if isinstance(here, Branch) and not step.each else None
        if step.key:
            groups = here.groups if isinstance(here, Listed) else ()
            here = next((one.element for one in groups if one.key == (step.key, step.value)), None)
    if isinstance(here, Listed) and isinstance(setting.value, tuple):
        here = next((one.element for one in here.groups if not one.source and isinstance(one.element, Leaf)), None)
    for rule in here.rules if isinstance(here, Leaf) else ():
        value = _backwards(rule, setting.value)
        if value is not None and not any(step.endswith(LISTED) for step in rule.source[:-1]):
            source = tuple(Step(step.removesuffix(LISTED)) for step in rule.source)
            needed = ((name, values[0]) for name, values, default in rule.only if default not in values)
            yield source, value, tuple(((*source[:-1], Step(name)), of) for name, of in needed)


def _backwards(rule: Rule, value: Literal) -> Literal | None:
    """Give the value of Terraform's that becomes a canonical one, None where none is known."""
    how = rule.how
    if "as" in how or "text" in how:
        words: dict[Literal, Literal] = {"true": True, "false": False}
        return words.get(value, value) if how.get("as") in ("text", "to_text") else None
    table = how.get("map")
    if table is None:
        return value if value not in how.get("absent", ()) else None
    same = (key for key, to in table.items() if to == value and isinstance(to, bool) == isinstance(value, bool))
    found = next(same, None)
    if found is None:
        return value if how.get("else") == "same" else None
    return {"true": True, "false": False}.get(found, found) if isinstance(found, str) else found
