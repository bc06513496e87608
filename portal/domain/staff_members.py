"""Who works where and when, who stands in, and what may be typed about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.locations import NAME_LENGTH, read_periods
from portal.domain.opening_hours import (
    DAYS,
    OpeningHours,
    open_at_both,
    read_week,
    write_week,
)
from portal.domain.staff import Organisation, Role

LONGEST_LEAVE_DAYS = 400
ROLES_OF: Mapping[Organisation, tuple[Role, ...]] = {
    Organisation.OM: (
        Role.CALLER,
        Role.PLANNER,
        Role.PROSECUTOR_OFFICE,
        Role.SUPERVISOR,
        Role.PRIVACY_OFFICER,
    ),
    Organisation.SHN: (Role.SHN_WORKER, Role.SUPERVISOR, Role.PRIVACY_OFFICER),
    Organisation.HALT: (Role.HALT_WORKER, Role.SUPERVISOR, Role.PRIVACY_OFFICER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOnFile:
    """One member of staff; `shifts` is written as opening hours are, empty is none."""

    id: UUID
    name: str
    organisation: Organisation
    role: Role
    location: str | None
    is_experienced: bool
    is_active: bool
    shifts: str
    version: int

    def may_make(self, *, location: str, needs_experience: bool) -> bool:
        """Whether a call there, heavy or not, can be theirs at all."""
        is_able = self.is_experienced or self.role is Role.SUPERVISOR
        is_here = self.location in {None, location}
        return self.is_active and is_here and (is_able or not needs_experience)

    @property
    def week(self) -> OpeningHours | None:
        return read_week(self.shifts) if self.shifts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """The last day is included."""

    id: UUID
    staff_id: UUID
    first_day: date
    last_day: date
    substitute_id: UUID | None

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedStaff:
    """What somebody typed, as it was typed."""

    name: str
    role: str
    location: str
    is_experienced: bool
    is_active: bool
    week: tuple[tuple[str, str], ...]


def read_staff(
    typed: TypedStaff,
    *,
    organisation: Organisation,
    locations: Collection[str],
    may_be_everywhere: bool,
) -> tuple[dict[str, object], dict[str, str]]:
    """Give the columns, and what is wrong by the name of its field, in Dutch."""
    periods, wrong = read_periods(typed.week)
    problems = {}
    if not 0 < len(typed.name) <= NAME_LENGTH:
        problems["name"] = "Vul een naam in van hooguit 100 tekens."
    roles = {role.value: role for role in ROLES_OF[organisation]}
    if typed.role not in roles:
        problems["role"] = "Kies een functie uit de lijst."
    is_everywhere = not typed.location and may_be_everywhere
    if not is_everywhere and typed.location not in locations:
        problems["location"] = "Kies een locatie uit de lijst."
    problems |= {f"opens_{DAYS[index]}": text for index, text in wrong.items()}
    columns: dict[str, object] = {
        "name": typed.name,
        "role": roles.get(typed.role),
        "location": typed.location or None,
        "is_experienced": typed.is_experienced,
        "is_active": typed.is_active,
        "shifts": write_week(periods),
    }
    return columns, problems


def find_leave_problems(
    first_day: date | None, last_day: date | None, *, today: date
) -> dict[str, str]:
    if first_day is None or last_day is None:
        missing = "first_day" if first_day is None else "last_day"
        return {missing: "Vul een dag in, zoals 2026-12-24."}
    if last_day < first_day or last_day < today:
        return {"last_day": "De laatste dag ligt voor de eerste, of is al voorbij."}
    if (last_day - first_day).days > LONGEST_LEAVE_DAYS:
        return {"last_day": "Verlof is hooguit 400 dagen."}
    return {}


def is_on_leave(staff_id: UUID, day: date, leaves: Sequence[Leave]) -> bool:
    return any(it.staff_id == staff_id and it.covers(day) for it in leaves)


def stand_in(
    staff_id: UUID, *, day: date, active: Collection[UUID], leaves: Sequence[Leave]
) -> UUID | None:
    """Give who is there that day: the person, or a substitute, or a substitute's.

    None is nobody in particular: the call is for whoever takes it.
    """
    asked = set[UUID]()
    one: UUID | None = staff_id
    while one is not None and one not in asked:
        asked.add(one)
        away = [it for it in leaves if it.staff_id == one and it.covers(day)]
        if one in active and not away:
            return one
        one = next((it.substitute_id for it in away if it.substitute_id), None)
    return None


def shift_on(
    member: StaffOnFile, day: date, *, hours: OpeningHours, leaves: Sequence[Leave]
) -> tuple[datetime, datetime] | None:
    """Give from when till when somebody calls that day, in UTC; None is not at all."""
    week = member.week
    if week is None or not member.is_active or is_on_leave(member.id, day, leaves):
        return None
    return open_at_both(week, hours).on(day)


def is_on_shift(member: StaffOnFile, now: datetime, *, leaves: Sequence[Leave]) -> bool:
    week = member.week
    if week is None or is_on_leave(member.id, local_date(now), leaves):
        return False
    shift = week.on(local_date(now))
    return shift is not None and shift[0] <= now < shift[1]
