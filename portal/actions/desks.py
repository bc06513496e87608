"""Which calls somebody at work may have: by role, experience and how much she had."""

from dataclasses import replace
from datetime import datetime

from portal.db.call_queue import Desk
from portal.db.heavy_calls import fetch_heavy_load
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.domain.calendar import local_date
from portal.domain.heavy_calls import HeavyLoad
from portal.domain.staff import Worker
from portal.domain.supervision import experienced_on_shift


async def open_desk(*, worker: Worker, now: datetime) -> Desk:
    """A supervisor who is no experienced caller stands in where none is on shift."""
    desk = Desk(
        staff_id=worker.staff_id,
        organisation=worker.organisation.value,
        location=worker.location,
        takes_grave_calls=worker.takes_grave_calls,
    )
    if worker.is_experienced or not worker.takes_grave_calls:
        return desk
    covered = experienced_on_shift(
        await fetch_staff(organisation=worker.organisation),
        now=now,
        leaves=await fetch_leaves(since=local_date(now)),
    )
    is_covered = covered.everywhere or (
        worker.location is not None and covered.has(worker.location)
    )
    return replace(
        desk,
        takes_grave_calls=not is_covered,
        grave_is_covered_at=covered.locations,
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
