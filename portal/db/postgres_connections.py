"""Lending PostgreSQL connections: quick when all goes well, careful when it does not.

asyncpg's own pool spends half as much again on lending as a short statement takes, so
a connection that came back sound is kept at hand. One whose borrower failed or went
away goes back through the pool, which waits for what was cancelled and mends or drops
it.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg


class Connections:
    """At most `size` for one event loop; who comes when all are lent waits in line."""

    def __init__(self, pool: asyncpg.Pool, *, size: int) -> None:
        self._pool = pool
        self._places = asyncio.Semaphore(size)
        self._at_hand: list[Any] = []

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Any]:
        async with self._places:
            connection = await self._take()
            try:
                yield connection
            except BaseException:
                await self._pool.release(connection)
                raise
            self._at_hand.append(connection)

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        return list(await self._alone("fetch", sql, args))

    async def execute(self, sql: str, *args: Any) -> str:
        return str(await self._alone("execute", sql, args))

    async def _alone(self, method: str, sql: str, args: Sequence[Any]) -> Any:
        """Run one statement by itself; quicker than `lent`."""
        async with self._places:
            connection = await self._take()
            try:
                answer = await getattr(connection, method)(sql, *args)
            except BaseException:
                await self._pool.release(connection)
                raise
            self._at_hand.append(connection)
            return answer

    async def close(self) -> None:
        while self._at_hand:
            await self._pool.release(self._at_hand.pop())
        await self._pool.close()

    async def _take(self) -> Any:
        while self._at_hand:
            connection = self._at_hand.pop()
            if not connection.is_closed():
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire()
