"""The `buttress` command: a table of commands that are imported when they are called."""

from __future__ import annotations

import sys

from buttress.version import VERSION

TYPE_CHECKING = False  # as `typing` has it: importing that is half of what `buttress --version` takes

if TYPE_CHECKING:
    from typing import Final

    import click

COMMANDS: Final = {
    "answer": "Answer single practices, from a script.",
    "checks": "List the catalogue of checks.",
    "converse": "Talk through what evidence leaves open.",
    "diff": "Say what changed between two reviews, commits or milestones.",
    "explain": "Explain a check, a practice or a question.",
    "fix": "Show, or make, the changes that close gaps by a setting.",
    "gate": "Hold back what makes the architecture worse.",
    "init": "Write buttress.toml: what belongs together, and what may be said of it.",
    "lens": "Check, compile, import, export, compare, start and try lenses.",
    "milestone": "Mark where a review stands, for good; list and show what was marked.",
    "plan": "Show what to do first, and keep who does it.",
    "prepare": "Say whom to invite to the conversation, and what to bring.",
    "review": "Review the architecture in some files or folders.",
    "sketch": "Start a sketch of what is to be built, from words or from what is there.",
    "verify": "Prove that what was kept is what is there.",
    "workload": "List the workloads that are kept, and show how one stands.",
}
FAILED: Final = 70
"""Exit status of an error of ours (EX_SOFTWARE)."""


def main() -> None:
    """Run the command line; the version is told before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"buttress {VERSION}\n")
        return
    group().main(prog_name="buttress")


def group() -> click.Group:
    """Give the command with its lazy commands."""
    import importlib

    import click

    class Lazy(click.Group):
        """Imports a command's module when the command is asked for."""

        def list_commands(self, ctx: click.Context) -> list[str]:
            """Give the names of all commands."""
            del ctx
            return sorted(COMMANDS)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            """Import a command."""
            del ctx
            if cmd_name not in COMMANDS:
                return None
            command: click.Command = importlib.import_module(f"buttress.cli.{cmd_name}").command
            return command

        def resolve_command(
            self, ctx: click.Context, args: list[str]
        ) -> tuple[str | None, click.Command | None, list[str]]:
            """Find the command; say what there is where there is none of that name."""
            if args and args[0] not in COMMANDS and not args[0].startswith("-"):
                import difflib

                near = difflib.get_close_matches(args[0], COMMANDS, n=1)
                hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(sorted(COMMANDS))}."
                raise click.UsageError(f"There is no command {args[0]!r}.{hint}")
            return super().resolve_command(ctx, args)

        def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            """List the commands without importing them."""
            del ctx
            with formatter.section("Commands"):
                formatter.write_dl(sorted(COMMANDS.items()))

    @click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
    @click.version_option(VERSION, message="%(prog)s %(version)s")
    def buttress() -> None:
        """Review an AWS architecture the Well-Architected way, with the file and line behind what is said."""

    return buttress
