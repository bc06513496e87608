"""`portal demo`: a database with invented people, served until Ctrl-C."""

import asyncio
import os
from pathlib import Path

import click

from portal.actions.demo import (
    list_victims,
    refuse_other_data,
)
from portal.actions.demo_clock import current_time, start_demo_clock
from portal.actions.demo_setup import DEMO_STAFF, set_up_demo
from portal.actions.intake import Refusal, import_feed
from portal.cli.running import operator
from portal.cli.serving import serve_at
from portal.config import Settings
from portal.db.availability import open_known_database
from portal.db.engine import database
from portal.db.engine_sqlite import SqliteEngine
from portal.db.migrate import migrate
from portal.integrations.feed import FeedLine, read_lines
from portal.jobs.by_hand import run_by_hand
from portal.notifications.catcher import forget_caught
from portal.notifications.outlets import demo_mail_folder

HOST = "127.0.0.1"
FEED = Path(__file__).parents[2] / "feeds" / "sample.ndjson"
BESIDE_DATABASE = ("", "-wal", "-shm")


class UnableToStartDemoError(Exception):
    """The message says why, and what to do."""


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--fresh", is_flag=True, help="Begin again with a new database.")
@click.option(
    "--feed",
    default=FEED,
    type=click.Path(path_type=Path),
    help="Other events than those that came with the portal.",
)
def demo(port: int, feed: Path, *, fresh: bool) -> None:
    """Build a demo database, serve it, and say who you can log in as."""
    settings = Settings.from_env()
    if not settings.is_play:
        raise UnableToStartDemoError(
            "A demo is not for production: run `PORTAL_MODE=demo portal demo`."
        )
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("PORTAL_BASE_URL", address)  # stands in messages
    people = asyncio.run(_build(feed, settings, is_fresh=fresh))
    click.echo(f"The demo runs at {address} until Ctrl-C.")
    click.echo(f"Choose who you are at {address}/demo: {', '.join(people)}.")
    serve_at(HOST, port)


async def _build(feed: Path, settings: Settings, *, is_fresh: bool) -> list[str]:
    """Build what is not there yet, and name who one can be.

    A demo that was stopped goes on where it was.
    """
    if is_fresh:
        await _remove_database()
    async with open_known_database():
        await migrate()
        await refuse_other_data()
        if await start_demo_clock():
            forget_caught(demo_mail_folder(settings))
        await set_up_demo(now=await current_time())
        await _import(feed)
        await run_by_hand(at=None, by=operator())
        victims = [f"{one.name} ({one.reference})" for one in await list_victims()]
        return [*victims, *(worker.name for worker in DEMO_STAFF)]


async def _import(feed: Path) -> None:
    try:
        stream = feed.open("rb")
    except OSError as error:
        raise UnableToStartDemoError(
            f"{feed} cannot be read: {error.strerror}."
        ) from error
    with stream:
        await import_feed(
            read_lines(stream), refuse=_complain, clock=current_time, by=operator()
        )


def _complain(line: FeedLine, refusal: Refusal) -> None:
    click.echo(f"line {line.number}: {refusal}", err=True)


async def _remove_database() -> None:
    engine = database()
    if not isinstance(engine, SqliteEngine):
        raise UnableToStartDemoError(
            "--fresh is for SQLite: empty the PostgreSQL database yourself."
        )
    if engine.path.exists():
        async with open_known_database():
            await migrate()
            await refuse_other_data()
    for ending in BESIDE_DATABASE:
        engine.path.with_name(engine.path.name + ending).unlink(missing_ok=True)
