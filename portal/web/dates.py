"""Writes days and moments as people in the Netherlands read them.

The Dutch names stand here and not in Babel: its formatting costs ten times as much,
and a queue page writes two hundred days. A test holds them against Babel. The other
languages are for victims, who read a few days on a page: those come from Babel.
"""

from datetime import date, datetime

from portal.domain.calendar import AMSTERDAM
from portal.locale import Language, language
from portal.locale.days import write_date, write_moment, write_short_day, write_time

WEEKDAYS = (
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
)
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
PARTS_OF_DAY = ("ochtend", "middag", "avond")
NOON, EVENING = 12, 18
NEAR_DAYS = {0: "van", 1: "morgen"}
SHORT_MONTHS = tuple("mrt" if name == "maart" else name[:3] for name in MONTHS)


def long_date(value: date) -> str:
    """`dinsdag 12 januari 2027`."""
    day = _local_day(value)
    if language() is not Language.DUTCH:
        return write_date(day)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def long_moment(value: datetime) -> str:
    """`dinsdag 12 januari 2027 om 13.30 uur`."""
    moment = _local(value)
    if language() is not Language.DUTCH:
        return write_moment(moment.date(), moment.time())
    return f"{long_date(moment.date())} om {moment:%H.%M} uur"


def short_day(value: date) -> str:
    """`ma 23 nov`."""
    day = _local_day(value)
    if language() is not Language.DUTCH:
        return write_short_day(day)
    weekday = WEEKDAYS[day.weekday()][:2]
    return f"{weekday} {day.day} {SHORT_MONTHS[day.month - 1]}"


def short_moment(value: datetime) -> str:
    """`ma 23 nov 23:59`."""
    moment = _local(value)
    return f"{short_day(moment.date())} {clock_time(moment)}"


def part_of_day(value: datetime, now: datetime) -> str:
    """`vanmiddag`, `morgenochtend`, `dinsdagavond`, `dinsdagavond 8 december`."""
    moment = _local(value)
    hours = (NOON, EVENING)
    part = PARTS_OF_DAY[sum(moment.hour >= hour for hour in hours)]
    days = (moment.date() - _local(now).date()).days
    if days in NEAR_DAYS:
        return f"{NEAR_DAYS[days]}{part}"
    weekday = f"{WEEKDAYS[moment.weekday()]}{part}"
    is_this_week = 0 < days < len(WEEKDAYS)
    if is_this_week:
        return weekday
    return f"{weekday} {moment.day} {MONTHS[moment.month - 1]}"


def clock_time(value: datetime) -> str:
    """`9:05`, as the staff screens write the time of day."""
    moment = _local(value)
    return f"{moment.hour}:{moment.minute:02}"


def plain_time(value: datetime) -> str:
    """`12` or `9.05`, as people say between which hours something is."""
    moment = _local(value)
    if language() is not Language.DUTCH:
        return write_time(moment.time())
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else f"{moment.hour}"


def moment(text: str) -> datetime:
    """Read back what was kept as text in the details of a happening."""
    return datetime.fromisoformat(text)


def iso(value: date) -> str:
    """For `<time datetime>`: a day, or a moment with its offset."""
    if isinstance(value, datetime):
        return _local(value).isoformat(timespec="seconds")
    return value.isoformat()


def _local_day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no place on a page.")
    return moment.astimezone(AMSTERDAM)
