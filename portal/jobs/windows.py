"""Moves on the calls whose hours are over, so that the queue tells the truth."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import refresh_stale_windows, refresh_window
from portal.actions.setup_windows import refresh_next_windows
from portal.db.availability import is_out_of_reach
from portal.db.call_tasks import fetch_stale
from portal.jobs.tally import Tally

logger = logging.getLogger(__name__)

AT_ONCE = 200


async def refresh_all(
    *, now: datetime, is_stopping: Callable[[], bool] = lambda: False
) -> Tally:
    """Refresh many in one transaction; when one of them spoils it, each by itself."""
    done = 0
    try:
        while not is_stopping():
            moved = await refresh_stale_windows(now=now, limit=AT_ONCE)
            done += moved
            if moved < AT_ONCE:
                break
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.exception("Call windows are refreshed one by one now.")
        alone = await _refresh_one_by_one(now=now)
        return Tally(done + alone.done, alone.failed)
    return Tally(done)


async def refresh_places(
    *, now: datetime, is_stopping: Callable[[], bool] = lambda: False
) -> Tally:
    """Look anew at the calls of places whose hours changed, chunk by chunk."""
    done = 0
    while not is_stopping():
        moved = await refresh_next_windows(now=now)
        if moved is None:
            break
        done += moved
    return Tally(done)


async def _refresh_one_by_one(*, now: datetime) -> Tally:
    stale = await fetch_stale(now=now, limit=AT_ONCE)
    fit = [await refresh_one(task_id=task_id, now=now) for task_id in stale]
    return Tally(fit.count(True), fit.count(False))


async def refresh_one(*, task_id: UUID, now: datetime) -> bool:
    try:
        await refresh_window(task_id=task_id, now=now)
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.exception("The window of call %s could not be set anew.", task_id)
        return False
    return True
