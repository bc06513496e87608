"""`portal term`: counting, which needs no database, keys or settings."""

import json
import re
from datetime import date

import click

from portal.domain.terms import (
    TermKind,
    UnableToCountTermError,
    count_term,
    term_as_json,
)

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@click.command()
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in TermKind]),
    required=True,
    help="What was decided.",
)
@click.argument("dates", metavar="DATE…", nargs=-1, required=True)
def term(kind: str, dates: tuple[str, ...]) -> None:
    """Count a complaint term (art. 12 Sv) from each DATE on which it was known.

    Prints one JSON object a date. Dates are written as 2026-11-23.
    """
    lines = [_count(TermKind(kind), _read_day(text)) for text in dates]
    click.echo("\n".join(lines))


def _read_day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!a} is no date; write one as 2026-11-23.")


def _count(kind: TermKind, known_at: date) -> str:
    try:
        return json.dumps(term_as_json(count_term(kind=kind, known_at=known_at)))
    except UnableToCountTermError as error:
        raise click.BadParameter(f"{error} {error.hint}") from error
