"""Takes back what ended by itself: leases of callers, sessions of everyone."""

from datetime import datetime

from portal import clock
from portal.actions.setup_leave import hand_on_of_absent
from portal.db.call_queue import delete_expired_leases
from portal.db.engine import transaction
from portal.db.sessions import delete_expired_sessions


async def end_leases_all(*, now: datetime) -> int:
    async with transaction():
        return await delete_expired_leases(now=now)


async def hand_on_all(*, now: datetime) -> int:
    """Give what was kept for who is away today to who stands in, or to everybody."""
    return await hand_on_of_absent(now=now)


async def end_sessions_all() -> int:
    """Sessions go by the real clock: the demo's may jump, and nobody is idle for it."""
    async with transaction():
        return await delete_expired_sessions(now=clock.now())
