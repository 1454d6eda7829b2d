"""Finds the resources that another block adds to.

The target is found through the reference that names it, or by the same literal name, over all worlds. Where it is not
known which resource is meant, every one that could be has a doubt.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.unread import Unread
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.building import holds, walked
from buttress.sources.terraform.mapping.later import members_of, reduced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.entry import Fold
    from buttress.sources.terraform.mapping.later import Placed
    from buttress.sources.terraform.mapping.made import Made

Named = Reference | Text | str | Unresolved
"""What names the target of a fold."""
LOOKED_UP: Final = "data."
"""How the name of a hole begins that a data source fills: it looks up what is declared elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Holds one fold of one instance."""

    fold: Fold
    made: Made

    def named(self) -> list[Named]:
        """Give what names the targets in the current world; nothing where the block is not made."""
        if not self.counts:
            return []
        instance = self.made.instance
        for path in self.fold.by:
            found = walked(instance.attributes, instance.scope, path)
            if found is not None:
                return [_named(member) for member in members_of(*found)]
        return []

    @property
    def counts(self) -> bool:
        """Say whether the block is made, and is of the kind that this fold is for, in the current world."""
        instance = self.made.instance
        return self.made.exists and holds(self.fold.only, (), instance.attributes, instance.scope)

    def adds_to(self, target: Made) -> bool | Unresolved:
        """Say whether the block adds to a resource in the current world."""
        doubt: Unresolved | None = None
        for named in self.named():
            try:
                if self._means(named, target):
                    return True
            except NotKnown as unknown:
                doubt = doubt or Unresolved(unknown.reason, unknown.location or self.made.instance.location)
        return doubt if doubt is not None else False

    @property
    def names(self) -> str:
        """Give the attribute of the target that a literal name is compared with, empty for what `Ref` gives."""
        return self.fold.by[-1][-1] if self.fold.same else ""

    def _means(self, named: Named, target: Made) -> bool:
        """Say whether a reference or name means a resource; raises `NotKnown` where only deployment tells."""
        if isinstance(named, Unresolved):
            named.refuse()
        if isinstance(named, Reference):
            return any(named.resource is one for one in target.resources)
        if _is_looked_up(named):
            return False
        name = target.name(self.names)
        return name is not None and bool(name == named) and all(self._agrees(one, target) for one in self.fold.same)

    def _agrees(self, attribute: str, target: Made) -> bool:
        """Say whether the block and the target are about the same further thing."""
        mine, other = self.made.instance, target.instance
        here = walked(mine.attributes, mine.scope, (attribute,))
        there = walked(other.attributes, other.scope, (attribute,))
        if here is None or there is None:
            return here is there
        return bool(here[0].value == there[0].value)


def _named(member: Placed | Unresolved) -> Named:
    if isinstance(member, Unresolved):
        return member
    found = reduced(*member)
    value = found[0].value if found is not None else None
    if isinstance(value, str | Text | Reference | Unresolved):
        return value
    return Unresolved("what it names is no name", member[0].location)


def _is_looked_up(named: Named) -> bool:
    return isinstance(named, Text) and any(
        isinstance(part, Hole) and part.name.startswith(LOOKED_UP) for part in named.parts
    )


@dataclass(slots=True)
class Folds:
    """Holds which folds add, in some world, to which resource of a root.

    `targets` are the instances by Terraform's type, `holders` the instances by the id of their resources.
    """

    worlds: Worlds
    targets: Mapping[str, Sequence[Made]]
    holders: Mapping[str, Made]
    unread: list[Unread] = field(default_factory=list)
    homeless: list[Folded] = field(default_factory=list)
    """The folds that add to nothing that is declared here."""
    _sure: dict[int, list[Folded]] = field(default_factory=lambda: defaultdict(list))
    _doubts: dict[str, list[Folded]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[tuple[str, str], tuple[dict[str, list[Made]], list[Made]]] = field(default_factory=dict)
    """By Terraform's type and the attribute that names: the instances by name, and those whose name is not known."""

    def add(self, folded: Folded) -> None:
        """Find the targets of a fold over all worlds."""
        found: dict[int, Made] = {}
        doubtful = False
        for named in self._named_in_any_world(folded):
            targets = self._targets(named, folded)
            doubtful = doubtful or targets is None
            found.update((id(target), target) for target in targets or ())
        for target in found:
            self._sure[target].append(folded)
        if not found and not doubtful and self._counts_in_any_world(folded):
            self.homeless.append(folded)
        if doubtful:
            for one in folded.fold.into:
                self._doubts[one].append(folded)

    def _counts_in_any_world(self, folded: Folded) -> bool:
        return not folded.fold.only or any(one.result for one in explore(self.worlds, lambda: folded.counts))

    def sure(self, target: Made) -> list[Folded]:
        """Give the folds that add to a resource in some world."""
        return self._sure.get(id(target), [])

    def doubts(self, terraform_type: str) -> list[Folded]:
        """Give the folds that may add to any resource of a type."""
        return self._doubts.get(terraform_type, [])

    def _named_in_any_world(self, folded: Folded) -> Iterator[Named]:
        try:
            outcomes = explore(self.worlds, folded.named)
        except NotKnown as unknown:
            yield Unresolved(unknown.reason)
            return
        for outcome in outcomes:
            yield from outcome.result

    def _targets(self, named: Named, folded: Folded) -> list[Made] | None:
        """Give the instances that a name may mean, None where it may be any."""
        into = folded.fold.into
        if isinstance(named, Reference):
            holder = self.holders.get(named.resource.id)
            found = [holder] if holder is not None and holder.instance.type in into else []
        elif _is_looked_up(named):
            found = []
        elif isinstance(named, str):
            found = [one for name in into for one in self._called(name, named, folded.names)]
        else:
            return None
        if not found:
            self._miss(named, folded)
        return found

    def _miss(self, named: object, folded: Folded) -> None:
        instance = folded.made.instance
        what = f"{instance.address}, which adds to {named}, which is not declared here"
        self.unread.append(Unread("resource", what, instance.location))

    def _called(self, terraform_type: str, name: str, attribute: str) -> list[Made]:
        key = terraform_type, attribute
        if key not in self._names:
            self._names[key] = self._indexed(self.targets.get(terraform_type, ()), attribute)
        by_name, unsure = self._names[key]
        return by_name.get(name, []) + unsure

    def _indexed(self, targets: Iterable[Made], attribute: str) -> tuple[dict[str, list[Made]], list[Made]]:
        by_name: dict[str, list[Made]] = defaultdict(list)
        unsure: list[Made] = []
        for target in targets:
            names = target.names(self.worlds, attribute)
            if names is None:
                unsure.append(target)
            for name in names or ():
                by_name[name].append(target)
        return by_name, unsure
