"""`portal import` and `portal generate`: feeds of events, in and out."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from portal.actions import intake
from portal.actions.demo_clock import current_time
from portal.cli.running import operator, run_with_database
from portal.integrations import generator
from portal.integrations.feed import FeedLine, read_lines

STDIN = "-"
SOME_REJECTED = 1
UNUSABLE = 2
CLEAR_LINE = "\r\x1b[K"


class UnableToUseFileError(click.ClickException):
    exit_code = UNUSABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejects:
    """Where refused lines go: the reason to stderr, the whole line to a file."""

    file: BinaryIO | None

    def add(self, line: FeedLine, refusal: intake.Refusal) -> None:
        clear = CLEAR_LINE if sys.stderr.isatty() else ""
        reason = "".join(
            letter if letter.isprintable() else ascii(letter)[1:-1]
            for letter in str(refusal)
        )
        click.echo(f"{clear}line {line.number}: {reason}", err=True)
        if self.file and line.content:
            self.file.write(line.content + b"\n")


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--rejects", metavar="FILE", help="Write the lines that were refused to FILE."
)
def import_feed(file: str, rejects: str | None) -> int:
    """Import a feed: one CloudEvent a line (NDJSON), from FILE or, with -, from stdin.

    Prints how many lines were accepted, duplicate, parked and rejected. Exit code 0
    when none was rejected, 1 when some were, 2 when FILE cannot be read. Running it
    again changes nothing.
    """
    with ExitStack() as stack:
        feed = stack.enter_context(_opened(file))
        refused = stack.enter_context(_created(rejects, feed=feed))
        lines = _with_progress(_read(file, feed, refused), os.fstat(feed.fileno()))
        tally = _import(lines, Rejects(file=refused))
    _print(tally)
    return SOME_REJECTED if tally.rejected else 0


@click.command()
@click.option("--victims", type=int, required=True, help="How many different victims.")
@click.option("--seed", type=int, required=True, help="The same seed, the same bytes.")
def generate(victims: int, seed: int) -> None:
    """Print a realistic feed (NDJSON). Needs no database."""
    sys.stdout.buffer.writelines(generator.generate(victims, seed))
    sys.stdout.buffer.flush()


def _import(lines: Iterator[FeedLine], rejects: Rejects) -> intake.Tally:
    async def work() -> intake.Tally:
        return await intake.import_feed(
            lines, refuse=rejects.add, clock=current_time, by=operator()
        )

    return run_with_database(work)


def _print(tally: intake.Tally) -> None:
    counts = {
        "accepted": tally.accepted,
        "duplicate": tally.duplicate,
        "parked": tally.parked,
        "rejected": tally.rejected,
    }
    click.echo(json.dumps(counts))


def _read(
    name: str, feed: BinaryIO, oversized_to: BinaryIO | None
) -> Iterator[FeedLine]:
    try:
        yield from read_lines(feed, oversized_to=oversized_to)
    except OSError as error:
        raise _unusable(f"{name} cannot be read", error) from error


def _with_progress(
    lines: Iterator[FeedLine], feed: os.stat_result
) -> Iterator[FeedLine]:
    """Show on a terminal how far we are, where the size is known."""
    if not feed.st_size or not sys.stderr.isatty():
        yield from lines
        return
    with click.progressbar(
        length=feed.st_size, label="Import", file=sys.stderr
    ) as progress:
        for line in lines:
            progress.update(line.position - progress.pos)
            yield line


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    try:
        feed = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise _unusable(f"{name} cannot be read", error) from error
    with feed:
        yield feed


@contextmanager
def _created(name: str | None, *, feed: BinaryIO) -> Iterator[BinaryIO | None]:
    if name is None:
        yield None
        return
    path = Path(name)
    if path.exists() and os.path.samestat(path.stat(), os.fstat(feed.fileno())):
        raise _unusable(f"{name} is the feed itself; name another file")
    try:
        file = path.open("wb")
    except OSError as error:
        raise _unusable(f"{name} cannot be written", error) from error
    with file:
        yield file


def _unusable(what: str, error: OSError | None = None) -> UnableToUseFileError:
    reason = f": {error.strerror}" if error and error.strerror else ""
    return UnableToUseFileError(f"{what}{reason}.")
