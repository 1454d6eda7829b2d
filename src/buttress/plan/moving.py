"""Templates that were only moved or renamed: their resources are the same, under another name of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.snapshot import Finding, Said, Snapshot

    Signature = frozenset[tuple[str, str]]


def moved(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """Give the new path of each root that was moved, by its old one.

    A root has moved where it is gone, and a root that was not there has the same logical ids with the same types: one
    to one, and as many on one side as on the other where several are alike. Where the two sides were read from
    different folders, one above the other, every root has another path.
    """
    olds, news = _roots(before), _roots(after)
    shifted = _from_above(olds, news) or {old: new for new, old in _from_above(news, olds).items()}
    if shifted:
        return shifted
    gone, come = _alike(before, _roots(after)), _alike(after, _roots(before))
    return {
        old: new
        for signature, olds in sorted(gone.items(), key=lambda pair: pair[1])
        if len(olds) == len(come.get(signature, ()))
        for old, new in zip(olds, come[signature], strict=True)
    }


def renamed(snapshot: Snapshot, roots: Mapping[str, str]) -> Snapshot:
    """Give a snapshot with the ids that its resources have after a move."""
    if not roots:
        return snapshot
    return replace(
        snapshot,
        findings=tuple(_finding(found, roots) for found in snapshot.findings),
        said=tuple(_said(said, roots) for said in snapshot.said),
        declared=tuple(sorted((_id(found, roots), name) for found, name in snapshot.declared)),
    )


def resources_of(snapshot: Snapshot) -> dict[str, str]:
    """Give the type of each resource by its id; of an old snapshot, only of those that a check looked at."""
    judged = {found.resource: found.type for found in snapshot.findings if "#" in found.resource}
    return judged | dict(snapshot.declared)


def _roots(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(template.path for template in snapshot.templates)


def _from_above(outer: frozenset[str], inner: frozenset[str]) -> dict[str, str]:
    """Pair the roots of two sides that have none in common, where each inner one is an outer one without its folder."""
    if not inner or outer & inner:
        return {}
    first = min(inner)
    folders = {root.removesuffix(first) for root in outer if root.endswith(f"/{first}")}
    fitting = [folder for folder in sorted(folders) if all(folder + root in outer for root in inner)]
    return {fitting[0] + root: root for root in inner} if len(fitting) == 1 else {}


def _alike(snapshot: Snapshot, others: Iterable[str]) -> Mapping[Signature, list[str]]:
    """Give the roots that the other side does not have, in order, by what is declared in them."""
    declared: dict[str, set[tuple[str, str]]] = {path: set() for path in sorted(_roots(snapshot) - set(others))}
    for found, name in resources_of(snapshot).items():
        root, _, inner = found.partition("#")
        if root in declared:
            declared[root].add((inner, name))
    groups: dict[Signature, list[str]] = {}
    for path, members in declared.items():
        if members:
            groups.setdefault(frozenset(members), []).append(path)
    return groups


def _id(resource: str, roots: Mapping[str, str]) -> str:
    root, mark, inner = resource.partition("#")
    return f"{roots.get(root, root)}{mark}{inner}"


def _finding(found: Finding, roots: Mapping[str, str]) -> Finding:
    return replace(found, resource=_id(found.resource, roots))


def _said(said: Said, roots: Mapping[str, str]) -> Said:
    return replace(said, deciding=tuple((check, _id(resource, roots)) for check, resource in said.deciding))
