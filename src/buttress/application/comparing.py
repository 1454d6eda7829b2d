"""What two reviews are compared by their names: a report, a folder, a template, a git ref or a milestone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import orjson

from buttress.answers.snapshot import Snapshot
from buttress.application.baseline import read_baseline
from buttress.application.snapshotting import snapshot_of
from buttress.plan.change import change_between
from buttress.plan.gate import gate_of
from buttress.plan.shift import Side
from buttress.version import VERSION

if TYPE_CHECKING:
    import datetime
    from contextlib import AbstractContextManager

    from buttress.application.review import Review
    from buttress.evidence.check import Risk
    from buttress.graph.graph import Problem
    from buttress.lenses import Lens
    from buttress.plan.change import Change
    from buttress.plan.gate import Gate

FILES: Final = frozenset({".cform", ".cfn", ".json", ".template", ".yaml", ".yml"})
"""How the name of something ends that can only be meant as a file."""

ARCHITECTURES: Final = frozenset({"Resources", "planned_values", "resource", "service", "terraform_version"})
"""Keys of JSON files that describe an architecture: templates, plans and states, services, Terraform."""

Look = Callable[[Sequence[Path], "Path | None"], "Review"]
"""Reviews paths; the second argument is what files are named relative to, their common parent without."""
Kept = Callable[[str], "Side | None"]
"""Gives what is kept under a name such as `orders@design`, None where the name is of no such kind."""


class ComparisonError(Exception):
    """Says why two reviews cannot be compared, and what to do about it."""


class Checkout(Protocol):
    """Holds where the files of a commit were written; see `sources.checkout.Checkout`."""

    @property
    def commit(self) -> str:
        """The commit."""
        ...

    @property
    def base(self) -> Path:
        """What the paths are relative to."""
        ...

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those of the paths that the commit has."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the commit does not hold itself."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """Holds what a comparison needs from outside: how to review, how to get a commit's files, what is kept."""

    look: Look
    checkout: Callable[[str, Sequence[Path]], AbstractContextManager[Checkout]]
    fork_point: Callable[[str, str, Path], str]
    kept: Kept
    lenses: Sequence[Lens]
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Named:
    """Holds one side of a comparison and how people call it; `absent` says that there was nothing of it."""

    name: str
    side: Side
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Holds what changed between two sides, and how people call them."""

    before: Named
    after: Named
    change: Change


@dataclass(frozen=True, slots=True)
class Gated:
    """Holds what the gate found: the review, what it is called, what it is compared with, and the decision."""

    review: Review
    here: Named
    baseline: Named | None
    gate: Gate


def compare(before: str, after: str, paths: Sequence[Path], tools: Tools) -> Comparison:
    """Compare two sides by their names; a git ref is read at `paths`, else at the path on the other side, else here.

    `before` may be a range of git refs (`main..HEAD`, or `main...HEAD` from where the two parted); then `after` is
    empty. An empty `after` beside anything else is what lies at the paths now. Raises `ComparisonError`,
    `BaselineError`, and what the tools raise.
    """
    before, after = _ends(before, after, paths, tools)
    at = paths or tuple(Path(text) for text in (before, after) if _is_place(Path(text)))[:1] or (Path(),)
    old = named(before, at, tools)
    new = named(after, at, tools) if after else _here(at, tools)
    if old.absent and new.absent:
        raise ComparisonError(f"{_listed(at)}: neither {old.name} nor {new.name} has it. Look at the path.")
    return Comparison(old, new, change_between(old.side, new.side, tools.lenses))


def gate(paths: Sequence[Path], baseline: str, fail_on: Risk | None, tools: Tools) -> Gated:
    """Hold what lies at some paths against a baseline, against nothing where its name is empty."""
    review = tools.look(paths, None)
    snapshot = snapshot_of(review)
    here = Named(_listed(paths), Side(snapshot, {}))
    if not baseline:
        return Gated(review, here, None, gate_of(snapshot, None, fail_on))
    old = named(baseline, paths, tools)
    change = change_between(old.side, here.side, tools.lenses)
    return Gated(review, here, old, gate_of(snapshot, change, fail_on))


def named(text: str, paths: Sequence[Path], tools: Tools) -> Named:
    """Give the side that a name stands for; a git ref is read at the paths."""
    path = Path(text)
    if path.is_file() and _is_report(path):
        return Named(text, Side(read_baseline(path), {}))
    if path.exists():
        return _here((path,), tools)
    kept = tools.kept(text) if "@" in text else None
    if kept is not None:
        return Named(text, kept)
    if path.suffix.lower() in FILES:
        raise ComparisonError(f"{text}: there is no such file. Look at the path, or run from another folder.")
    return _committed(text, paths, tools)


def _ends(before: str, after: str, paths: Sequence[Path], tools: Tools) -> tuple[str, str]:
    """Take a range of refs apart."""
    if after or ".." not in before or Path(before).exists():
        return before, after
    if "..." in before:
        one, _, other = before.partition("...")
        one, other = one or "HEAD", other or "HEAD"
        return tools.fork_point(one, other, (paths or (Path(),))[0]), other
    one, _, other = before.partition("..")
    return one or "HEAD", other or "HEAD"


def _is_place(path: Path) -> bool:
    return path.is_dir() or (path.is_file() and not _is_report(path))


def _is_report(path: Path) -> bool:
    """Say whether a file is meant as a JSON report: it is JSON, or named so, and no template."""
    data = path.read_bytes()
    if not data.lstrip().startswith(b"{"):
        return path.suffix.lower() == ".json"
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        return path.suffix.lower() == ".json" and b'"Resources"' not in data
    return isinstance(content, dict) and not ARCHITECTURES & content.keys()


def _here(paths: Sequence[Path], tools: Tools) -> Named:
    return Named(_listed(paths), Side(snapshot_of(tools.look(paths, None)), {}))


def _committed(ref: str, paths: Sequence[Path], tools: Tools) -> Named:
    with tools.checkout(ref, paths) as checkout:
        name = ref if checkout.commit.startswith(ref) else f"{ref} ({checkout.commit[:7]})"
        if not checkout.paths:
            return Named(name, Side(_nothing(paths, tools.today), {}), absent=True)
        snapshot = snapshot_of(tools.look(checkout.paths, checkout.base))
    if checkout.problems:
        problems = tuple(sorted((*snapshot.problems, *map(str, checkout.problems))))
        snapshot = replace(snapshot, problems=problems, complete=False)
    return Named(name, Side(snapshot, {}))


def _nothing(paths: Sequence[Path], today: datetime.date) -> Snapshot:
    """Make the snapshot of a workload that was not there yet."""
    return Snapshot(paths[0].resolve().name, VERSION, today, (), (), (), (), complete=True, findings=(), said=())


def _listed(paths: Sequence[Path]) -> str:
    return " and ".join("this folder" if path == Path() else os.fspath(path) for path in paths)
