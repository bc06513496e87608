"""From when a call may be made that has no time of its own any more."""

from datetime import datetime
from uuid import UUID

from portal.db.call_attempts import fetch_standing_attempts
from portal.db.callback_slots import OwedCall, SeatBefore, end_seat_of_call
from portal.domain.call_ladder import PastAttempt, paused_until


async def give_seat_back(call: OwedCall, *, now: datetime) -> datetime | None:
    """End its seat; say from when it may be made without the time that it has."""
    seat = await end_seat_of_call(task_id=call.task_id, now=now)
    ends = (_before_its_time(call, seat), await rested_at(call.task_id))
    return max(filter(None, ends), default=None)


def _before_its_time(call: OwedCall, seat: SeatBefore | None) -> datetime | None:
    """A seat that it held no more says nothing: a caller tried since, or moved it."""
    if not call.is_agreed:
        return call.earliest_at
    if seat is None or seat.starts_at != call.earliest_at:
        return None
    return seat.was_earliest_at


async def rested_at(task_id: UUID) -> datetime | None:
    """Give the end of the rest that the last attempt that stands leaves her."""
    standing = await fetch_standing_attempts(task_id=task_id)
    last = max(standing, key=lambda it: it.at, default=None)
    past = PastAttempt(at=last.at, outcome=last.outcome) if last else None
    return paused_until(last=past, others_reached_at=None)
