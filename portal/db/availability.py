"""Whether the database can be used: reached, of this version, not in anybody's way."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg

from portal.db.engine import Engine, database, fetch_row, open_database
from portal.db.engine_sqlite import SqliteEngine
from portal.db.migrate import is_migrated

_POSTGRES_IS_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InterfaceError,
)
_SQLITE_IS_AWAY = frozenset(
    {
        "SQLITE_BUSY",
        "SQLITE_CANTOPEN",
        "SQLITE_CORRUPT",
        "SQLITE_FULL",
        "SQLITE_IOERR",
        "SQLITE_NOTADB",
        "SQLITE_READONLY",
    }
)


class UnableToUseDatabaseError(Exception):
    """The message says what is wrong with it and what to do."""


def is_out_of_reach(error: BaseException) -> bool:
    """Whether the database is at fault, and not what was asked of it."""
    if isinstance(error, sqlite3.Error):
        name: str = getattr(error, "sqlite_errorname", "")
        return "_".join(name.split("_")[:2]) in _SQLITE_IS_AWAY
    return isinstance(error, (OSError, *_POSTGRES_IS_AWAY))


def explain(error: BaseException) -> str:
    reason = " ".join(str(error).split()) or type(error).__name__
    return (
        f"The database cannot be reached ({reason})."
        " Is PORTAL_DATABASE_URL right, and does the database run?"
    )


@asynccontextmanager
async def open_known_database() -> AsyncIterator[Engine]:
    """Connect, or say in words why that does not work."""
    async with AsyncExitStack() as stack:
        try:
            engine = await stack.enter_async_context(open_database())
            await fetch_row("SELECT 1 AS one")
        except Exception as error:
            if is_out_of_reach(error):
                raise UnableToUseDatabaseError(explain(error)) from error
            raise
        yield engine


@asynccontextmanager
async def open_ready_database() -> AsyncIterator[Engine]:
    """Connect to a database that has the newest schema; make no empty file."""
    engine = database()
    if isinstance(engine, SqliteEngine) and not engine.path.exists():
        raise UnableToUseDatabaseError(
            f"There is no database in {engine.path}: is PORTAL_DATABASE_URL right?"
            " `portal migrate` makes a new one."
        )
    async with open_known_database() as engine:
        if not await is_migrated():
            raise UnableToUseDatabaseError(
                "The database does not have the newest schema: run `portal migrate`."
            )
        yield engine
