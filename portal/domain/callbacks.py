"""A call that a victim asks for: which days and parts of the day she may choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendar import at_local_time, is_working_day, local_date
from portal.domain.calling_hours import HOURS_OF_DAY_PART, Window, next_window
from portal.domain.opening_hours import OpeningHours
from portal.domain.victims import DayPart

WORKING_DAYS_TO_CHOOSE = 5
TOPIC_LENGTH = 300
PREPARATION = timedelta(minutes=30)  # before a part is over there must be time to call


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDay:
    day: date
    parts: tuple[DayPart, ...]


def days_to_choose(
    *, now: datetime, hours: OpeningHours, zone: ZoneInfo
) -> tuple[CallbackDay, ...]:
    """Give the coming working days on which somebody is there to call."""
    days = (
        CallbackDay(
            day=day,
            parts=tuple(
                part
                for part in HOURS_OF_DAY_PART
                if agreed_window(day=day, part=part, now=now, hours=hours, zone=zone)
            ),
        )
        for day in _working_days(local_date(now))
    )
    return tuple(one for one in days if one.parts)


def agreed_window(
    *, day: date, part: DayPart, now: datetime, hours: OpeningHours, zone: ZoneInfo
) -> Window | None:
    """Give when that part of that day is called; None where it cannot be promised."""
    if day not in _working_days(local_date(now)):
        return None
    window = next_window(
        earliest=max(at_local_time(day, time.min), now),
        hours=hours,
        day_parts={part},
        zone=zone,
    )
    if window is None or window.starts_at.astimezone(zone).date() != day:
        return None
    return window if window.ends_at - window.starts_at >= PREPARATION else None


def _working_days(today: date) -> tuple[date, ...]:
    return tuple(_next_working_days(today))


def _next_working_days(today: date) -> Iterator[date]:
    day, found = today, 0
    while found <= WORKING_DAYS_TO_CHOOSE:
        if is_working_day(day):
            yield day
            found += 1
        day += timedelta(days=1)
