"""Two transactions that wait for each other: PostgreSQL ends one, which begins anew."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

TRIES = 3

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def is_deadlock(error: BaseException) -> bool:
    return isinstance(error, asyncpg.DeadlockDetectedError)


async def again_after_deadlock(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """Do it, a whole transaction, and again when it was the one that was ended."""
    for _ in range(TRIES - 1):
        try:
            return await work()
        except asyncpg.DeadlockDetectedError:
            logger.warning("A deadlock ended this transaction; it begins anew.")
    return await work()
