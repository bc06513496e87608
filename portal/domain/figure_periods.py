"""The days that figures are about: a month, a quarter, or days of one's own."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.domain.calendar import add_calendar_months, at_local_time

OWN = "eigen"
LONGEST_DAYS = 366
FIRST_YEAR = 2020
MONTHS_SHOWN = 12
QUARTERS_SHOWN = 6

_MONTHS_OF_QUARTER = 3
_LAST_YEAR = 2100
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-k([1-4])", re.ASCII)
_ONE_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    OWN = "own"


class UnableToReadPeriodError(Exception):
    """The days do not hold; `problems` says it for each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in Amsterdam, the last one included; `ends_at` is the moment after it."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        return midnight(self.last + _ONE_DAY)

    @property
    def code(self) -> str:
        """Give what the address and the file name say of it."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.first:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{self.first:%Y}-k{_quarter(self.first)}"
            case PeriodKind.OWN:
                return OWN

    @property
    def quarter(self) -> int:
        return _quarter(self.first)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def days(self) -> list[date]:
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(count)]


def midnight(day: date) -> datetime:
    return at_local_time(day, time())


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    last = add_calendar_months(first, 1) - _ONE_DAY
    return Period(kind=PeriodKind.MONTH, first=first, last=last)


def quarter_of(day: date) -> Period:
    first = date(day.year, (_quarter(day) - 1) * _MONTHS_OF_QUARTER + 1, 1)
    last = add_calendar_months(first, _MONTHS_OF_QUARTER) - _ONE_DAY
    return Period(kind=PeriodKind.QUARTER, first=first, last=last)


def recent_periods(today: date) -> list[Period]:
    """Give what one chooses from: this month and those before it, quarters the same."""
    first = today.replace(day=1)
    months = [add_calendar_months(first, -back) for back in range(MONTHS_SHOWN)]
    quarters = [
        add_calendar_months(first, -back * _MONTHS_OF_QUARTER)
        for back in range(QUARTERS_SHOWN)
    ]
    return [*map(month_of, months), *map(quarter_of, quarters)]


def read_period(code: str, *, first: str, last: str, today: date) -> Period:
    """Read what was chosen; nothing chosen is this month."""
    if not code:
        return month_of(today)
    if code == OWN:
        return _own_days(first.strip(), last.strip())
    if (found := _MONTH.fullmatch(code)) and _is_known(int(found[1])):
        month = int(found[2])
        if month in range(1, 13):
            return month_of(date(int(found[1]), month, 1))
    if (found := _QUARTER.fullmatch(code)) and _is_known(int(found[1])):
        month = (int(found[2]) - 1) * _MONTHS_OF_QUARTER + 1
        return quarter_of(date(int(found[1]), month, 1))
    raise UnableToReadPeriodError({"periode": "Kies een periode uit de lijst."})


def _own_days(first: str, last: str) -> Period:
    days, problems = {}, {}
    for name, text in (("van", first), ("tot", last)):
        try:
            days[name] = _read_day(text)
        except ValueError:
            problems[name] = "Vul een dag in, zoals 2026-11-23."
    if problems:
        raise UnableToReadPeriodError(problems)
    if days["tot"] < days["van"]:
        raise UnableToReadPeriodError({"tot": "De laatste dag ligt voor de eerste."})
    if (days["tot"] - days["van"]).days >= LONGEST_DAYS:
        raise UnableToReadPeriodError({"tot": "Kies niet meer dan een jaar."})
    return Period(kind=PeriodKind.OWN, first=days["van"], last=days["tot"])


def _read_day(text: str) -> date:
    day = date.fromisoformat(text)
    if not _is_known(day.year):
        raise ValueError(text)
    return day


def _is_known(year: int) -> bool:
    return FIRST_YEAR <= year <= _LAST_YEAR


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_OF_QUARTER + 1
