"""The command itself, and what it says when something goes wrong: one line."""

import sys
from collections.abc import Sequence

import click

from portal.cli.demo import demo
from portal.cli.exporting import export
from portal.cli.feeds import generate, import_feed
from portal.cli.logs import log_in_one_line, place_of
from portal.cli.operations import check, migrate
from portal.cli.serving import jobs, serve
from portal.cli.staff import staff
from portal.cli.terms import term
from portal.db.availability import explain, is_out_of_reach

INTERRUPTED = 130
FORESEEN = "UnableTo"
"""What every failure that we foresaw is called; its message is for the reader."""


@click.group()
def portal() -> None:
    """Ketenportaal: the victim's portal, and the work of OM, SHN and Halt for it."""


for command in (
    check,
    demo,
    export,
    generate,
    import_feed,
    jobs,
    migrate,
    serve,
    staff,
    term,
):
    portal.add_command(command)


def main() -> None:
    log_in_one_line()
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: Sequence[str]) -> int:
    """Give the exit code."""
    try:
        status = portal.main(
            args=list(arguments) or ["--help"],
            prog_name="portal",
            standalone_mode=False,
        )
    except click.exceptions.NoArgsIsHelpError as error:
        return _say_usage(error)
    except click.ClickException as error:
        return _say(_words_of(error), status=error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; what was done stays done.", status=INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place where it can be said
        return _say(_reason(error))
    return status if isinstance(status, int) else 0


def _say(words: str, *, status: int = 1) -> int:
    click.echo(f"portal: {' '.join(words.split())}", err=True)
    return status


def _say_usage(error: click.UsageError) -> int:
    click.echo(error.format_message())
    return error.exit_code


def _words_of(error: click.ClickException) -> str:
    words = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{words} See `{error.ctx.command_path} --help`."
    return words


def _reason(error: Exception) -> str:
    """Say of a bug only what and where: its details may be somebody's own."""
    if type(error).__name__.startswith(FORESEEN):
        return " ".join((str(error), getattr(error, "hint", "")))
    if isinstance(error, OSError):
        return str(error)
    if is_out_of_reach(error):
        return explain(error)
    return f"an error in the portal itself, please report it: {place_of(error)}."
