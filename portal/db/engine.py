"""The database: SQLite or PostgreSQL, with one way to open a transaction and to ask.

    async with transaction():                     # nested: a savepoint
        rows = await fetch_rows("SELECT … WHERE state = {}", state)

Writing belongs in a transaction. To go on after an error in one, open a nested one
around it: the inner part is undone. A transaction is its own task's: no gather inside,
and a task started inside may not ask the database. How to write SQL that runs on both:
portal.db.dialect.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias, cast

from piccolo.engine import engine_finder

from portal.db.engine_postgres import PostgresEngine
from portal.db.engine_sqlite import SqliteEngine
from portal.db.transactions import Transaction

CONFIGURATION = "portal.db.piccolo_conf"
"""Where PICCOLO_CONF points (portal.db)."""

Engine: TypeAlias = SqliteEngine | PostgresEngine


class UnableToMakeEngineError(Exception):
    """The address is of no database that we know."""


def make_engine(url: str) -> Engine:
    """Take sqlite:///relative/path, sqlite:////absolute/path or postgresql://host/name."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and len(rest) > 1 and rest.startswith("/"):
        return SqliteEngine(Path(rest[1:]))
    if scheme in {"postgres", "postgresql"}:
        return PostgresEngine(url)
    msg = f"PORTAL_DATABASE_URL begins with sqlite:/// or postgresql://, not {scheme}."
    raise UnableToMakeEngineError(msg)


def database() -> Engine:
    """Piccolo's DB of this moment: tests change it, so it is kept nowhere.

    Where it was imported before, this is sixty times as quick as Piccolo's own finder,
    which every statement would ask.
    """
    configuration = sys.modules.get(CONFIGURATION)
    return cast(Engine, configuration.DB if configuration else engine_finder())


@asynccontextmanager
async def open_database() -> AsyncIterator[Engine]:
    """Connect for as long as an application or a command runs."""
    engine = database()
    try:
        await engine.start_connection_pool()
        yield engine
    finally:
        await engine.close_connection_pool()


def transaction() -> AbstractAsyncContextManager[Transaction]:
    return database().transaction()


@asynccontextmanager
async def joined_transaction() -> AsyncIterator[None]:
    """The transaction that is open, or one of its own; no savepoint when nested.

    For a part that never fails alone: who catches its error has to undo the whole.
    """
    if database().current_transaction.get() is not None:
        yield
        return
    async with transaction():
        yield


def snapshot() -> AbstractAsyncContextManager[Transaction]:
    """Read one state of the whole database in several statements."""
    return database().snapshot()


async def fetch_rows(sql: str, *args: Any) -> list[dict[str, Any]]:
    return await database().fetch_rows(sql, *args)


async def fetch_row(sql: str, *args: Any) -> dict[str, Any] | None:
    rows = await database().fetch_rows(sql, *args)
    return rows[0] if rows else None


async def execute(sql: str, *args: Any) -> int:
    """Give the number of rows changed."""
    return await database().execute(sql, *args)
