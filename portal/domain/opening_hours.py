"""When a location's callers are there: its opening hours, as data and as a setting."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Self

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
    """One period a weekday, Monday first; None is closed, and so are these days."""

    weekdays: tuple[OpenPeriod | None, ...]
    on_holidays: bool = False
    closed_on: frozenset[date] = frozenset()

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """Give the UTC moments between which it is open on that day."""
        period = self.weekdays[day.weekday()]
        if period is None or day in self.closed_on:
            return None
        if not self.on_holidays and is_holiday(day):
            return None
        return at_local_time(day, period.opens), at_local_time(day, period.closes)

    def only_on(self, days: Collection[int]) -> Self:
        """Leave out the weekdays (Monday is 1) that somebody did not choose.

        No days is any. Where it is day in her zone too, our date is hers.
        """
        if not days:
            return self
        kept = tuple(
            period if number in days else None
            for number, period in enumerate(self.weekdays, start=1)
        )
        return replace(self, weekdays=kept)


_OFFICE = OpenPeriod(opens=time(9), closes=time(20))
_SATURDAY = OpenPeriod(opens=time(10), closes=time(17))

DEFAULT_HOURS = OpeningHours(weekdays=(*[_OFFICE] * 5, _SATURDAY, None))
# What cannot wait, such as a release, is called every day of the week, whenever it is
# between nine and eight where she lives.
_ROUND_THE_CLOCK = OpenPeriod(opens=time.min, closes=time.max)
URGENT_HOURS = OpeningHours(weekdays=(_ROUND_THE_CLOCK,) * 7, on_holidays=True)


def read_opening_hours(text: str) -> Mapping[str, OpeningHours]:
    """Read a setting such as "Utrecht: mon-fri 09:00-17:00, sat 10:00-14:00; *: …".

    A part without a location holds for every location that is not named.
    """
    hours = {ANY_LOCATION: DEFAULT_HOURS}
    for entry in filter(None, map(str.strip, text.split(";"))):
        location, colon, days = entry.partition(": ")
        if not colon:
            location, days = ANY_LOCATION, entry
        hours[location.strip()] = read_week(days)
    return hours


def read_week(text: str) -> OpeningHours:
    """Read "mon-fri 09:00-17:00, sat 10:00-14:00"; days not named are closed."""
    week: list[OpenPeriod | None] = [None] * 7
    for part in text.lower().split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise UnableToReadOpeningHoursError(_how_to_write(part))
        period = _read_period(found["opens"], found["closes"])
        for index in _read_days(found["first"], found["last"] or found["first"]):
            week[index] = period
    return OpeningHours(weekdays=tuple(week))


def write_week(weekdays: Sequence[OpenPeriod | None]) -> str:
    """Write what `read_week` reads; nothing where every day is closed."""
    return ", ".join(
        f"{day} {period.opens:%H:%M}-{period.closes:%H:%M}"
        for day, period in zip(DAYS, weekdays, strict=True)
        if period is not None
    )


def open_at_both(one: OpeningHours, other: OpeningHours) -> OpeningHours:
    """Give when two places are open at once: what either can promise."""
    pairs = zip(one.weekdays, other.weekdays, strict=True)
    return OpeningHours(
        weekdays=tuple(_overlap(*pair) for pair in pairs),
        on_holidays=one.on_holidays and other.on_holidays,
        closed_on=one.closed_on | other.closed_on,
    )


def hours_at(location: str, hours: Mapping[str, OpeningHours]) -> OpeningHours:
    return hours.get(location) or hours.get(ANY_LOCATION, DEFAULT_HOURS)


def _overlap(one: OpenPeriod | None, other: OpenPeriod | None) -> OpenPeriod | None:
    if one is None or other is None:
        return None
    opens, closes = max(one.opens, other.opens), min(one.closes, other.closes)
    return OpenPeriod(opens=opens, closes=closes) if opens < closes else None


def _read_days(first: str, last: str) -> range:
    if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise UnableToReadOpeningHoursError(_how_to_write(f"{first}-{last}"))
    return range(DAYS.index(first), DAYS.index(last) + 1)


def _read_period(opens: str, closes: str) -> OpenPeriod:
    try:
        period = OpenPeriod(opens=read_time(opens), closes=read_time(closes))
    except ValueError:
        raise UnableToReadOpeningHoursError(
            _how_to_write(f"{opens}-{closes}")
        ) from None
    if period.opens >= period.closes:
        raise UnableToReadOpeningHoursError(_how_to_write(f"{opens}-{closes}"))
    return period


def read_time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _how_to_write(part: str) -> str:
    return (
        f"PORTAL_OPENING_HOURS says {part.strip()!r}; "
        'write it like "mon-fri 09:00-20:00, sat 10:00-17:00".'
    )
