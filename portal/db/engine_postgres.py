"""Piccolo on PostgreSQL: a pool for each event loop, and nothing leaks out of it.

A connection goes back whatever happens to its transaction: an error, a failed COMMIT,
a client that went away. What was not committed is rolled back on the way.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, cast

import asyncpg
from piccolo.engine.base import Engine
from piccolo.engine.postgres import Atomic
from piccolo.querystring import QueryString

from portal.db.dialect import UnableToAskLikeThatError, for_postgres
from portal.db.postgres_connections import Connections
from portal.db.query_count import note_query
from portal.db.transactions import (
    Transaction,
    UnableToCommitError,
    UnableToUseTransactionError,
    held,
    nested,
)

SESSION = {
    "application_name": "ketenportaal",
    "timezone": "UTC",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",  # planning is dearer than the hot lists
    "idle_in_transaction_session_timeout": "60000",
}


async def _leave_as_is(_: asyncpg.Connection) -> None:
    """Spare a round trip: no statement of ours changes a session's settings."""


class PostgresEngine(Engine[Any]):
    """Connections are made when an event loop first needs them."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.pool_size = pool_size
        self.current_transaction: ContextVar[Transaction | None] = ContextVar(
            "transaction on PostgreSQL", default=None
        )
        self._connections: dict[asyncio.AbstractEventLoop, Connections] = {}
        super().__init__(engine_type="postgres", min_version_number=12)

    async def fetch_rows(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._fetch(for_postgres(sql), args)]

    async def execute(self, sql: str, *args: Any) -> int:
        sql = for_postgres(sql)
        note_query(sql)
        if transaction := self.current_transaction.get():
            return _changed(await transaction.own_connection().execute(sql, *args))
        return _changed(await (await self._of_this_loop()).execute(sql, *args))

    @asynccontextmanager
    async def transaction(self, **_: object) -> AsyncIterator[Transaction]:
        if outer := self.current_transaction.get():
            async with nested(outer):
                yield outer
            return
        async with self._begun("BEGIN") as transaction:
            yield transaction
            if await transaction.connection.execute("COMMIT") == "ROLLBACK":
                msg = "An error inside was caught without a nested transaction."
                raise UnableToCommitError(msg)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """Read one state of the whole database, whatever is written meanwhile."""
        if self.current_transaction.get():
            msg = "A snapshot begins outside a transaction."
            raise UnableToUseTransactionError(msg)
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        async with self._begun(begin) as transaction:
            yield transaction

    @asynccontextmanager
    async def _begun(self, begin: str) -> AsyncIterator[Transaction]:
        async with (await self._of_this_loop()).lent() as connection:
            try:
                await connection.execute(begin)
                with held(self.current_transaction, connection) as transaction:
                    yield transaction
            finally:
                if connection.is_in_transaction():
                    await connection.execute("ROLLBACK")

    async def start_connection_pool(self) -> None:
        """Connect once, so that a database that is away is noticed at the start."""
        async with (await self._of_this_loop()).lent():
            pass

    async def close_connection_pool(self) -> None:
        if connections := self._connections.pop(asyncio.get_running_loop(), None):
            await connections.close()

    async def run_querystring(
        self, querystring: QueryString, *_: object, **__: object
    ) -> list[asyncpg.Record]:
        sql, args = querystring.compile_string(engine_type="postgres")
        return await self._fetch(sql, args)

    async def run_ddl(self, ddl: str, *_: object, **__: object) -> list[asyncpg.Record]:
        return await self._fetch(ddl, ())

    def transform_response_to_dicts(
        self, results: list[asyncpg.Record]
    ) -> list[dict[str, Any]]:
        return [dict(row) for row in results]

    async def _fetch(self, sql: str, args: Sequence[Any]) -> list[asyncpg.Record]:
        note_query(sql)
        if transaction := self.current_transaction.get():
            rows: list[asyncpg.Record] = await transaction.own_connection().fetch(
                sql, *args
            )
            return rows
        return await (await self._of_this_loop()).fetch(sql, *args)

    async def _of_this_loop(self) -> Connections:
        loop = asyncio.get_running_loop()
        if not (connections := self._connections.get(loop)):
            self._forget_loops_left_behind()
            pool = await asyncpg.create_pool(
                self.url,
                min_size=0,
                max_size=self.pool_size,
                reset=_leave_as_is,
                statement_cache_size=500,
                server_settings=SESSION,
            )
            connections = Connections(pool, size=self.pool_size)
            connections = self._connections.setdefault(loop, connections)
        return connections

    def _forget_loops_left_behind(self) -> None:
        for loop in [loop for loop in self._connections if loop.is_closed()]:
            del self._connections[loop]

    async def check_version(self) -> None:
        """Ask nothing: making an engine reaches for no server."""

    async def get_version(self) -> float:
        rows = await self._fetch("SHOW server_version_num", ())
        return int(rows[0]["server_version_num"]) // 10_000

    def get_version_sync(self) -> NoReturn:
        raise UnableToAskLikeThatError("Ask in the event loop.")

    async def prep_database(self) -> None:
        """Nothing: we need no extensions."""

    def atomic(self) -> Atomic:
        return Atomic(engine=cast("Any", self))

    async def batch(self, *_: object, **__: object) -> NoReturn:
        raise UnableToAskLikeThatError("Read large results by pages.")


def _changed(status: str) -> int:
    count = status.rpartition(" ")[2]
    return int(count) if count.isdecimal() else 0
