"""Running what needs the database, in a process that does nothing else."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from portal.app import check_fit
from portal.config import Settings
from portal.db.availability import open_ready_database

_T = TypeVar("_T")


def run_with_database(work: Callable[[], Awaitable[_T]]) -> _T:
    """Refuse unfit settings, a database that is away, or one with an old schema."""
    check_fit(Settings.from_env())

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
