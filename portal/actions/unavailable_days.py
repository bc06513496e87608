"""The days on which a victim cannot come: said, and taken back."""

from datetime import datetime
from uuid import UUID

from portal.db.appointments import fetch_appointments_for_victim
from portal.db.engine import transaction
from portal.db.unavailable_days import (
    fetch_unavailable_days_for_victim,
    has_unavailability_for_victim,
    insert_unavailability,
    withdraw_unavailability_for_victim,
)
from portal.domain.appointments import Appointment
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.unavailable_days import (
    MOST_RANGES,
    DayRange,
    UnableToKeepDaysError,
    check_days,
)


class UnableToFindDaysError(UnableToError):
    """They are not hers, or were never said."""


async def say_unavailable(
    *, victim_id: UUID, days: DayRange, now: datetime
) -> list[Appointment]:
    """Keep the days, once; give the hearings that are planned on one of them."""
    today = local_date(now)
    check_days(days, today=today)
    async with transaction():
        standing = await fetch_unavailable_days_for_victim(
            victim_id=victim_id, since=today
        )
        if len(standing) >= MOST_RANGES:
            raise UnableToKeepDaysError(
                "Er staan al heel veel dagen. Haal eerst dagen weg.", field="first_day"
            )
        await insert_unavailability(victim_id=victim_id, days=days, now=now)
        hearings = await fetch_appointments_for_victim(victim_id=victim_id)
    return [it for it in hearings if it.is_ahead(now) and days.holds(it.day)]


async def take_back_days(*, victim_id: UUID, range_id: UUID, now: datetime) -> None:
    """A second click finds it done."""
    async with transaction():
        if await withdraw_unavailability_for_victim(
            victim_id=victim_id, range_id=range_id, now=now
        ):
            return
        if not await has_unavailability_for_victim(
            victim_id=victim_id, range_id=range_id
        ):
            raise UnableToFindDaysError("Deze dagen zijn er niet.")
