"""Days on which a victim cannot come: from which to which, and why if she says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.errors import UnableToError

FARTHEST_AHEAD = timedelta(days=731)
LONGEST = timedelta(days=366)
MOST_RANGES = 40


class Reason(StrEnum):
    UNSAID = ""
    HOLIDAY = "holiday"
    WORK = "work"
    CARE = "care"
    HEALTH = "health"
    OTHER = "other"


class UnableToKeepDaysError(UnableToError):
    """The message is for her; `field` is what she can change."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """Both days are in it."""

    first_day: date
    last_day: date
    reason: Reason = Reason.UNSAID

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRange:
    id: UUID
    days: DayRange


def check_days(days: DayRange, *, today: date) -> None:
    """Raise what she can mend; a range that began already is fine while it lasts."""
    if days.last_day < days.first_day:
        raise UnableToKeepDaysError(
            "De laatste dag is eerder dan de eerste dag.", field="last_day"
        )
    if days.last_day < today:
        raise UnableToKeepDaysError("Deze dagen zijn al voorbij.", field="last_day")
    if days.first_day > today + FARTHEST_AHEAD:
        raise UnableToKeepDaysError(
            "Dit is te ver weg. Kies dagen in de komende twee jaar.", field="first_day"
        )
    if days.last_day - days.first_day >= LONGEST:
        raise UnableToKeepDaysError(
            "Dit is langer dan een jaar. Vul het in stukken in.", field="last_day"
        )


def range_with(ranges: Iterable[DayRange], day: date) -> DayRange | None:
    return next((it for it in ranges if it.holds(day)), None)
