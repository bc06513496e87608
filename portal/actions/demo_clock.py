"""What time it is for the portal: in a demo the clock lives in the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic

from portal import clock
from portal.config import Settings
from portal.db.demo_clock import (
    add_to_ahead,
    fetch_ahead,
    insert_ahead,
    raise_ahead,
)
from portal.db.engine import database, transaction
from portal.db.reminders import fetch_next_reminder_at
from portal.domain.calendar import at_local_time
from portal.domain.errors import UnableToError

DEMO_STARTS_AT = at_local_time(date(2026, 11, 23), time(10))
YEARS = range(2000, 2100)
"""Beyond these, days cannot be counted, and the clock never goes back."""
REMEMBERED_SECONDS = 1.0


class UnableToMoveClockError(UnableToError):
    """Only a demo has a clock to move, and it goes forward only."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What this process read a moment ago, so that a request asks nothing."""

    database_url: str
    ahead: timedelta
    read_at: float


_last_reading: list[_Reading] = []


async def current_time() -> datetime:
    """Give the time by which doors and jobs go, in UTC."""
    if not Settings.from_env().is_play:
        return clock.now()
    return clock.now() + await _ahead()


async def start_demo_clock() -> bool:
    """Let a new demo begin on its Monday morning; tell whether it is new.

    One that runs is left alone.
    """
    _refuse_in_production()
    async with transaction():
        is_new = await insert_ahead(DEMO_STARTS_AT - clock.now())
    _last_reading.clear()
    return is_new


async def move_clock(
    *, by: timedelta | None = None, to: datetime | None = None
) -> datetime:
    """Set it forward by a stretch or to a moment; return the new time."""
    _refuse_in_production()
    if by is not None and by < timedelta(0):
        raise UnableToMoveClockError("De klok kan alleen vooruit.")
    if to is not None and to.year not in YEARS:
        raise UnableToMoveClockError(f"De klok gaat niet verder dan {YEARS[-1]}.")
    if to is not None and to < await current_time():
        raise UnableToMoveClockError("De klok kan alleen vooruit.")
    async with transaction():
        if by is not None:
            await add_to_ahead(by)
        if to is not None:
            await raise_ahead(to - clock.now())
    _last_reading.clear()
    return await current_time()


async def next_reminder_at() -> datetime | None:
    """Give the first due moment that is still to come."""
    return await fetch_next_reminder_at(after=await current_time())


async def _ahead() -> timedelta:
    url, at = database().url, monotonic()
    for reading in _last_reading:
        if reading.database_url == url and at - reading.read_at < REMEMBERED_SECONDS:
            return reading.ahead
    ahead = await fetch_ahead() or timedelta(0)
    _last_reading[:] = [_Reading(url, ahead, at)]
    return ahead


def _refuse_in_production() -> None:
    if not Settings.from_env().is_play:
        raise UnableToMoveClockError("Alleen een demo heeft een eigen klok.")
