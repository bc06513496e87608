"""Writes days and times of day as a reader of each language expects them.

Takes local days and times: which zone is local is for who asks to know.
"""

from datetime import date, time

from babel.dates import format_date, format_time

from portal.locale import Language, language

DAY_OF_YEAR = {
    Language.DUTCH: "EEEE d MMMM",
    Language.ENGLISH: "EEEE, d MMMM",
    Language.FRENCH: "EEEE d MMMM",
    Language.GERMAN: "EEEE, d. MMMM",
}
SHORT_DAY = {
    Language.DUTCH: "EEEEEE d MMM",
    Language.ENGLISH: "EEE d MMM",
    Language.FRENCH: "EEE d MMM",
    Language.GERMAN: "EEE d. MMM",
}
TIME_OF_DAY = {
    Language.DUTCH: "H.mm",
    Language.ENGLISH: "H:mm",
    Language.FRENCH: "H 'h' mm",
    Language.GERMAN: "H:mm",
}
MOMENT = {
    Language.DUTCH: "{day} om {time} uur",
    Language.ENGLISH: "{day} at {time}",
    Language.FRENCH: "{day} à {time}",
    Language.GERMAN: "{day} um {time} Uhr",
}


def write_date(day: date) -> str:
    """`Tuesday, 12 January 2027`."""
    return _write(day, f"{DAY_OF_YEAR[language()]} y")


def write_day(day: date) -> str:
    """`Tuesday, 12 January`."""
    return _write(day, DAY_OF_YEAR[language()])


def write_short_day(day: date) -> str:
    """`Tue 12 Jan`."""
    return _write(day, SHORT_DAY[language()])


def write_time(at: time) -> str:
    """`13:30`."""
    return str(format_time(at, TIME_OF_DAY[language()], locale=_locale()))


def write_moment(day: date, at: time) -> str:
    """`Tuesday, 12 January 2027 at 13:30`."""
    return MOMENT[language()].format(day=write_date(day), time=write_time(at))


def _write(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale=_locale()))


def _locale() -> str:
    """British English: its months and weekdays are cut short as here."""
    return "en_GB" if language() is Language.ENGLISH else language()
