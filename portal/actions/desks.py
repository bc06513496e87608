"""Which calls somebody at work may have: by role, experience and how much she had."""

from datetime import datetime

from portal.db.call_queue import Desk
from portal.db.heavy_calls import fetch_heavy_load
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.domain.calendar import local_date
from portal.domain.heavy_calls import HeavyLoad
from portal.domain.staff import Worker
from portal.domain.supervision import has_experienced_on_shift


async def open_desk(*, worker: Worker, now: datetime) -> Desk:
    """A supervisor who is no experienced caller stands in where none is on shift."""
    takes_grave_calls = worker.takes_grave_calls
    if takes_grave_calls and not worker.is_experienced:
        staff = await fetch_staff(organisation=worker.organisation)
        takes_grave_calls = not has_experienced_on_shift(
            staff,
            location=worker.location,
            now=now,
            leaves=await fetch_leaves(since=local_date(now)),
        )
    return Desk(
        staff_id=worker.staff_id,
        organisation=worker.organisation.value,
        location=worker.location,
        takes_grave_calls=takes_grave_calls,
    )


async def read_heavy_load(*, worker: Worker, now: datetime) -> HeavyLoad | None:
    """Give what she had of heavy calls today; None for who never makes them."""
    if not worker.takes_grave_calls:
        return None
    desk = Desk(
        staff_id=worker.staff_id,
        organisation=worker.organisation.value,
        location=worker.location,
        takes_grave_calls=True,
    )
    return await fetch_heavy_load(whose=desk.whose, now=now)
