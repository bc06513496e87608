"""When a location's callers are there: its opening hours, as data and as a setting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.domain.calendar import at_local_time, is_holiday

ANY_LOCATION = "*"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_PART = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+"
    r"(?P<opens>\d{1,2}:\d{2})-(?P<closes>\d{1,2}:\d{2})"
)


class UnableToReadOpeningHoursError(Exception):
    """The setting says something else than days and hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPeriod:
    """Wall clock times in Amsterdam; at `closes` it is closed."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """One period a weekday, Monday first; None is closed."""

    weekdays: tuple[OpenPeriod | None, ...]
    on_holidays: bool = False

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """Give the UTC moments between which it is open on that day."""
        period = self.weekdays[day.weekday()]
        if period is None or (not self.on_holidays and is_holiday(day)):
            return None
        return at_local_time(day, period.opens), at_local_time(day, period.closes)


_OFFICE = OpenPeriod(opens=time(9), closes=time(20))
_SATURDAY = OpenPeriod(opens=time(10), closes=time(17))

DEFAULT_HOURS = OpeningHours(weekdays=(*[_OFFICE] * 5, _SATURDAY, None))
# What cannot wait, such as a release, is called every day of the week.
URGENT_HOURS = OpeningHours(weekdays=(_OFFICE,) * 7, on_holidays=True)


def read_opening_hours(text: str) -> Mapping[str, OpeningHours]:
    """Read a setting such as "Utrecht: mon-fri 09:00-17:00, sat 10:00-14:00; *: …".

    A part without a location holds for every location that is not named.
    """
    hours = {ANY_LOCATION: DEFAULT_HOURS}
    for entry in filter(None, map(str.strip, text.split(";"))):
        location, colon, days = entry.partition(": ")
        if not colon:
            location, days = ANY_LOCATION, entry
        hours[location.strip()] = _read_week(days)
    return hours


def hours_at(location: str, hours: Mapping[str, OpeningHours]) -> OpeningHours:
    return hours.get(location) or hours.get(ANY_LOCATION, DEFAULT_HOURS)


def _read_week(text: str) -> OpeningHours:
    week: list[OpenPeriod | None] = [None] * 7
    for part in text.lower().split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise UnableToReadOpeningHoursError(_how_to_write(part))
        period = _read_period(found["opens"], found["closes"])
        for index in _read_days(found["first"], found["last"] or found["first"]):
            week[index] = period
    return OpeningHours(weekdays=tuple(week))


def _read_days(first: str, last: str) -> range:
    if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise UnableToReadOpeningHoursError(_how_to_write(f"{first}-{last}"))
    return range(DAYS.index(first), DAYS.index(last) + 1)


def _read_period(opens: str, closes: str) -> OpenPeriod:
    try:
        period = OpenPeriod(opens=_read_time(opens), closes=_read_time(closes))
    except ValueError:
        raise UnableToReadOpeningHoursError(
            _how_to_write(f"{opens}-{closes}")
        ) from None
    if period.opens >= period.closes:
        raise UnableToReadOpeningHoursError(_how_to_write(f"{opens}-{closes}"))
    return period


def _read_time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _how_to_write(part: str) -> str:
    return (
        f"PORTAL_OPENING_HOURS says {part.strip()!r}; "
        'write it like "mon-fri 09:00-20:00, sat 10:00-17:00".'
    )
