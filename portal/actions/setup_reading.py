"""What supervisors see of the set-up of their organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.opening_hours import standard_hours
from portal.actions.setup_history import Editor, editor_of
from portal.actions.setup_locations import find_location
from portal.actions.setup_staff import find_staff_member
from portal.db.locations import ClosedDay, fetch_closed_days, fetch_locations
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.domain.calendar import local_date
from portal.domain.locations import Location
from portal.domain.opening_hours import OpeningHours, hours_at, read_week
from portal.domain.staff import Worker
from portal.domain.staff_members import Leave, StaffOnFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location with what holds there in the end; `callers` are those at work."""

    location: Location
    week: OpeningHours
    phone: str
    callers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    places: tuple[Place, ...]
    closed_days: tuple[ClosedDay, ...]
    is_whole_kept_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffList:
    members: tuple[StaffOnFile, ...]
    leaves: tuple[Leave, ...]
    today: date

    def leaves_of(self, staff_id: UUID) -> list[Leave]:
        return [it for it in self.leaves if it.staff_id == staff_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffToEdit:
    """`substitutes` are the colleagues who may stand in."""

    member: StaffOnFile
    leaves: tuple[Leave, ...]
    substitutes: tuple[StaffOnFile, ...]

    def name_of(self, staff_id: UUID | None) -> str:
        return next((it.name for it in self.substitutes if it.id == staff_id), "")


async def read_places(*, worker: Worker, now: datetime) -> Places:
    found = await fetch_locations(organisation=worker.organisation)
    staff = await fetch_staff(organisation=worker.organisation)
    closed = await fetch_closed_days(
        organisation=worker.organisation, since=local_date(now)
    )
    own = [it for it in found if it.is_kept_by(worker)]
    return Places(
        places=tuple(_place(it, found[0], staff) for it in own),
        closed_days=tuple(
            it for it in closed if worker.location in {None, it.location}
        ),
        is_whole_kept_here=worker.location is None,
    )


def _place(location: Location, whole: Location, staff: list[StaffOnFile]) -> Place:
    hours = location.hours or whole.hours
    return Place(
        location=location,
        week=read_week(hours) if hours else hours_at(location.name, standard_hours()),
        phone=location.office_phone or whole.office_phone,
        callers=sum(
            it.is_active and it.location == (location.name or None) for it in staff
        ),
    )


async def read_location_to_edit(
    *, location_id: UUID, by: Editor
) -> tuple[Location, OpeningHours]:
    """Give it with the hours that hold as long as it keeps none itself."""
    location = await find_location(location_id=location_id, by=by)
    whole = (await fetch_locations(organisation=by.organisation))[0]
    if whole.hours:
        return location, read_week(whole.hours)
    return location, hours_at(location.name, standard_hours())


async def read_staff_list(*, worker: Worker, now: datetime) -> StaffList:
    found = await fetch_staff(organisation=worker.organisation)
    own = [it for it in found if worker.location in {None, it.location}]
    return StaffList(
        members=tuple(own),
        leaves=tuple(
            await fetch_leaves(since=local_date(now), staff_ids=[it.id for it in own])
        ),
        today=local_date(now),
    )


async def list_own_locations(*, worker: Worker) -> list[str]:
    found = await fetch_locations(organisation=worker.organisation)
    return [
        it.name for it in found if it.name and it.is_active and it.is_kept_by(worker)
    ]


async def read_staff_to_edit(
    *, staff_id: UUID, worker: Worker, now: datetime
) -> StaffToEdit:
    member = await find_staff_member(staff_id=staff_id, by=editor_of(worker))
    colleagues = await fetch_staff(organisation=worker.organisation)
    leaves = await fetch_leaves(since=local_date(now), staff_ids=[staff_id])
    return StaffToEdit(
        member=member,
        leaves=tuple(leaves),
        substitutes=tuple(
            it for it in colleagues if it.is_active and it.id != staff_id
        ),
    )
