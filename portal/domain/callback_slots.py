"""Times out of what callers can really do: how many calls fit, and which are left.

A seat is one call in one slot. The first seats of a pool are those of experienced
callers: heavy calls get only these, others the last that is free.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendar import is_working_day, local_date
from portal.domain.call_tasks import TaskKind
from portal.domain.calling_hours import day_part_at
from portal.domain.locations import Location
from portal.domain.opening_hours import OpeningHours
from portal.domain.staff_members import Leave, StaffOnFile, shift_on
from portal.domain.supervision import CALLERS, rate_at
from portal.domain.victims import DayPart

EVERYWHERE = ""
WORKING_DAYS = 5  # after today
PREPARATION = timedelta(minutes=30)
ONE_MINUTE = timedelta(minutes=1)

# Of these calls she may choose the time. What is urgent cannot wait, and what is not
# yet hers to know of (a seizure, an apology) is on no list.
MAY_BE_MOVED = frozenset(
    {
        TaskKind.SEPOT,
        TaskKind.DECISION,
        TaskKind.HEARING,
        TaskKind.HEARING_CHANGED,
        TaskKind.JUDGMENT,
        TaskKind.CONSULTATION,
        TaskKind.PROSECUTOR_TALK,
        TaskKind.MEDIATION,
        TaskKind.FIRST_CONTACT,
        TaskKind.TERM_CONSULTATION,
        TaskKind.AFTERCARE,
        TaskKind.HALT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime | None) -> bool:
        return starts_at < self.ends_at and self.starts_at < (ends_at or starts_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Callers of one place, or of every place: how many calls they can make."""

    name: str
    seats: int
    experienced: int

    def numbers(self, *, heavy: bool) -> tuple[int, ...]:
        """Give the seats in the order in which they are given away."""
        if heavy:
            return tuple(range(1, self.experienced + 1))
        return tuple(range(self.seats, 0, -1))

    def without(self, number: int) -> "Pool":
        seats = max(self.seats - number, 0)
        return Pool(
            name=self.name, seats=seats, experienced=min(self.experienced, seats)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who calls for an organisation, where and when; how many calls is a slot."""

    staff: Sequence[StaffOnFile]
    leaves: Sequence[Leave]
    places: Mapping[str, Location]
    hours: Mapping[str, OpeningHours]
    minutes: int
    share: int  # of what callers can do, in per cent

    def hours_at(self, location: str) -> OpeningHours:
        return self.hours.get(location, self.hours[EVERYWHERE])

    def is_known(self, location: str) -> bool:
        """Whether anybody ever said who calls there, when, and how many an hour."""
        return any(
            it.role in CALLERS
            and it.is_active
            and it.week is not None
            and (it.location or EVERYWHERE) in {EVERYWHERE, location}
            and rate_at(self.places, it.location or EVERYWHERE) is not None
            for it in self.staff
        )

    def slots_on(self, day: date, *, location: str) -> Iterator[Slot]:
        opened = self.hours_at(location).on(day)
        if opened is None:
            return
        starts_at, length = opened[0], timedelta(minutes=self.minutes)
        while starts_at + length <= opened[1]:
            yield Slot(starts_at=starts_at, ends_at=starts_at + length)
            starts_at += length

    def pool(self, name: str, slot: Slot) -> Pool:
        there = [
            it
            for it in self.staff
            if it.role in CALLERS
            and (it.location or EVERYWHERE) == name
            and self._is_there(it, slot)
        ]
        experienced = [it for it in there if it.is_experienced]
        return Pool(
            name=name,
            seats=self._calls(name, len(there)),
            experienced=self._calls(name, len(experienced)),
        )

    def _is_there(self, member: StaffOnFile, slot: Slot) -> bool:
        shift = shift_on(
            member,
            local_date(slot.starts_at),
            hours=self.hours_at(member.location or EVERYWHERE),
            leaves=self.leaves,
        )
        return (
            shift is not None
            and shift[0] <= slot.starts_at
            and slot.ends_at <= shift[1]
        )

    def _calls(self, name: str, callers: int) -> int:
        """Give how many fit; where somebody is there to call, one always does."""
        rate = rate_at(self.places, name) or 0
        if not callers or not rate:
            return 0
        return max(1, callers * rate * self.minutes * self.share // (60 * 100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What of a slot is given away: seats by pool, and calls agreed without one."""

    seats: Mapping[str, frozenset[int]]
    agreed: Mapping[str, int]  # by place


def free_seats(
    desk: Desk, slot: Slot, *, location: str, heavy: bool, taken: Taken
) -> tuple[tuple[str, int], ...]:
    """Give pool and number of each seat left, the place's own callers first."""
    own = desk.pool(location, slot) if location else None
    everywhere = desk.pool(EVERYWHERE, slot)
    beyond = 0
    for place, number in taken.agreed.items():
        there = desk.pool(place, slot).seats if place else 0
        beyond += max(number - there, 0)
        if own is not None and place == location:
            own = own.without(number)
    pools = [it for it in (own, everywhere.without(beyond)) if it is not None]
    return tuple(
        (pool.name, number)
        for pool in pools
        for number in pool.numbers(heavy=heavy)
        if number not in taken.seats.get(pool.name, frozenset())
    )


def days_ahead(today: date) -> tuple[date, ...]:
    """Give today and the days up to the fifth working day after it."""
    days, found = [today], 0
    while found < WORKING_DAYS:
        days.append(days[-1] + timedelta(days=1))
        found += is_working_day(days[-1])
    return tuple(days)


def is_at_home_then(
    slot: Slot, *, days: Collection[int], day_parts: Collection[DayPart], zone: ZoneInfo
) -> bool:
    """Whether all of it lies in hours in which she may be called, where she lives.

    No days, and no day parts, is any.
    """
    if days and local_date(slot.starts_at).isoweekday() not in days:
        return False
    begins = day_part_at(slot.starts_at, zone)
    ends = day_part_at(slot.ends_at - ONE_MINUTE, zone)
    allowed = frozenset(day_parts) or frozenset(DayPart)
    return begins in allowed and ends in allowed


def latest_moment(
    *, due_at: datetime, written_at: datetime | None, now: datetime
) -> datetime | None:
    """Give before when an owed call must be made; None is no limit any more.

    That is its norm, or when that is over the moment at which the letter leaves.
    """
    if due_at > now:
        return due_at
    return written_at if written_at is not None and written_at > now else None
