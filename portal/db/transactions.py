"""A transaction on either engine: it belongs to one task and nests as savepoints."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


class UnableToUseTransactionError(Exception):
    """A transaction is used by another task, or after its end."""


class UnableToCommitError(Exception):
    """PostgreSQL rolled back, for an error inside was caught and forgotten."""


@dataclass(slots=True)
class Transaction:
    connection: Any
    task: asyncio.Task[Any] | None
    depth: int = 0

    def own_connection(self) -> Any:
        """Refuse a task that outlived the transaction, or that runs beside its owner.

        PostgreSQL serves one statement a connection at a time, so SQLite refuses too.
        """
        if self.task is not asyncio.current_task():
            msg = "This task did not open the transaction, or it has ended."
            raise UnableToUseTransactionError(msg)
        return self.connection


@contextmanager
def held(
    current: ContextVar[Transaction | None], connection: Any
) -> Iterator[Transaction]:
    """Make the connection the one on which this task's statements run."""
    transaction = Transaction(connection=connection, task=asyncio.current_task())
    token = current.set(transaction)
    try:
        yield transaction
    finally:
        transaction.task = None
        current.reset(token)


@asynccontextmanager
async def nested(transaction: Transaction) -> AsyncIterator[Transaction]:
    """A savepoint: who catches an error around it has undone what was inside."""
    connection = transaction.own_connection()
    transaction.depth += 1
    name = f"nested_{transaction.depth}"
    await connection.execute(f"SAVEPOINT {name}")
    try:
        yield transaction
    except BaseException:
        await connection.execute(f"ROLLBACK TO SAVEPOINT {name}")
        raise
    finally:
        transaction.depth -= 1
        await connection.execute(f"RELEASE SAVEPOINT {name}")
