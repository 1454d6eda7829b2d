"""Makes canonical resources of the instances of one root, and answers references between them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, Node, mapping, scalar, sequence
from buttress.graph.plain_json import placed
from buttress.graph.unread import Unread
from buttress.graph.values import ABSENT, Hole, Reference, Text, Unresolved
from buttress.sources.terraform.mapping.additions import Additions
from buttress.sources.terraform.mapping.awscc import names_of
from buttress.sources.terraform.mapping.catalogue import Catalogue, catalogue
from buttress.sources.terraform.mapping.conversions import around
from buttress.sources.terraform.mapping.folding import Folded, Folds
from buttress.sources.terraform.mapping.later import NOTHING, reduced
from buttress.sources.terraform.mapping.made import Made
from buttress.sources.terraform.mapping.making import Maker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from buttress.sources.terraform.mapping.later import Step

UNMAPPED_EXPORTS: Final[Mapping[str, Any]] = {"id": "Ref", "arn": "Arn"}
SECRET: Final = frozenset(
    {
        "random_password.bcrypt_hash",
        "random_password.result",
        "tls_private_key.private_key_openssh",
        "tls_private_key.private_key_pem",
        "tls_private_key.private_key_pem_pkcs8",
    }
)
"""What utilities make up and their documentation calls sensitive."""
PROPERTY: Final = "property:"
HOOKS: Final = ("null_resource", "terraform_data")
"""Types that do nothing by themselves; their provisioners may do anything. Source: their documentation."""
_NAMED: Final = re.compile(r"\$\{([^}]+)\}")


@dataclass(slots=True, eq=False)
class RootRegister:
    """Holds the instances of one root: addresses are unique only there, so each root has a register of its own.

    It is the `Register` and the `Attributes` of `buttress.sources.terraform.instance`.
    """

    worlds: Worlds
    known: Catalogue = field(default_factory=catalogue)
    unread: list[Unread] = field(default_factory=list)
    """What is part of the root and could not be mapped, once `resources` has been asked for."""
    unmapped: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By Terraform's type: the attributes that are written and that the mapping does not read."""
    _made: dict[str, Made] = field(default_factory=dict)
    _making: set[str] = field(default_factory=set)

    @property
    def attributes(self) -> RootRegister:
        """Give the answers to references between instances."""
        return self

    def add(self, root: str, instance: Instance) -> None:
        """Take an instance of the root."""
        self._made[instance.address] = Made(root, instance, self.known.entry(instance.type))

    def resources(self) -> list[Resource]:
        """Make the canonical resources of all instances that were added."""
        for made in self._made.values():
            self._resources_of(made)
        self._fold()
        for made in self._made.values():
            self._note_what_is_not_mapped(made)
        return [resource for made in self._made.values() for resource in made.resources]

    def attribute(self, address: str, name: str, node: Node) -> Step:
        """Give what `TYPE.NAME.attribute` stands for; see `buttress.sources.terraform.instance.Attributes`."""
        made = self._made.get(address)
        if made is None:
            return _unknown(f"{address} is not declared here", node)
        exports = made.entry.exports if made.entry is not None else UNMAPPED_EXPORTS
        exported = exports.get(name)
        if exported is None:
            inner = {path.rpartition(".")[2]: exports[path] for path in exports if path.startswith(f"{name}.")}
            return self._block(made, name, inner, node) if inner else self._declared(made, name, node)
        if isinstance(exported, dict):
            return self._text(made, exported["text"], node)
        if exported.startswith("@"):
            return self._declared(made, exported[1:], node)
        return self._referred(made, exported, node)

    def _block(self, made: Made, name: str, inner: Mapping[str, str], node: Node) -> Step:
        """Give the blocks of a name with what the provider adds to each of them: references to the resource."""
        found = self._declared(made, name, node)
        found = None if found is None else reduced(*found)
        if found is None or found[0].kind != LIST:
            return found
        added = {key: self._referred(made, canonical, node) for key, canonical in inner.items()}
        members = {key: step[0] for key, step in added.items() if step is not None}
        blocks = [
            mapping({**members, **block.value}, block, block.open) if block.kind == MAP else block
            for block in found[0].value
        ]
        return sequence(blocks, found[0], found[0].open), found[1]

    def _text(self, made: Made, template: str, node: Node) -> Step:
        """Give a text around references to the resource and properties of it."""
        resources = self._resources_of(made)
        if not resources:
            return _unknown(f"{made.instance.address} is known only after deployment", node)
        values: dict[str, object] = {}
        for name in _NAMED.findall(template):
            if name.startswith(PROPERTY):
                value = resources[0].get(name.removeprefix(PROPERTY))
                values[name] = Unresolved(f"{name} is not declared", node.location) if value is ABSENT else value
            elif not name.startswith("AWS::"):
                values[name] = Reference(resources[0], name, node.location)
        return scalar(around(template, values), node), NOTHING

    def _referred(self, made: Made, canonical: str, node: Node) -> Step:
        resources = self._resources_of(made)
        if not resources:
            return _unknown(f"{made.instance.address} is known only after deployment", node)
        meant = resources[0]
        if made.entry is not None and made.entry.split and not meant.exists():
            meant = next((one for one in resources[1:] if one.exists()), meant)
        return scalar(Reference(meant, canonical, node.location), node), NOTHING

    def _declared(self, made: Made, name: str, node: Node) -> Step:
        instance, entry = made.instance, made.entry
        found = reduced(instance.attributes, instance.scope)
        if found is not None and found[0].kind == MAP:
            child = found[0].value.get(name)
            if child is not None:
                return None if child.kind != CALL and child.value is None else (child, found[1])
            if found[0].open:
                return _unknown(found[0].open, node)
        if entry is not None and name in entry.defaults:
            return placed(entry.defaults[name], node), NOTHING
        if entry is not None and not (entry.kinds or entry.folds or name in entry.arguments):
            kind = "hidden" if f"{instance.type}.{name}" in SECRET else "attribute"
            made_up = Hole(kind, f"{instance.address}.{name}")
            return scalar(Text((made_up,), node.location), node), NOTHING
        if entry is not None and (name in entry.arguments or not entry.kinds):
            return _unknown(f"{instance.address}.{name} is not declared, and the provider may choose it", node)
        generic = entry is not None and any(kind.generic for kind in entry.kinds)
        return self._referred(made, names_of(entry.kinds[0].type).canonical(name) if entry and generic else name, node)

    def _resources_of(self, made: Made) -> list[Resource]:
        address = made.instance.address
        if not made.resources and address not in self._making:
            self._making.add(address)
            try:
                made.resources = Maker(self.worlds).resources(made)
            finally:
                self._making.discard(address)
        return made.resources

    def _fold(self) -> None:
        """Add to resources what other blocks say of them."""
        targets: dict[str, list[Made]] = defaultdict(list)
        holders: dict[str, Made] = {}
        for made in self._made.values():
            targets[made.instance.type].append(made)
            holders.update((resource.id, made) for resource in made.resources)
        folds = Folds(self.worlds, targets, holders)
        folded = [Folded(fold, made) for made in self._made.values() if made.entry for fold in made.entry.folds]
        for one in folded:
            folds.add(one)
        additions = Additions(folds, self.worlds)
        for name in sorted({name for one in folded for name in one.fold.into}):
            for target in targets.get(name, ()):
                additions.add_to(target)
        self.unread += folds.unread
        for one in folds.homeless:
            if one.fold.alone is not None and not one.made.resources:
                one.made.resources = [
                    Maker(self.worlds).canonical(one.made, one.fold.alone, one.made.instance.exists, [])
                ]

    def _note_what_is_not_mapped(self, made: Made) -> None:
        instance, entry = made.instance, made.entry
        if entry is None:
            if instance.type not in HOOKS or instance.provisioned is not False:
                self.unread.append(Unread("resource type", f"{instance.address} ({instance.type})", instance.location))
            return
        if entry.kinds and not made.resources:
            what = f"{instance.address}, of which the kind is not known"
            self.unread.append(Unread("resource type", what, instance.location))
        if instance.attributes.kind == MAP and not any(kind.generic for kind in entry.kinds):
            known = {*entry.arguments, *entry.exports}
            self.unmapped[instance.type].update(name for name in instance.attributes.value if name not in known)


def _unknown(reason: str, node: Node) -> Step:
    return scalar(Unresolved(reason, node.location), node), NOTHING
