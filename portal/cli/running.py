"""Running what needs the database, in a process that does nothing else."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from portal.db.availability import open_ready_database

_T = TypeVar("_T")


def run_with_database(work: Callable[[], Awaitable[_T]]) -> _T:
    """Raise UnableToUseDatabaseError when it is away or lacks the newest schema."""

    async def run() -> _T:
        async with open_ready_database():
            return await work()

    return asyncio.run(run())


def operator() -> str:
    """Name who runs the command, as the system knows them, for the audit."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
