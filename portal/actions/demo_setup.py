"""How the demo's organisations are set up: through the same actions as any other."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from portal.actions.setup_locations import add_location, change_location
from portal.actions.setup_staff import add_staff_member, command_editor
from portal.db.locations import fetch_location, whole_id
from portal.db.staff_records import fetch_everybody
from portal.domain.locations import TypedLocation
from portal.domain.staff import Organisation, Role, Worker
from portal.domain.staff_members import StaffOnFile, TypedStaff

_PLACES = UUID("d3300000-0000-4000-8000-0000000000ff")
_CLOSED = (("", ""),) * 7
_OFFICE = (*(("09:00", "17:00"),) * 5, *(("", ""),) * 2)
_EVENING = (*(("12:00", "20:00"),) * 5, *(("", ""),) * 2)
LOCATIONS = (
    "Amsterdam",
    "Den Haag",
    "Limburg",
    "Midden-Nederland",
    "Noord-Holland",
    "Noord-Nederland",
    "Oost-Brabant",
    "Oost-Nederland",
    "Rotterdam",
    "Zeeland-West-Brabant",
)
_PHONES = {
    Organisation.OM: "088-0000100",
    Organisation.SHN: "088-0000200",
    Organisation.HALT: "088-0000300",
}
_EMPTY = TypedLocation(
    name="",
    has_own_hours=False,
    week=_CLOSED,
    office_phone="",
    interpreter_line="",
    calls_per_hour="",
    heavy_per_day="",
    heavy_pause_minutes="",
    contact_hours="",
    is_active=True,
)


def demo_worker(
    number: int, name: str, organisation: Organisation, role: Role
) -> Worker:
    return Worker(
        staff_id=UUID(int=0xD3300000_0000_4000_8000_000000000000 + number),
        name=name,
        organisation=organisation,
        role=role,
        location=None,
        is_experienced=True,
    )


DEMO_STAFF = (
    demo_worker(1, "Jan Brouwer", Organisation.OM, Role.CALLER),
    demo_worker(2, "Samira Haddad", Organisation.SHN, Role.SHN_WORKER),
    demo_worker(3, "Els Vermeulen", Organisation.OM, Role.SUPERVISOR),
    demo_worker(4, "Noor de Wit", Organisation.HALT, Role.HALT_WORKER),
    demo_worker(5, "Karim Aydin", Organisation.SHN, Role.SUPERVISOR),
    demo_worker(6, "Lotte Smit", Organisation.HALT, Role.SUPERVISOR),
)


async def set_up_demo(*, now: datetime) -> None:
    """Do it once: a demo that goes on keeps what was changed in it."""
    for organisation in Organisation:
        await _set_up_whole(organisation, now)
    by = command_editor(name="demo", organisation=Organisation.OM)
    for name in LOCATIONS:
        await add_location(
            typed=replace(_EMPTY, name=name),
            by=by,
            now=now,
            location_id=uuid5(_PLACES, name),
        )
    for number, worker in enumerate(DEMO_STAFF):
        await add_staff_member(
            typed=TypedStaff(
                name=worker.name,
                role=worker.role.value,
                location="",
                is_experienced=worker.is_experienced,
                is_active=True,
                week=_EVENING if number == 1 else _OFFICE,
            ),
            by=command_editor(name="demo", organisation=worker.organisation),
            now=now,
            staff_id=worker.staff_id,
        )


async def list_workers() -> list[Worker]:
    """Give everybody at work, who the demo began with first.

    These can be chosen on any database, also before they are on file.
    """
    on_file = {it.id: it for it in await fetch_everybody()}
    first = [it for it in DEMO_STAFF if it.staff_id not in on_file]
    known = [it.staff_id for it in DEMO_STAFF if it.staff_id in on_file]
    others = [staff_id for staff_id in on_file if staff_id not in known]
    at_work = (on_file[it] for it in (*known, *others) if on_file[it].is_active)
    return [*first, *(_as_worker(it) for it in at_work)]


def _as_worker(member: StaffOnFile) -> Worker:
    return Worker(
        staff_id=member.id,
        name=member.name,
        organisation=member.organisation,
        role=member.role,
        location=member.location,
        is_experienced=member.is_experienced,
    )


async def _set_up_whole(organisation: Organisation, now: datetime) -> None:
    location_id = whole_id(organisation)
    location = await fetch_location(location_id=location_id)
    if location is not None and location.version > 0:
        return
    await change_location(
        location_id=location_id,
        version=0,
        typed=replace(
            _EMPTY,
            office_phone=_PHONES[organisation],
            interpreter_line=f"{_PHONES[organisation][:-1]}9, klant 33",
            calls_per_hour="4",
            heavy_per_day="8",
        ),
        by=command_editor(name="demo", organisation=organisation),
        now=now,
    )
