"""Bring the database to the newest schema: one node at a time, whole or not at all."""

import io
import re
import sqlite3
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import asyncpg
from piccolo.apps.migrations.commands.forwards import run_forwards

from portal.db.engine import database, fetch_row, fetch_rows, transaction
from portal.db.engine_postgres import PostgresEngine
from portal.db.piccolo_app import APP_CONFIG
from portal.db.question_cards import ship_cards
from portal.domain.question_cards import start_set

MIGRATING = 0x706F727461616C  # an advisory lock that nobody else is likely to take
NO_SUCH_TABLE = (sqlite3.OperationalError, asyncpg.UndefinedTableError)


async def migrate() -> None:
    """Run what has not run in one transaction, with the rows that say that it ran.

    With it come the texts that the portal brings along, where they are not there yet.
    Piccolo writes a migration's row after its transaction: a node that dies between the
    two leaves a migration that counts as not run and cannot run again.
    """
    async with transaction():
        if isinstance(database(), PostgresEngine):  # on SQLite we are the one writer
            await fetch_rows("SELECT pg_advisory_xact_lock({})", MIGRATING)
        with redirect_stdout(io.StringIO()):
            await run_forwards(APP_CONFIG.app_name)
        await ship_cards(cards=tuple(start_set()))


async def is_migrated() -> bool:
    try:
        newest = await fetch_row(
            "SELECT max(name) AS name FROM migration WHERE app_name = {}",
            APP_CONFIG.app_name,
        )
    except NO_SUCH_TABLE:
        return False
    return newest == {"name": newest_migration()}


@cache
def newest_migration() -> str:
    """Read the files as text: importing them takes a tenth of a second."""
    folder = Path(APP_CONFIG.resolved_migrations_folder_path)
    texts = [file.read_text("utf-8") for file in folder.glob("*.py")]
    found = (re.search(r'^ID = "(.+)"$', text, re.MULTILINE) for text in texts)
    return max(match[1] for match in found if match)
