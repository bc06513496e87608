"""Fires due reminders, each with all that follows from it or not at all."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from portal.actions.reminders import fire_reminder
from portal.db.availability import is_out_of_reach
from portal.db.reminders import fetch_due_reminder_ids
from portal.jobs.tally import Tally

logger = logging.getLogger(__name__)


async def remind_one(*, reminder_id: UUID, now: datetime) -> bool | None:
    """Return whether it was ours to fire; None where it could not be fired."""
    try:
        return await fire_reminder(reminder_id=reminder_id, now=now)
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.exception("Reminder %s could not be fired; it stays due.", reminder_id)
        return None


async def remind_all(
    *,
    now: datetime,
    hopeless: set[UUID],
    is_stopping: Callable[[], bool] = lambda: False,
) -> Tally:
    """Fire until none is left; one that cannot be joins `hopeless`, for this run."""
    done = failed = 0
    while due := await fetch_due_reminder_ids(now=now, but_not=hopeless):
        before = (done, failed)
        for reminder_id in due:
            if is_stopping():
                return Tally(done, failed)
            fired = await remind_one(reminder_id=reminder_id, now=now)
            done += fired is True
            if fired is None:
                failed += 1
                hopeless.add(reminder_id)
        if (done, failed) == before:  # another process has all of them in hand
            break
    return Tally(done, failed)
