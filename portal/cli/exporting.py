"""`portal export`: what is on file, as JSON on stdout."""

import click
import msgspec

from portal.actions.demo_clock import current_time
from portal.actions.export import (
    UnableToFindCaseError,
    UnableToFindVictimError,
    export_case,
    export_victim,
)
from portal.cli.running import operator, run_with_database
from portal.integrations.case_export import Json

NOT_FOUND = 3


class UnableToFindError(click.ClickException):
    exit_code = NOT_FOUND


@click.group()
def export() -> None:
    """Print what is on file, as one JSON object."""


@export.command("case")
@click.argument("parketnummer")
def export_case_command(parketnummer: str) -> None:
    """Print how the case PARKETNUMMER stands; a report without one by its PV number.

    Exit code 3 when there is no such case.
    """

    async def read() -> Json:
        return await export_case(
            number=parketnummer, by=operator(), now=await current_time()
        )

    try:
        _print(run_with_database(read))
    except UnableToFindCaseError as error:
        raise UnableToFindError(str(error)) from error


@export.command("victim")
@click.argument("slachtoffer_id")
def export_victim_command(slachtoffer_id: str) -> None:
    """Print all that is stored about one person (AVG art. 15), contact data in clear.

    Exit code 3 when there is no such person.
    """

    async def read() -> Json:
        return await export_victim(
            reference=slachtoffer_id, by=operator(), now=await current_time()
        )

    try:
        _print(run_with_database(read))
    except UnableToFindVictimError as error:
        raise UnableToFindError(str(error)) from error


def _print(found: Json) -> None:
    click.echo(msgspec.json.encode(found))
