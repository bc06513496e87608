"""Due work done because somebody asked for it, and not the metronome."""

from datetime import datetime

from portal.actions.demo_clock import current_time, move_clock
from portal.db.audit import insert_audit
from portal.jobs.run import run_due_jobs


async def run_by_hand(*, at: datetime | None, by: str) -> dict[str, int]:
    """Do what is due at that moment, or now; a demo's clock goes there with it."""
    now = await current_time()
    if at is not None and at > now:
        await move_clock(to=at)
    counts = await run_due_jobs(now=at or now)
    await insert_audit(now=at or now, actor_kind="command", actor=by, action="jobs_run")
    return counts
