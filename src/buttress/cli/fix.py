"""`buttress fix`: the gaps that a setting closes, as a patch."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from buttress import wiring
from buttress.cli.progress import progress_on
from buttress.cli.settings import reviewing, settings_of
from buttress.report.counting import count
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    import datetime

    from buttress.plan.patch import FileChange, Fixing, Left
    from buttress.sources.editing.editor import FileEditor

USAGE: Final = 2


@click.command(
    "fix",
    epilog="It exits 0 however many gaps are left, and 2 when it cannot read or write what it was asked to.",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "checks", multiple=True, metavar="ID", help="Close gaps of this check; may be given again.")
@click.option("--resource", "resources", multiple=True, metavar="ID", help="Close gaps of this resource; likewise.")
@click.option("--unsafe", is_flag=True, help="Also make changes that may stop something, replace it, or cost more.")
@click.option("--write", "writes", is_flag=True, help="Change the files; else the changes are printed as a diff.")
@reviewing
def command(  # noqa: PLR0913 - click hands over every option by name
    paths: tuple[Path, ...],
    checks: tuple[str, ...],
    resources: tuple[str, ...],
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    *,
    unsafe: bool,
    writes: bool,
) -> None:
    """Show the changes that close the gaps of PATHS by a setting, as a diff for `git apply` or `patch -p1`.

    Each change is tried before it is shown: what was changed is reviewed again, the gap has to be closed, and nothing
    else may become one. Comments, order and formatting of everything else stay as they are. Files are named from this
    folder, or from the common parent of PATHS where they are not below it.
    """
    from buttress.application.fixing import Chosen

    _refuse_unknown(checks)
    gc.disable()  # one review makes a tree and ends; see `buttress.cli.review`
    try:
        with progress_on(sys.stderr) as progress:
            settings = settings_of(files, pairs, as_of, progress, None)
            found, editor = wiring.fixes(paths or (Path(),), Chosen(checks, resources, unsafe=unsafe), settings)
    except SourceError as error:
        _refuse(str(error))
    if writes:
        write_all(found.files, editor)
    else:
        sys.stdout.buffer.write(found.diff(_from_here(editor.workplace.base)).encode())
    click.echo(told(found, written=writes), err=True, nl=False)


def _from_here(base: Path) -> str:
    """Give the way from the working folder to the base of the review, so that the diff applies here; none where it is
    not below, so that it applies there.
    """
    here = Path.cwd().resolve()
    return base.relative_to(here).as_posix() if base.is_relative_to(here) else ""


def _refuse_unknown(checks: tuple[str, ...]) -> None:
    known = {check.id for check in wiring.catalogue()} if checks else set()
    for name in checks:
        if name not in known:
            _refuse(f"there is no check {name}. `buttress checks` lists them.")


def write_all(changes: tuple[FileChange, ...], editor: FileEditor) -> None:
    """Write all files, or none where one has changed since it was read; each is replaced whole. Ends the process where
    it cannot.
    """
    for change in changes:
        if editor.path_of(change.file).read_bytes() != editor.bytes_of(change.file):
            _refuse(f"{change.file} has changed since it was read; nothing is written. Run it again.")
    for change in changes:
        path = editor.path_of(change.file).resolve()
        draft = path.with_name(f".{path.name}.draft")
        try:
            draft.write_bytes(editor.encoded(change))
            draft.chmod(path.stat().st_mode)
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            _refuse(f"{change.file} cannot be written: {error.strerror}.")


def told(found: Fixing, *, written: bool) -> str:
    """Say what was changed, what was left, and why; what holds for several resources at one place is said once."""
    closed = Counter(
        f"{patch.evidence.location}: {patch.evidence.check.id}: sets {patch.fix.title}" for patch in found.patches
    )
    kept = Counter(f"{left.evidence.location}: {left.evidence.check.id} is left{_how(left)}" for left in found.left)
    lines = [line if times == 1 else f"{line} (for {times} resources)" for line, times in (closed + kept).items()]
    files = "" if not found.files else f" in {count(len(found.files), 'file')}"
    verb = "closed" if written else "would be closed"
    more = f"; {found.people} need a decision of people" if found.people else ""
    lines.append(f"{count(len(found.patches), 'gap')} {verb}{files}, {len(found.left)} left{more}.")
    return "".join(f"{line}\n" for line in lines)


def _how(left: Left) -> str:
    return f", unsafe: {left.why}" if left.why == left.fix.unsafe else f": {left.why}"


def _refuse(message: str) -> NoReturn:
    click.echo(f"buttress: {message}", err=True)
    sys.exit(USAGE)
