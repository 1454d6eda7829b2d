"""`buttress lens`: checks, compiles, imports, exports, compares, starts and tries lenses."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click
import orjson

from buttress.cli.preview import preview_by_hand
from buttress.lenses.errors import LensError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.lenses.custom.opening import Opened

USAGE = 2
REFUSED = 1
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
LENS = "LENS"
TARGET = click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write; else standard output.")


@click.group("lens")
def command() -> None:
    """Work with lenses.

    LENS is a folder in our format, a JSON file of the AWS WA Tool, or one of `wellarchitected` and `serverless`.
    """


def _told(run: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Tell a lens that cannot be read on standard error, and exit 2."""

    @functools.wraps(run)
    def told(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return run(*args, **kwargs)
        except LensError as error:
            click.echo(f"buttress: {error}", err=True)
            sys.exit(USAGE)

    return told


@command.command("lint")
@click.argument("lens", metavar=LENS)
@_told
def lint_command(lens: str) -> None:
    """Say what AWS would refuse in a lens, and where.

    Exits 1 when there is something.
    """
    from buttress.lenses.custom.linting import lint
    from buttress.lenses.custom.opening import open_lens
    from buttress.report.lenses import findings_text

    opened = open_lens(lens)
    findings = lint(opened.lens)
    click.echo(findings_text(opened, findings), nl=False)
    if any(found.level == "error" for found in findings):
        sys.exit(REFUSED)


@command.command("compile")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@TARGET
@_told
def compile_command(folder: Path, output: Path | None) -> None:
    """Make JSON for the AWS WA Tool of a folder in our format.

    Exits 1 where AWS would refuse it.
    """
    from buttress.lenses.custom.linting import lint
    from buttress.lenses.custom.opening import open_lens
    from buttress.report.lenses import findings_text

    opened = open_lens(str(folder))
    errors = [found for found in lint(opened.lens) if found.level == "error"]
    if errors:
        click.echo(findings_text(opened, errors), err=True, nl=False)
        sys.exit(REFUSED)
    _write_json(opened, output)


@command.command("export")
@click.argument("lens", metavar=LENS)
@TARGET
@_told
def export_command(lens: str, output: Path | None) -> None:
    """Give a lens as JSON of the AWS WA Tool, and say what it cannot say."""
    from buttress.lenses.custom.opening import OURS, open_lens

    if lens in OURS:
        click.echo(
            "The rules say our rule for the risk exactly, but for a question of which no practice applies: ours is not "
            "applicable, the service's answer is no risk. Shares (partly) and intervals have no words there.",
            err=True,
        )
    _write_json(open_lens(lens), output)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to make.")
@_told
def import_command(file: Path, output: Path) -> None:
    """Turn JSON of the AWS WA Tool into a folder in our format.

    Exporting the folder gives the same JSON again.
    """
    from buttress.lenses.custom.importing import documents
    from buttress.lenses.custom.opening import open_lens

    _write_folder(documents(open_lens(str(file)).value), output)


@command.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="What people call the lens; the folder's name if left out.")
@_told
def new_command(folder: Path, name: str | None) -> None:
    """Start a lens of your own, in our format.

    The folder has one pillar, one question and two practices to write over.
    """
    import re

    from buttress.lenses.custom.starting import new_documents

    lens_id = re.sub(r"[^a-z0-9]+", "_", folder.name.lower()).strip("_") or "lens"
    _write_folder(new_documents(lens_id, name or folder.name.replace("_", " ")), folder)


@command.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_told
def diff_command(old: str, new: str) -> None:
    """Say what changed between two lenses.

    Of rules that were rewritten it says whether they still mean the same.
    """
    from buttress.lenses.custom.difference import difference
    from buttress.lenses.custom.opening import open_lens
    from buttress.report.lenses import difference_text

    click.echo(difference_text(difference(open_lens(old).lens, open_lens(new).lens)), nl=False)


@command.command("preview")
@click.argument("lens", metavar=LENS)
@click.option("--question", help="The id of the one question to answer; all of them if left out.")
@click.option(
    "--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Answers as YAML; asks nothing."
)
@_told
def preview_command(lens: str, question: str | None, answers: Path | None) -> None:
    """Answer a lens by hand and watch its rules fire.

    Nothing is kept.
    """
    from buttress.lenses.custom.answering import read_answers, standing
    from buttress.lenses.custom.opening import open_lens
    from buttress.report.lenses import standings_text

    opened = open_lens(lens).lens
    asked = [each for each in opened.questions() if question in {None, each.id}]
    if not asked:
        raise LensError(
            f"{opened.name} has no question {question}; it has {', '.join(q.id for q in opened.questions())}."
        )
    given = read_answers(answers, opened) if answers is not None else preview_by_hand(asked)
    standings = tuple(standing(each, given.get(each.id)) for each in opened.questions())
    click.echo(standings_text(opened, standings), nl=False)


def _write_json(opened: Opened, output: Path | None) -> None:
    for what in opened.left_out:
        click.echo(f"Left out, because AWS takes 500 KB: {what}.", err=True)
    # A lens close to the limit is written without white space: AWS counts it.
    pretty = orjson.dumps(opened.value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    data = pretty if len(pretty) <= 500_000 else orjson.dumps(opened.value)  # noqa: PLR2004 - the limit of AWS
    if output is None:
        click.echo(data, nl=False)
    else:
        output.write_bytes(data)
        click.echo(f"{output}: {len(data):,} bytes", err=True)


def _write_folder(documents: Mapping[str, str], folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise LensError(f"{folder}: this folder is not empty; name another, nothing is written over.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{folder}: {', '.join(documents)}", err=True)
