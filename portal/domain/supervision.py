"""What a supervisor watches, and what she may do with a call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.locations import Location
from portal.domain.opening_hours import OpeningHours
from portal.domain.staff import Role
from portal.domain.staff_members import Leave, StaffOnFile, is_on_shift, shift_on

TOO_LONG_HELD = timedelta(minutes=45)
NEVER_TRIED_AFTER = timedelta(days=2)
DAYS_AHEAD = 3
REASON_LENGTH = 300
SHORTEST_REASON = 3
CALLERS = (
    Role.CALLER,
    Role.PROSECUTOR_OFFICE,
    Role.SHN_WORKER,
    Role.HALT_WORKER,
)
"""Who calls as their work; a supervisor calls where nobody else is."""


class Watch(StrEnum):
    NOT_HEARD = "not_heard"
    OVERDUE = "overdue"
    NEVER_TRIED = "never_tried"
    STUCK = "stuck"
    UNASSIGNED = "unassigned"
    HELD_LONG = "held_long"
    TODAY = "today"
    TOMORROW = "tomorrow"
    DAY_AFTER = "day_after"


DUE_WATCHES = (Watch.TODAY, Watch.TOMORROW, Watch.DAY_AFTER)


class MoveAction(StrEnum):
    FREE = "free"
    MOVE_LOCATION = "move_location"
    MOVE_PERSON = "move_person"
    RAISE = "raise"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Where callers work: `everywhere`, or at these locations."""

    everywhere: bool
    locations: frozenset[str]

    def has(self, location: str) -> bool:
        return self.everywhere or location in self.locations


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    """`possible` is None where nobody said how many calls an hour holds."""

    day: date
    callers: int
    hours: float
    possible: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovableCall:
    """A call as a supervisor sees it when she does something with it."""

    id: UUID
    victim_id: UUID
    location: str
    priority: int
    needs_experience: bool
    due_at: datetime
    lease_staff: UUID | None
    lease_until: datetime | None
    reserved_for: UUID | None

    def is_held(self, now: datetime) -> bool:
        return self.lease_until is not None and self.lease_until > now

    def mark(self, now: datetime) -> str:
        """Give what must not have changed between looking and doing."""
        holder = self.lease_staff if self.is_held(now) else None
        return (
            f"{self.location}|{self.priority}|{holder or ''}|{self.reserved_for or ''}"
        )


def covered_by(staff: Sequence[StaffOnFile], *, experienced: bool) -> Covered:
    callers = [
        it
        for it in staff
        if it.is_active
        and it.role in CALLERS
        and (it.is_experienced or not experienced)
    ]
    return Covered(
        everywhere=any(it.location is None for it in callers),
        locations=frozenset(it.location for it in callers if it.location),
    )


def experienced_on_shift(
    staff: Sequence[StaffOnFile], *, now: datetime, leaves: Sequence[Leave]
) -> Covered:
    """Give where somebody is there for the heavy calls, so that no supervisor need be.

    Who works at one location makes no calls of another.
    """
    there = [it for it in staff if is_on_shift(it, now, leaves=leaves)]
    return covered_by(there, experienced=True)


def heavy_is_yours_at(
    covered: Covered, *, location: str | None, places: Iterable[str]
) -> tuple[str, ...]:
    """Give where a supervisor of this location, or of all, makes the heavy calls.

    An empty name is everywhere.
    """
    if location is not None:
        return () if covered.has(location) else (location,)
    if not (covered.everywhere or covered.locations):
        return ("",)
    return tuple(it for it in sorted(places) if it and not covered.has(it))


def days_ahead(
    *,
    staff: Sequence[StaffOnFile],
    leaves: Sequence[Leave],
    places: Mapping[str, Location],
    hours: Mapping[str, OpeningHours],
    here: str | None,
    now: datetime,
) -> list[DayAhead]:
    """Give the callers of today and the coming days, and how many calls that makes.

    Of today only what is left counts. `places` and `hours` are by location, with the
    whole organisation under the empty name.
    """
    today = local_date(now)
    return [
        _day_ahead(
            today + timedelta(days=offset),
            [it for it in staff if it.role in CALLERS and _works(it, here)],
            leaves=leaves,
            places=places,
            hours=hours,
            now=now,
        )
        for offset in range(DAYS_AHEAD)
    ]


def _works(member: StaffOnFile, here: str | None) -> bool:
    return here is None or member.location == here


def _day_ahead(
    day: date,
    staff: Sequence[StaffOnFile],
    *,
    leaves: Sequence[Leave],
    places: Mapping[str, Location],
    hours: Mapping[str, OpeningHours],
    now: datetime,
) -> DayAhead:
    callers, total, possible, is_known = 0, 0.0, 0.0, True
    for member in staff:
        name = member.location or ""
        open_then = hours.get(name, hours[""])
        shift = shift_on(member, day, hours=open_then, leaves=leaves)
        if shift is None or shift[1] <= now:
            continue
        length = (shift[1] - max(shift[0], now)).total_seconds() / 3600
        rate = rate_at(places, name)
        callers, total = callers + 1, total + length
        possible += length * (rate or 0)
        is_known = is_known and rate is not None
    return DayAhead(
        day=day,
        callers=callers,
        hours=total,
        possible=int(possible) if is_known else None,
    )


def rate_at(places: Mapping[str, Location], name: str) -> int | None:
    """Give how many calls an hour somebody makes there; None: nobody said it."""
    own = places.get(name)
    if own is not None and own.calls_per_hour is not None:
        return own.calls_per_hour
    return places[""].calls_per_hour
