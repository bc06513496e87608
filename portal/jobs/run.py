"""All work that is due at one moment, until none is left."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from portal.actions.call_drafts import end_drafts
from portal.actions.events import retry_stopped_events
from portal.actions.question_answers import alert_about_late_questions
from portal.config import Settings
from portal.db.availability import is_out_of_reach
from portal.jobs.deliver import deliver_all
from portal.jobs.remind import remind_all
from portal.jobs.sweep import end_leases_all, end_sessions_all, hand_on_all
from portal.jobs.tally import Tally
from portal.jobs.windows import refresh_all, refresh_places
from portal.notifications.outlets import Outlets, open_outlets

logger = logging.getLogger(__name__)

PASSES = 100  # far more than one thing can lead to another
FAILED = "failed"

Job = Callable[[], Awaitable[Tally]]


async def run_due_jobs(
    *,
    now: datetime,
    outlets: Outlets | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """Return how many of each were done; two processes at once do nothing twice.

    What fails is counted, and left for the next run.
    """
    if outlets is not None:
        return await _run(now, outlets, is_stopping)
    async with open_outlets(Settings.from_env()) as opened:
        return await _run(now, opened, is_stopping)


async def _run(
    now: datetime, outlets: Outlets, is_stopping: Callable[[], bool]
) -> dict[str, int]:
    hopeless = set[UUID]()
    jobs: dict[str, Job] = {
        "leases_ended": lambda: _swept(end_leases_all(now=now)),
        "windows_refreshed": lambda: refresh_all(now=now, is_stopping=is_stopping),
        "places_refreshed": lambda: refresh_places(now=now, is_stopping=is_stopping),
        "calls_handed_on": lambda: _swept(hand_on_all(now=now)),
        "reminders_fired": lambda: remind_all(
            now=now, hopeless=hopeless, is_stopping=is_stopping
        ),
        "messages_sent": lambda: deliver_all(
            outlets=outlets, now=now, is_stopping=is_stopping
        ),
        "questions_late": lambda: _swept(alert_about_late_questions(now=now)),
        "events_retried": lambda: _swept(retry_stopped_events(now=now)),
        "drafts_ended": lambda: _swept(end_drafts(now=now)),
        "sessions_ended": lambda: _swept(end_sessions_all()),
    }
    totals = dict.fromkeys((*jobs, FAILED), 0)
    for _ in range(PASSES):
        done = [await _do(name, job, totals) for name, job in jobs.items()]
        if not any(done) or is_stopping():
            return totals
    logger.error("Work that is due keeps coming back; this run gives up on it.")
    return totals


async def _do(name: str, job: Job, totals: dict[str, int]) -> bool:
    """Do one kind of work and go on with the next when it fails as a whole.

    Without the database nothing can be done: that ends the run.
    """
    try:
        tally = await job()
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.exception("The job %s failed.", name)
        tally = Tally(failed=1)
    totals[name] += tally.done
    totals[FAILED] += tally.failed
    return tally.done > 0


async def _swept(number: Awaitable[int]) -> Tally:
    return Tally(done=await number)
