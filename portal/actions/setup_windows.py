"""Setting the windows of a place's calls anew after its hours changed, in chunks."""

import logging
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import refresh_window
from portal.db.engine import transaction
from portal.db.location_windows import (
    fetch_open_calls_after,
    set_windows_after,
    set_windows_done,
    take_location_with_windows_due,
)

logger = logging.getLogger(__name__)

AT_ONCE = 50


async def refresh_next_windows(*, now: datetime) -> int | None:
    """Set one chunk anew and keep how far it came; None where no place waits.

    A process that dies leaves its chunk as it was, for the next one.
    """
    async with transaction():
        place = await take_location_with_windows_due()
        if place is None:
            return None
        task_ids = await fetch_open_calls_after(place=place, limit=AT_ONCE)
        for task_id in task_ids:
            await _refresh(task_id, now)
        if len(task_ids) < AT_ONCE:
            await set_windows_done(location_id=place.location_id)
        else:
            await set_windows_after(location_id=place.location_id, task_id=task_ids[-1])
        return len(task_ids)


async def _refresh(task_id: UUID, now: datetime) -> None:
    """One call that cannot be looked at anew does not keep the others."""
    try:
        async with transaction():
            await refresh_window(task_id=task_id, now=now)
    except Exception:
        logger.exception("The window of call %s could not be set anew.", task_id)
