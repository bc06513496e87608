"""Bring the database to the newest schema: one node at a time, whole or not at all."""

import asyncio
import fcntl
import io
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from functools import cache
from pathlib import Path

import asyncpg
from piccolo.apps.migrations.commands.forwards import run_forwards

from portal.db.engine import database, fetch_row, transaction
from portal.db.engine_postgres import PostgresEngine
from portal.db.engine_sqlite import SqliteEngine
from portal.db.piccolo_app import APP_CONFIG

ADVISORY_LOCK = 0x706F727461616C  # "portaal": a number nobody else is likely to take
NO_SUCH_TABLE = (sqlite3.OperationalError, asyncpg.UndefinedTableError)


async def migrate() -> None:
    """Run what has not run in one transaction, each migration's own row included.

    Piccolo writes that row after the migration's transaction: a node that died between
    the two would leave a migration that can neither run again nor count as run.
    """
    async with _only_node():
        with redirect_stdout(io.StringIO()):
            async with transaction():
                await run_forwards(APP_CONFIG.app_name)


async def is_migrated() -> bool:
    try:
        newest = await fetch_row(
            "SELECT max(name) AS name FROM migration WHERE app_name = {}",
            APP_CONFIG.app_name,
        )
    except NO_SUCH_TABLE:
        return False
    return newest is not None and newest["name"] == newest_migration()


@cache
def newest_migration() -> str:
    folder = Path(APP_CONFIG.migrations_folder_path)
    texts = (path.read_text("utf-8") for path in folder.glob("*.py"))
    return max(
        found[1]
        for text in texts
        if (found := re.search(r'^ID = "(.+)"$', text, re.MULTILINE))
    )


@asynccontextmanager
async def _only_node() -> AsyncIterator[None]:
    engine = database()
    lock = (
        _file_lock(engine)
        if isinstance(engine, SqliteEngine)
        else _advisory_lock(engine)
    )
    async with lock:
        yield


@asynccontextmanager
async def _file_lock(engine: SqliteEngine) -> AsyncIterator[None]:
    """Lock a file beside the database; the system lets go of it when a process dies."""
    engine.path.parent.mkdir(parents=True, exist_ok=True)
    with engine.path.with_suffix(".migrating").open("w") as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


@asynccontextmanager
async def _advisory_lock(engine: PostgresEngine) -> AsyncIterator[None]:
    """Lock on a connection of its own, which PostgreSQL closes when a node dies."""
    connection = await asyncpg.connect(engine.url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", ADVISORY_LOCK)
        yield
    finally:
        await connection.close()
