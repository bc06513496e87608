"""The calendar of the Algemene termijnenwet (ATW), and days as moments in Amsterdam."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_SUNDAY = 6
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EquatedDays:
    """Days that a royal decree equates with holidays (ATW art. 3 lid 3)."""

    covers_from: date
    covers_until: date  # exclusive
    days: frozenset[date]


EQUATED_DAYS = (
    EquatedDays(
        covers_from=date(2017, 1, 1),
        covers_until=date(2020, 1, 1),
        days=frozenset(
            {
                date(2017, 4, 28),
                date(2017, 5, 26),
                date(2018, 5, 11),
                date(2018, 12, 24),
                date(2018, 12, 31),
                date(2019, 5, 31),
                date(2019, 12, 27),
            }
        ),
    ),
    EquatedDays(
        covers_from=date(2023, 1, 1),
        covers_until=date(2026, 1, 1),
        days=frozenset(
            {
                date(2023, 4, 28),
                date(2023, 5, 19),
                date(2024, 5, 10),
                date(2024, 12, 27),
                date(2025, 5, 30),
            }
        ),
    ),
    EquatedDays(
        covers_from=date(2026, 1, 1),
        covers_until=date(2029, 1, 1),
        days=frozenset(
            {
                date(2026, 1, 2),
                date(2026, 5, 15),
                date(2027, 5, 7),
                date(2028, 4, 28),
                date(2028, 5, 26),
            }
        ),
    ),
)

_ALL_EQUATED_DAYS = frozenset[date]().union(*(decree.days for decree in EQUATED_DAYS))


def is_covered(day: date) -> bool:
    """Whether the equated days of that time are known."""
    return any(
        decree.covers_from <= day < decree.covers_until for decree in EQUATED_DAYS
    )


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian computus of Meeus, Jones and Butcher."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def holidays(year: int) -> frozenset[date]:
    """Give the holidays of ATW art. 3 lid 1 and 2; equated days stand apart."""
    sunday = easter(year)
    return frozenset(
        {
            date(year, 1, 1),
            sunday - timedelta(days=2),  # Goede Vrijdag, lid 2
            sunday + timedelta(days=1),
            _kings_day(year),
            date(year, 5, 5),  # every year, not once in five
            sunday + timedelta(days=39),  # Hemelvaartsdag
            sunday + timedelta(days=50),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - _ONE_DAY if day.weekday() == _SUNDAY else day


def is_holiday(day: date) -> bool:
    return day in holidays(day.year) or day in _ALL_EQUATED_DAYS


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_holiday(day)


def next_working_day_from(day: date) -> date:
    """Give the day itself when it is one: the extension of ATW art. 1 lid 1."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def add_working_days(day: date, number: int) -> date:
    """Count from the next day on, or from the day before when `number` is negative."""
    step = _ONE_DAY if number > 0 else -_ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def add_calendar_months(day: date, number: int) -> date:
    """Give the same day of a later month, or that month's last day.

    The last day of a month does not stretch: 28 February leads to 28 May
    (ECLI:NL:HR:2017:2225).
    """
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def local_date(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def at_local_time(day: date, at: time) -> datetime:
    """Give the UTC moment of a wall clock time in Amsterdam.

    An hour that occurs twice counts as its first; one that is skipped in spring
    counts as an hour later on the clock.
    """
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    return at_local_time(day, time(23, 59, 59))
