"""`portal migrate` and `portal check`: what an operator does before and after."""

import asyncio

import click

from portal.actions.demo import start_when_empty
from portal.app import find_unusable
from portal.config import Mode, Settings, gaps, problems
from portal.db.availability import open_known_database
from portal.db.migrate import migrate as migrate_database


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema; safe from several nodes at once."""

    async def run() -> None:
        async with open_known_database():
            await migrate_database()
            if Settings.from_env().mode is Mode.DEMO:
                await start_when_empty()

    asyncio.run(run())
    click.echo("The database has the newest schema.")


@click.command()
def check() -> int:
    """Say what is wrong with the settings.

    Exit code 1 where production may not start.
    """
    settings = Settings.from_env()
    found = find_unusable(settings)
    if not settings.is_play:
        found += problems(settings)
    for problem in found if settings.is_play else (*found, *gaps(settings)):
        click.echo(f"portal: {problem}", err=True)
    if found:
        return 1
    click.echo(
        f"PORTAL_MODE is {settings.mode}: fit to try things, not for people."
        if settings.is_play
        else "These settings are fit for production."
    )
    return 0
