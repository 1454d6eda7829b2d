"""Opens the conversation that the command line names: a kept workload, or a path that is reviewed first."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from buttress import wiring
from buttress.application.keeping import Origin, keep_review
from buttress.application.review import name_of
from buttress.application.store import MissingError, StoreError
from buttress.application.workload import Participant
from buttress.lenses.guide import ROLES
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from buttress.answers.snapshot import Snapshot
    from buttress.application.store import Store

USAGE: Final = 2


def named(store: Store, target: str, at: datetime.datetime) -> str:
    """Give the name of the workload that is meant; a path is reviewed, and what the review said is kept.

    A name of the store comes before a path, unless it is written as one (`./orders`). A workload that is kept already
    is reviewed with the values that were given for it. Raises StoreError where there is neither a name nor a path, and
    where the path's name belongs to a workload that is read from elsewhere.
    """
    if not written_as_path(target) and is_kept(store, target):
        return target
    path = Path(target)
    if not path.exists():
        raise StoreError(neither(store, target))
    name = name_of((path,))
    origin = _origin(store, name, (str(path.resolve()),))
    return keep_review(store, name, snapshot_at(path, origin), origin, at).workload.name


def written_as_path(target: str) -> bool:
    """Say whether what was named is written as a path, whatever else is called so."""
    return os.sep in target or target in {".", ".."}


def snapshot_at(path: Path, origin: Origin) -> Snapshot:
    """Review what is at a path; where there is nothing to review, it is told on standard error (exit status 2)."""
    from buttress.application.snapshotting import snapshot_of
    from buttress.cli.progress import progress_on
    from buttress.sources.architecture import NOTHING

    files = [Path(file) for file in origin.parameter_files]
    try:
        with progress_on(sys.stderr) as progress:
            review = wiring.review((path,), parameters=dict(origin.given), parameter_files=files, progress=progress)
    except SourceError as error:
        _refuse(str(error))
    if not review.graph.roots:
        _refuse(f"{path}: {NOTHING}")
    return snapshot_of(review)


def _origin(store: Store, name: str, paths: tuple[str, ...]) -> Origin:
    """Give how a path is read: as its workload is, where that is kept and lives there."""
    known = store.workload(name) if is_kept(store, name) else None
    if known is None or known.paths != paths:
        return Origin(paths)
    return Origin(paths, known.given, known.parameter_files)


def _refuse(message: str) -> NoReturn:
    click.echo(f"buttress: {message}", err=True)
    sys.exit(USAGE)


def participants(given: Iterable[str], at: datetime.datetime) -> tuple[Participant, ...]:
    """Read who is present: a name, and after a colon the roles, with commas between."""
    return tuple(_participant(text, at) for text in given)


def _participant(text: str, at: datetime.datetime) -> Participant:
    name, _, roles = text.partition(":")
    words = [role.strip() for role in roles.split(",") if role.strip()]
    unknown = [role for role in words if role not in ROLES]
    if not name.strip() or unknown:
        what = f"{unknown[0]!r} is no role" if unknown else "there is no name before the colon"
        raise click.UsageError(f'--with {text!r}: {what}. Write "Jane:owner,developer"; roles are {", ".join(ROLES)}.')
    return Participant(name.strip(), tuple(role for role in ROLES if role in words), at)


def is_kept(store: Store, name: str) -> bool:
    """Say whether a store has a workload of that name."""
    try:
        store.workload(name)
    except MissingError:
        return False
    return True


def neither(store: Store | None, target: str) -> str:
    """Say that there is neither a workload nor a path of that name, and what may be meant."""
    import difflib

    names = [listed.name for listed in store.workloads()] if store is not None else []
    near = difflib.get_close_matches(target, names, n=1)
    if near:
        hint = f"Did you mean {near[0]}?"
    else:
        kept = f"Kept are: {', '.join(names)}." if names else "Nothing is kept yet."
        hint = f"{kept} Name a folder with templates to begin with it."
    return f"there is no workload and no path {target!r}. {hint}"
