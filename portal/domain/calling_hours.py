"""When a victim may be called: the location is open and the victim's own hours hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendar import at_local_time, local_date
from portal.domain.opening_hours import OpeningHours
from portal.domain.victims import DayPart

SEARCHED_DAYS = 14

# Wall clock hours where the victim lives, half-open; in order of the day.
HOURS_OF_DAY_PART = {
    DayPart.MORNING: (time(9), time(12)),
    DayPart.AFTERNOON: (time(12), time(18)),
    DayPart.EVENING: (time(18), time(20)),
}

_ONE_DAY = timedelta(days=1)
_Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of calling time in UTC; at `ends_at` it is over."""

    starts_at: datetime
    ends_at: datetime


def next_window(
    *,
    earliest: datetime,
    hours: OpeningHours,
    day_parts: Collection[DayPart],
    zone: ZoneInfo,
) -> Window | None:
    """Give the first stretch from `earliest` on; None when a fortnight holds none.

    No day parts is any, and that is still between nine and eight at home.
    """
    earliest = earliest.astimezone(UTC)
    first_day = local_date(earliest)
    for offset in range(SEARCHED_DAYS + 1):
        opened = hours.on(first_day + offset * _ONE_DAY)
        if opened is None or opened[1] <= earliest:
            continue
        window = _first_overlap(opened, earliest, day_parts, zone)
        if window is not None:
            return window
    return None


def stretch_at(
    moment: datetime,
    *,
    earliest: datetime | None,
    hours: OpeningHours,
    day_parts: Collection[DayPart],
    zone: ZoneInfo,
) -> Window | None:
    """Give the stretch that the moment falls in, or else the next.

    It begins where the stretch does, or at `earliest`, and not at the moment: who asks
    a little sooner than another must not find that the other's answer lies ahead.
    """
    of_today = at_local_time(local_date(moment), time())
    window = next_window(
        earliest=max(earliest or of_today, of_today),
        hours=hours,
        day_parts=day_parts,
        zone=zone,
    )
    while window is not None and window.ends_at <= moment:
        window = next_window(
            earliest=window.ends_at, hours=hours, day_parts=day_parts, zone=zone
        )
    return window


def day_part_at(moment: datetime, zone: ZoneInfo) -> DayPart | None:
    """Give the part of the victim's day; None outside calling hours."""
    at = moment.astimezone(zone).time()
    for part, (begins, ends) in HOURS_OF_DAY_PART.items():
        if begins <= at < ends:
            return part
    return None


def _first_overlap(
    opened: _Stretch,
    earliest: datetime,
    day_parts: Collection[DayPart],
    zone: ZoneInfo,
) -> Window | None:
    for begins, ends in _own_hours(opened, day_parts, zone):
        starts_at = max(begins, opened[0], earliest)
        ends_at = min(ends, opened[1])
        if starts_at < ends_at:
            return Window(starts_at=starts_at, ends_at=ends_at)
    return None


def _own_hours(
    opened: _Stretch, day_parts: Collection[DayPart], zone: ZoneInfo
) -> Iterator[_Stretch]:
    """Give the victim's own stretches on the days that the opening touches."""
    day = opened[0].astimezone(zone).date()
    last = opened[1].astimezone(zone).date()
    stretches = _joined(day_parts)
    while day <= last:
        for begins, ends in stretches:
            yield _moment(day, begins, zone), _moment(day, ends, zone)
        day += _ONE_DAY


def _joined(day_parts: Collection[DayPart]) -> list[tuple[time, time]]:
    """Join parts that meet, so that morning and afternoon are one stretch."""
    joined: list[tuple[time, time]] = []
    for part, (begins, ends) in HOURS_OF_DAY_PART.items():
        if day_parts and part not in day_parts:
            continue
        if joined and joined[-1][1] == begins:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
