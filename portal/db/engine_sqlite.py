"""Piccolo on SQLite: statements run on the event loop's thread, one writer at a time.

A statement takes tens of microseconds, less than the hop to a thread and back, so there
is none. In return a slow statement holds up the loop: read large results by pages.

Several processes may use one file: who finds it locked tries again for half a minute.
A commit is on the disk when it returns (synchronous=FULL, measured at 0.25 ms more than
NORMAL): what we acknowledged to another system survives a power cut.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn, cast

from piccolo.engine.base import Engine
from piccolo.engine.postgres import Atomic
from piccolo.querystring import QueryString

from portal.db.dialect import UnableToAskLikeThatError, for_sqlite, is_read
from portal.db.query_count import note_query
from portal.db.sqlite_connection import Answer, SqliteConnection
from portal.db.sqlite_constraints import in_words_of_sqlite, table_to_constrain
from portal.db.transactions import (
    Transaction,
    UnableToUseTransactionError,
    held,
    nested,
)

TURN = 0.005
MEMORY_PRAGMAS = ("cache_size=-16000", "temp_store=MEMORY")
WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
READER_PRAGMAS = ("query_only=ON",)


class _Desk:
    """The connections of one event loop, with the queue before the writer."""

    def __init__(self, path: Path) -> None:
        self.queue = asyncio.Lock()
        self.writer = SqliteConnection(path)
        self.reader = SqliteConnection(path)
        self._is_ready = False
        self._turn_began = monotonic()

    async def make_ready(self) -> None:
        if self._is_ready:
            return
        async with self.queue:
            await self.writer.set_pragmas(*WRITER_PRAGMAS, *MEMORY_PRAGMAS)
            await self.reader.set_pragmas(*READER_PRAGMAS, *MEMORY_PRAGMAS)
            self._is_ready = True

    async def give_way(self) -> None:
        """Let other tasks run now and then, for no statement waits by itself."""
        if monotonic() - self._turn_began > TURN:
            await asyncio.sleep(0)
            self._turn_began = monotonic()

    def close(self) -> None:
        self.reader.close()
        self.writer.close()


class SqliteEngine(Engine[Any]):
    """Connections are made when an event loop first needs them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        self.current_transaction: ContextVar[Transaction | None] = ContextVar(
            f"transaction on {path}", default=None
        )
        self._desks: dict[asyncio.AbstractEventLoop, _Desk] = {}
        super().__init__(engine_type="sqlite", min_version_number=3.35)

    async def fetch_rows(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        return (await self._run(for_sqlite(sql), args)).rows

    async def execute(self, sql: str, *args: Any) -> int:
        return (await self._run(for_sqlite(sql), args)).changed

    @asynccontextmanager
    async def transaction(self, **_: object) -> AsyncIterator[Transaction]:
        """Take the writer, so that what is read inside is still true when written."""
        if outer := self.current_transaction.get():
            async with nested(outer):
                yield outer
            return
        desk = await self._desk()
        async with desk.queue:
            try:
                await desk.writer.execute("BEGIN IMMEDIATE")
                with held(self.current_transaction, desk.writer) as transaction:
                    yield transaction
                    await desk.writer.execute("COMMIT")
            finally:
                desk.writer.rollback()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """Read one state of the whole database, whatever is written meanwhile."""
        if self.current_transaction.get():
            msg = "A snapshot begins outside a transaction."
            raise UnableToUseTransactionError(msg)
        await self._desk()
        connection = SqliteConnection(self.path)
        try:
            await connection.set_pragmas(*READER_PRAGMAS)
            await connection.execute("BEGIN")
            with held(self.current_transaction, connection) as transaction:
                yield transaction
        finally:
            connection.close()

    async def start_connection_pool(self) -> None:
        await self._desk()

    async def close_connection_pool(self) -> None:
        if desk := self._desks.pop(asyncio.get_running_loop(), None):
            desk.close()

    async def run_querystring(
        self, querystring: QueryString, *_: object, **__: object
    ) -> list[dict[str, Any]]:
        sql, args = querystring.compile_string(engine_type="sqlite")
        return (await self._run(sql, args)).rows

    async def run_ddl(self, ddl: str, *_: object, **__: object) -> list[dict[str, Any]]:
        columns = []
        if table := table_to_constrain(ddl):
            info = await self._run(f"PRAGMA table_info({table})", ())
            columns = [column["name"] for column in info.rows]
        for statement in in_words_of_sqlite(ddl, columns=columns):
            await self._run(statement, ())
        return []

    async def _run(self, sql: str, args: Sequence[Any]) -> Answer:
        note_query(sql)
        desk = await self._desk()
        await desk.give_way()
        if transaction := self.current_transaction.get():
            connection: SqliteConnection = transaction.own_connection()
            if not connection.in_transaction:
                msg = "SQLite ended the transaction after an error."
                raise UnableToUseTransactionError(msg)
            return await connection.execute(sql, args)
        if is_read(sql):
            return await desk.reader.execute(sql, args)
        async with desk.queue:
            return await desk.writer.execute(sql, args)

    async def _desk(self) -> _Desk:
        loop = asyncio.get_running_loop()
        if not (desk := self._desks.get(loop)):
            self._close_desks_left_behind()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            desk = self._desks[loop] = _Desk(self.path)
        await desk.make_ready()
        return desk

    def _close_desks_left_behind(self) -> None:
        for loop in [loop for loop in self._desks if loop.is_closed()]:
            self._desks.pop(loop).close()

    async def get_version(self) -> float:
        return self.get_version_sync()

    def get_version_sync(self) -> float:
        major, minor, _ = sqlite3.sqlite_version_info
        return float(f"{major}.{minor}")

    async def prep_database(self) -> None:
        """Nothing: SQLite has no extensions to switch on."""

    def atomic(self) -> Atomic:
        return Atomic(engine=cast("Any", self))

    async def batch(self, *_: object, **__: object) -> NoReturn:
        raise UnableToAskLikeThatError("Read large results by pages.")
