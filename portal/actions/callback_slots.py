"""Times that a victim may choose for a call, out of what our callers can really do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.actions.opening_hours import standard_hours
from portal.config import Settings
from portal.db.callback_slots import (
    end_seat_of_call,
    end_seats_let_go,
    fetch_taken,
    take_seat,
)
from portal.db.callbacks import fetch_agreed_calls_for_victim
from portal.db.engine import joined_transaction
from portal.db.locations import fetch_locations_with_hours
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.domain.calendar import local_date
from portal.domain.callback_slots import (
    PREPARATION,
    Desk,
    Slot,
    days_ahead,
    free_seats,
    is_at_home_then,
)
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart


class UnableToBookError(UnableToError):
    """Somebody else was sooner, or it can no longer be promised."""

    is_conflict = True


GONE = "Deze tijd is net weg."
GONE_HINT = "Kies een andere tijd. Wat u typte staat er nog."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose call, by whom, and what holds for its time.

    `task_id` is the call that has a time already or waits for one.
    """

    victim_id: UUID
    organisation: Organisation
    location: str
    needs_experience: bool
    day_parts: frozenset[DayPart]
    days: frozenset[int]  # Monday is 1; empty is any
    zone: ZoneInfo
    earliest: datetime | None = None
    latest: datetime | None = None
    task_id: UUID | None = None


async def list_slots(wanted: Wanted, *, now: datetime) -> tuple[Slot, ...] | None:
    """Give the times that are left; None where nobody said who calls when."""
    desk = await _desk(wanted.organisation, now=now)
    if not desk.is_known(wanted.location):
        return None
    fits = [
        slot
        for day in days_ahead(local_date(now))
        for slot in desk.slots_on(day, location=wanted.location)
        if _fits(slot, wanted, now)
    ]
    hers = await _other_calls(wanted, now=now)
    taken = await fetch_taken(
        organisation=wanted.organisation.value, slots=fits, but_not=wanted.task_id
    )
    return tuple(
        slot
        for slot in fits
        if not any(slot.overlaps(*it) for it in hers)
        and free_seats(
            desk,
            slot,
            location=wanted.location,
            heavy=wanted.needs_experience,
            taken=taken[slot.starts_at],
        )
    )


async def find_slot(wanted: Wanted, starts_at: datetime, *, now: datetime) -> Slot:
    """Give the slot that begins then, as far as it is there and left."""
    slots = await list_slots(wanted, now=now) or ()
    found = next((slot for slot in slots if slot.starts_at == starts_at), None)
    if found is None:
        raise UnableToBookError(GONE, hint=GONE_HINT)
    return found


async def take_slot(
    wanted: Wanted,
    slot: Slot,
    *,
    task_id: UUID,
    was_earliest_at: datetime | None,
    now: datetime,
) -> None:
    """Take a seat for this call, which gives up the one it had.

    Which seat is settled by a unique index: who comes second gets the next one, and
    when none is left she is told so and nothing of hers has changed.
    """
    async with joined_transaction():
        await end_seat_of_call(task_id=task_id, now=now)
        organisation = wanted.organisation.value
        await end_seats_let_go(
            organisation=organisation, starts_at=slot.starts_at, now=now
        )
        desk = await _desk(wanted.organisation, now=now)
        taken = await fetch_taken(
            organisation=organisation, slots=[slot], but_not=task_id
        )
        left = free_seats(
            desk,
            slot,
            location=wanted.location,
            heavy=wanted.needs_experience,
            taken=taken[slot.starts_at],
        )
        for pool, seat in left:
            if await take_seat(
                task_id=task_id,
                organisation=organisation,
                slot=slot,
                pool=pool,
                seat=seat,
                was_earliest_at=was_earliest_at,
                now=now,
            ):
                return
        raise UnableToBookError(GONE, hint=GONE_HINT)


async def _desk(organisation: Organisation, *, now: datetime) -> Desk:
    settings = Settings.from_env()
    places, hours = await fetch_locations_with_hours(
        organisation=organisation, standard=standard_hours()
    )
    return Desk(
        staff=await fetch_staff(organisation=organisation),
        leaves=await fetch_leaves(since=local_date(now)),
        places=places,
        hours=hours,
        minutes=settings.slot_minutes,
        share=settings.slot_share,
    )


def _fits(slot: Slot, wanted: Wanted, now: datetime) -> bool:
    soonest = max(now + PREPARATION, wanted.earliest or now)
    is_in_time = wanted.latest is None or slot.ends_at <= wanted.latest
    return (
        slot.starts_at >= soonest
        and is_in_time
        and is_at_home_then(
            slot, days=wanted.days, day_parts=wanted.day_parts, zone=wanted.zone
        )
    )


async def _other_calls(
    wanted: Wanted, *, now: datetime
) -> list[tuple[datetime, datetime | None]]:
    """Give when others call her: two telephones at once help nobody."""
    agreed = await fetch_agreed_calls_for_victim(victim_id=wanted.victim_id, now=now)
    return [(it.starts_at, it.ends_at) for it in agreed if it.task_id != wanted.task_id]
