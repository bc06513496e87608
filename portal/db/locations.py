"""Queries for where an organisation works, and when each place calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.locations import Location
from portal.domain.opening_hours import (
    OpeningHours,
    hours_at,
    read_week,
)
from portal.domain.staff import Organisation

_WHOLE = UUID("9a1f6c0e-52b7-4a53-9a0e-3e6a5f0c7d11")
_COLUMNS = """id, organisation, name, is_active, hours, office_phone,
    interpreter_line, calls_per_hour, heavy_per_day, heavy_pause_minutes,
    contact_hours, version"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    id: UUID
    location: str
    day: date
    reason: str


def whole_id(organisation: Organisation) -> UUID:
    """Give the id of what holds for the whole organisation, also before it is kept."""
    return uuid5(_WHOLE, organisation.value)


def empty_location(organisation: Organisation, name: str = "") -> Location:
    """Give a place of which nothing was kept yet: its version is none."""
    return Location(
        id=uuid4() if name else whole_id(organisation),
        organisation=organisation,
        name=name,
        is_active=True,
        hours="",
        office_phone="",
        interpreter_line="",
        calls_per_hour=None,
        heavy_per_day=None,
        heavy_pause_minutes=None,
        contact_hours=None,
        version=0,
    )


async def fetch_locations(*, organisation: Organisation) -> list[Location]:
    """Give the whole organisation first, then its places by name."""
    rows = await fetch_rows(
        f"SELECT {_COLUMNS} FROM work_location WHERE organisation = {{}} ORDER BY name",  # noqa: S608 - own names
        organisation.value,
    )
    found = [_read(row) for row in rows]
    if found and found[0].is_whole:
        return found
    return [empty_location(organisation), *found]


async def fetch_location(*, location_id: UUID) -> Location | None:
    row = await fetch_row(
        f"SELECT {_COLUMNS} FROM work_location WHERE id = {{}}",  # noqa: S608 - own names
        location_id,
    )
    if row is not None:
        return _read(row)
    kept_nowhere = (it for it in Organisation if whole_id(it) == location_id)
    return next((empty_location(it) for it in kept_nowhere), None)


async def insert_location(location: Location) -> bool:
    """Tell whether it is new: another of that name may be there already."""
    return await insert_row_once(
        "work_location",
        {
            "id": location.id,
            "organisation": location.organisation.value,
            "name": location.name,
            "is_active": location.is_active,
            "hours": location.hours,
            "office_phone": location.office_phone,
            "interpreter_line": location.interpreter_line,
            "calls_per_hour": location.calls_per_hour,
            "heavy_per_day": location.heavy_per_day,
            "heavy_pause_minutes": location.heavy_pause_minutes,
            "contact_hours": location.contact_hours,
            "version": 1,
        },
    )


async def set_location(location: Location) -> bool:
    """Tell whether it still was the version that was shown."""
    changed = await execute(
        """UPDATE work_location SET is_active = {}, hours = {}, office_phone = {},
             interpreter_line = {}, calls_per_hour = {}, heavy_per_day = {},
             heavy_pause_minutes = {}, contact_hours = {}, version = version + 1
           WHERE id = {} AND version = {}""",
        *(location.is_active, location.hours, location.office_phone),
        *(location.interpreter_line, location.calls_per_hour, location.heavy_per_day),
        *(location.heavy_pause_minutes, location.contact_hours),
        *(location.id, location.version),
    )
    return bool(changed)


async def set_windows_due(*, location_id: UUID, now: datetime) -> None:
    """Have the job set the windows of its calls anew, from the first one on."""
    await execute(
        "UPDATE work_location SET windows_due_at = {}, windows_after = NULL"
        " WHERE id = {}",
        *(now, location_id),
    )


async def insert_closed_day(*, location_id: UUID, day: date, reason: str) -> bool:
    return await insert_row_once(
        "closed_day",
        {"id": uuid4(), "location": location_id, "day": day, "reason": reason},
    )


async def delete_closed_day(*, closed_day_id: UUID) -> bool:
    return bool(await execute("DELETE FROM closed_day WHERE id = {}", closed_day_id))


async def fetch_closed_day(*, closed_day_id: UUID) -> tuple[ClosedDay, UUID] | None:
    """Give the day and the location that it is kept for."""
    row = await fetch_row(
        """SELECT c.id, l.name AS location, c.day, c.reason, c.location AS place
           FROM closed_day c JOIN work_location l ON l.id = c.location
           WHERE c.id = {}""",
        closed_day_id,
    )
    if row is None:
        return None
    place = row.pop("place")
    return ClosedDay(**row), place


async def fetch_closed_days(
    *, organisation: Organisation, since: date
) -> list[ClosedDay]:
    rows = await fetch_rows(
        """SELECT c.id, l.name AS location, c.day, c.reason
           FROM closed_day c JOIN work_location l ON l.id = c.location
           WHERE l.organisation = {} AND c.day >= {} ORDER BY c.day, l.name""",
        *(organisation.value, since),
    )
    return [ClosedDay(**row) for row in rows]


async def fetch_hours(
    *, organisation: str, location: str, standard: Mapping[str, OpeningHours]
) -> OpeningHours:
    """Give when a place calls; what it does not keep itself is the organisation's.

    Where neither keeps hours the setting holds (`standard`).
    """
    rows = await fetch_rows(
        """SELECT l.name, l.hours, c.day FROM work_location l
           LEFT JOIN closed_day c ON c.location = l.id
           WHERE l.organisation = {} AND l.name IN ('', {}) ORDER BY l.name DESC""",
        *(organisation, location),
    )
    text = next((row["hours"] for row in rows if row["hours"]), "")
    return with_closed_days(
        read_week(text) if text else hours_at(location, standard),
        (row["day"] for row in rows if row["day"]),
    )


async def fetch_locations_with_hours(
    *, organisation: Organisation, standard: Mapping[str, OpeningHours]
) -> tuple[dict[str, Location], dict[str, OpeningHours]]:
    """Give each place, and when each calls, by name; the whole under the empty one."""
    names = ", ".join(f"l.{name.strip()}" for name in _COLUMNS.split(","))
    rows = await fetch_rows(
        f"""SELECT {names}, c.day FROM work_location l
            LEFT JOIN closed_day c ON c.location = l.id
            WHERE l.organisation = {{}} ORDER BY l.name""",  # noqa: S608 - own names
        organisation.value,
    )
    places, closed = {"": empty_location(organisation)}, dict[str, set[date]]()
    for row in rows:
        if (day := row.pop("day")) is not None:
            closed.setdefault(row["name"], set()).add(day)
        places[row["name"]] = _read(row)
    everywhere = closed.get("", set())
    hours = {
        name: with_closed_days(
            _hours_of(place, places[""], standard), everywhere | closed.get(name, set())
        )
        for name, place in places.items()
    }
    return places, hours


def _hours_of(
    place: Location, whole: Location, standard: Mapping[str, OpeningHours]
) -> OpeningHours:
    text = place.hours or whole.hours
    return read_week(text) if text else hours_at(place.name, standard)


async def fetch_contact_hours(*, organisation: str, location: str) -> int | None:
    """Give for how long a contact person goes first there; None is not kept."""
    rows = await fetch_rows(
        """SELECT contact_hours FROM work_location WHERE organisation = {}
           AND name IN ('', {}) AND contact_hours IS NOT NULL
           ORDER BY name DESC LIMIT 1""",
        *(organisation, location),
    )
    return rows[0]["contact_hours"] if rows else None


def with_closed_days(hours: OpeningHours, days: Iterable[date]) -> OpeningHours:
    return OpeningHours(
        weekdays=hours.weekdays,
        on_holidays=hours.on_holidays,
        closed_on=frozenset(days),
    )


def _read(row: dict[str, Any]) -> Location:
    return Location(**(row | {"organisation": Organisation(row["organisation"])}))
