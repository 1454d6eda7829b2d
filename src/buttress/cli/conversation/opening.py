"""Opens the conversation that the command line names: a kept workload, or a path that is reviewed first."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress import wiring
from buttress.application.store import MissingError, StoreError
from buttress.application.workload import Participant, Workload
from buttress.lenses.guide import ROLES
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from buttress.answers.snapshot import Snapshot
    from buttress.application.store import Store


def named(store: Store, target: str, at: datetime.datetime) -> str:
    """Give the name of the workload that is meant; a path is reviewed, and what the review said is kept.

    A name of the store comes before a path, unless it is written as one (`./orders`). Raises StoreError where there is
    neither, and where the path's name belongs to a workload that is read from elsewhere.
    """
    from buttress.application.opening import reviewed

    as_path = os.sep in target or target in {".", ".."}
    if not as_path and _is_kept(store, target):
        return target
    if not Path(target).exists():
        raise StoreError(_neither(store, target))
    found = snapshot_at(Path(target))
    paths = (str(Path(target).resolve()),)
    if _is_kept(store, found.name) and store.workload(found.name).paths not in {(), paths}:
        raise StoreError(
            f"{found.name} is read from {', '.join(store.workload(found.name).paths)}, and this is {paths[0]}. "
            f"`buttress converse {found.name}` goes on with that one."
        )
    return reviewed(store, Workload(found.name, at, paths), found, at).name


def snapshot_at(path: Path) -> Snapshot:
    """Review what is at a path; where nothing can be read there, it is told on standard error (exit status 2)."""
    from buttress.application.snapshotting import snapshot_of
    from buttress.cli.progress import progress_on

    try:
        with progress_on(sys.stderr) as progress:
            return snapshot_of(wiring.review((path,), progress=progress))
    except SourceError as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(2)


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


def _is_kept(store: Store, name: str) -> bool:
    try:
        store.workload(name)
    except MissingError:
        return False
    return True


def _neither(store: Store, target: str) -> str:
    import difflib

    names = [listed.name for listed in store.workloads()]
    near = difflib.get_close_matches(target, names, n=1)
    if near:
        hint = f"Did you mean {near[0]}?"
    else:
        kept = f"Kept are: {', '.join(names)}." if names else "Nothing is kept yet."
        hint = f"{kept} Name a folder with templates to begin with it."
    return f"there is no workload and no path {target!r}. {hint}"
