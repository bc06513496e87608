"""Where an organisation works: its hours, numbers and limits, and what may be typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.domain.heavy_calls import PAUSES
from portal.domain.opening_hours import DAYS, OpenPeriod, write_week
from portal.domain.opening_hours import read_time as read_hour
from portal.domain.staff import Organisation, Worker

NAME_LENGTH = 100
PHONE_LENGTH = 40
LINE_LENGTH = 80
MOST_CALLS_PER_HOUR = 20
MOST_HEAVY_PER_DAY = 50
LONGEST_FIRST = 72
FEWEST_DIGITS = 3

_PHONE = re.compile(r"[\d+() .-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One place; without a name it is the whole organisation.

    What is empty or None holds here as it does for the whole organisation. `hours`
    is written as the setting writes it. A pause is in minutes; `contact_hours` is how
    long a contact person goes first.
    """

    id: UUID
    organisation: Organisation
    name: str
    is_active: bool
    hours: str
    office_phone: str
    interpreter_line: str
    calls_per_hour: int | None
    heavy_per_day: int | None
    heavy_pause_minutes: int | None
    contact_hours: int | None
    version: int

    @property
    def is_whole(self) -> bool:
        return not self.name

    def is_kept_by(self, worker: Worker) -> bool:
        """Whether this supervisor may change it: a local one only the own place."""
        is_own = worker.location in {None, self.name}
        return self.organisation is worker.organisation and is_own


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLocation:
    """What somebody typed, as it was typed: nothing of it is lost."""

    name: str
    has_own_hours: bool
    week: tuple[tuple[str, str], ...]
    office_phone: str
    interpreter_line: str
    calls_per_hour: str
    heavy_per_day: str
    heavy_pause_minutes: str
    contact_hours: str
    is_active: bool


NUMBERS = {
    "calls_per_hour": MOST_CALLS_PER_HOUR,
    "heavy_per_day": MOST_HEAVY_PER_DAY,
    "contact_hours": LONGEST_FIRST,
}


def read_location(
    typed: TypedLocation, *, needs_name: bool
) -> tuple[dict[str, object], dict[str, str]]:
    """Give the columns, and what is wrong by the name of its field, in Dutch."""
    hours, problems = _read_hours(typed)
    pause = typed.heavy_pause_minutes
    if pause and _read_number(pause, max(PAUSES)) not in PAUSES:
        problems["heavy_pause_minutes"] = "Kies een rust uit de lijst."
    if needs_name and not 0 < len(typed.name) <= NAME_LENGTH:
        problems["name"] = "Vul een naam in van hooguit 100 tekens."
    problems |= _phone_problems(typed)
    numbers: dict[str, int | None] = {}
    for field, most in NUMBERS.items():
        text = getattr(typed, field)
        numbers[field] = _read_number(text, most)
        if text and numbers[field] is None:
            problems[field] = f"Vul een heel getal in van 0 tot {most}, of niets."
    columns: dict[str, object] = {
        "name": typed.name,
        "is_active": typed.is_active,
        "hours": hours,
        "office_phone": typed.office_phone,
        "interpreter_line": typed.interpreter_line,
        "heavy_pause_minutes": _read_number(pause, max(PAUSES)),
        **numbers,
    }
    return columns, problems


def read_periods(
    week: tuple[tuple[str, str], ...],
) -> tuple[list[OpenPeriod | None], dict[int, str]]:
    """Read from and to of each weekday; a day without either is closed."""
    periods, wrong = list[OpenPeriod | None](), dict[int, str]()
    for index, (opens, closes) in enumerate(week):
        period = None
        if opens or closes:
            period = _read_period(opens, closes)
            if period is None:
                wrong[index] = "Vul een begin en een later einde in, zoals 09:00."
        periods.append(period)
    return periods, wrong


def _read_hours(typed: TypedLocation) -> tuple[str, dict[str, str]]:
    if not typed.has_own_hours:
        return "", {}
    periods, wrong = read_periods(typed.week)
    problems = {f"opens_{DAYS[index]}": text for index, text in wrong.items()}
    if not wrong and not any(periods):
        problems["opens_mon"] = "Vul ten minste één dag in."
    return write_week(periods), problems


def _read_period(opens: str, closes: str) -> OpenPeriod | None:
    try:
        period = OpenPeriod(opens=read_hour(opens), closes=read_hour(closes))
    except ValueError:
        return None
    return period if period.opens < period.closes else None


def _phone_problems(typed: TypedLocation) -> dict[str, str]:
    problems = {}
    phone = typed.office_phone
    is_number = (
        _PHONE.fullmatch(phone) and sum(map(str.isdigit, phone)) >= FEWEST_DIGITS
    )
    if phone and (not is_number or len(phone) > PHONE_LENGTH):
        problems["office_phone"] = "Vul een telefoonnummer in, zoals 030-1234567."
    if len(typed.interpreter_line) > LINE_LENGTH:
        problems["interpreter_line"] = "Gebruik hooguit 80 tekens."
    return problems


def _read_number(text: str, most: int) -> int | None:
    if not text.isascii() or not text.isdigit():
        return None
    return number if (number := int(text)) <= most else None


def differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    """Give what changed, by its name: as it was, and as it is."""
    return {
        name: (before[name], value)
        for name, value in after.items()
        if before[name] != value
    }
