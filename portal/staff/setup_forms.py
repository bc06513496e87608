"""Reading the forms of the set-up, as they were typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from portal.domain.locations import Location, TypedLocation
from portal.domain.opening_hours import DAYS, DEFAULT_HOURS, OpeningHours, read_week
from portal.domain.staff import Role
from portal.domain.staff_members import StaffOnFile, TypedStaff
from portal.staff.call_forms import as_uuid

Form = Mapping[str, Any]
Week = tuple[tuple[str, str], ...]
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Versioned:
    """The row that was shown, and which version of it; a new one has none yet.

    `week` is the times that stood in its fields.
    """

    id: UUID
    version: int
    week: str = ""


def read_versioned(form: Form) -> Versioned:
    version = text_of(form, "version")
    return Versioned(
        id=as_uuid(text_of(form, "id")) or uuid4(),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        week=text_of(form, "shown_week"),
    )


def read_location_form(form: Form) -> TypedLocation:
    """Who changes times wants them, also without ticking that they are the place's."""
    week = _week_of(form)
    is_changed = week_text(week) != text_of(form, "shown_week")
    return TypedLocation(
        name=text_of(form, "name"),
        has_own_hours=is_changed or text_of(form, "own_hours") == "yes",
        week=week,
        office_phone=text_of(form, "office_phone"),
        interpreter_line=text_of(form, "interpreter_line"),
        calls_per_hour=text_of(form, "calls_per_hour"),
        heavy_per_day=text_of(form, "heavy_per_day"),
        heavy_pause_minutes=text_of(form, "heavy_pause_minutes"),
        contact_hours=text_of(form, "contact_hours"),
        is_active=text_of(form, "is_active") == "yes",
    )


def typed_location(location: Location, standard: OpeningHours) -> TypedLocation:
    """Fill the form with what is kept; without own hours with those that hold."""
    hours = read_week(location.hours) if location.hours else standard
    return TypedLocation(
        name=location.name,
        has_own_hours=bool(location.hours),
        week=week_as_typed(hours),
        office_phone=location.office_phone,
        interpreter_line=location.interpreter_line,
        calls_per_hour=_number(location.calls_per_hour),
        heavy_per_day=_number(location.heavy_per_day),
        heavy_pause_minutes=_number(location.heavy_pause_minutes),
        contact_hours=_number(location.contact_hours),
        is_active=location.is_active,
    )


def read_staff_form(form: Form) -> TypedStaff:
    return TypedStaff(
        name=text_of(form, "name"),
        role=text_of(form, "role"),
        location=text_of(form, "location"),
        is_experienced=text_of(form, "is_experienced") == "yes",
        is_active=text_of(form, "is_active") == "yes",
        week=_week_of(form),
    )


def typed_staff(member: StaffOnFile) -> TypedStaff:
    return TypedStaff(
        name=member.name,
        role=member.role.value,
        location=member.location or "",
        is_experienced=member.is_experienced,
        is_active=member.is_active,
        week=week_as_typed(member.week) if member.week else (("", ""),) * 7,
    )


def new_staff(role: Role, location: str | None) -> TypedStaff:
    """Begin with office hours from Monday to Friday: most people's."""
    week = tuple(("09:00", "17:00") if index < 5 else ("", "") for index in range(7))  # noqa: PLR2004 - Friday
    return TypedStaff(
        name="",
        role=role.value,
        location=location or "",
        is_experienced=False,
        is_active=True,
        week=week,
    )


def new_location() -> TypedLocation:
    return TypedLocation(
        name="",
        has_own_hours=False,
        week=week_as_typed(DEFAULT_HOURS),
        office_phone="",
        interpreter_line="",
        calls_per_hour="",
        heavy_per_day="",
        heavy_pause_minutes="",
        contact_hours="",
        is_active=True,
    )


def week_as_typed(hours: OpeningHours) -> Week:
    return tuple(
        (f"{it.opens:%H:%M}", f"{it.closes:%H:%M}") if it else ("", "")
        for it in hours.weekdays
    )


def week_text(week: Week) -> str:
    return ",".join(f"{opens}-{closes}" for opens, closes in week)


def read_day(form: Form, name: str) -> date | None:
    try:
        return date.fromisoformat(text_of(form, name))
    except ValueError:
        return None


def text_of(form: Form, name: str) -> str:
    return str(form.get(name, "")).strip()[:_LONGEST]


def _week_of(form: Form) -> Week:
    return tuple(
        (text_of(form, f"opens_{day}"), text_of(form, f"closes_{day}")) for day in DAYS
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
