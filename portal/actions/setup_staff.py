"""Keeping who works here: new people, changes, and who goes."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions.setup_history import (
    Editor,
    UnableToKeepBothError,
    UnableToSaveSetupError,
    note_change,
)
from portal.db.contact_persons import end_contact_person_for_staff
from portal.db.engine import transaction
from portal.db.locations import fetch_locations
from portal.db.staff_records import (
    delete_sessions_of_staff,
    fetch_leaves,
    fetch_staff,
    fetch_staff_member,
    hand_on_reserved_calls,
    insert_staff_member,
    lock_supervisors,
    release_calls_of,
    set_staff_member,
)
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.locations import differences
from portal.domain.staff import Organisation, Role
from portal.domain.staff_members import StaffOnFile, TypedStaff, read_staff

STAFF = "staff"
_SHOWN_AT_LOGIN = ("name", "role", "location", "is_experienced", "is_active")


class UnableToFindStaffError(UnableToError):
    """There is no such member of staff, or they are not this editor's."""


async def add_staff_member(
    *, typed: TypedStaff, by: Editor, now: datetime, staff_id: UUID | None = None
) -> UUID:
    """Add somebody, once: the same `staff_id` a second time changes nothing."""
    member = StaffOnFile(
        id=staff_id or uuid4(),
        organisation=by.organisation,
        version=0,
        **await _check(typed, by),  # type: ignore[arg-type]
    )
    async with transaction():
        if await fetch_staff_member(staff_id=member.id) is None:
            await insert_staff_member(member)
            await _note(member, by=by, now=now, before=None)
    return member.id


async def change_staff_member(
    *, staff_id: UUID, version: int, typed: TypedStaff, by: Editor, now: datetime
) -> None:
    """Save it unless somebody saved another meanwhile; who goes leaves nothing held."""
    columns = await _check(typed, by)
    async with transaction():
        before = await find_staff_member(staff_id=staff_id, by=by)
        after = replace(before, version=version, **columns)  # type: ignore[arg-type]
        await _keep_a_supervisor(before, after)
        if not await set_staff_member(after):
            raise UnableToKeepBothError("Iemand anders veranderde dit intussen.")
        await _note(after, by=by, now=now, before=before)
        await _follow(before, after, now=now)


async def find_staff_member(*, staff_id: UUID, by: Editor) -> StaffOnFile:
    """Give one of the editor's own people; any other is not there."""
    member = await fetch_staff_member(staff_id=staff_id)
    if (
        member is None
        or member.organisation is not by.organisation
        or by.location not in {None, member.location}
    ):
        raise UnableToFindStaffError("Deze medewerker is er niet.")
    return member


async def _check(typed: TypedStaff, by: Editor) -> dict[str, object]:
    places = await fetch_locations(organisation=by.organisation)
    own = [it.name for it in places if it.name and by.location in {None, it.name}]
    columns, problems = read_staff(
        typed,
        organisation=by.organisation,
        locations={*own, by.location or ""} - {""},
        may_be_everywhere=by.location is None,
    )
    if problems:
        raise UnableToSaveSetupError(problems)
    return columns


async def _keep_a_supervisor(before: StaffOnFile, after: StaffOnFile) -> None:
    """Somebody must be left who can set up the organisation."""
    if not _leads(before) or _leads(after):
        return
    others = await lock_supervisors(organisation=before.organisation)
    if others == [before.id]:
        raise UnableToSaveSetupError(
            {"role": "Zij is de laatste die alles kan inrichten. Kies eerst een ander."}
        )


def _leads(member: StaffOnFile) -> bool:
    is_supervisor = member.role is Role.SUPERVISOR and member.location is None
    return is_supervisor and member.is_active


async def _follow(before: StaffOnFile, after: StaffOnFile, *, now: datetime) -> None:
    if any(getattr(before, it) != getattr(after, it) for it in _SHOWN_AT_LOGIN):
        await delete_sessions_of_staff(staff_id=after.id)
    is_elsewhere = (before.location, before.role) != (after.location, after.role)
    if not after.is_active or is_elsewhere:
        await release_calls_of(staff_id=after.id)
    if before.is_active and not after.is_active:
        await _hand_on(after, now=now)


async def _hand_on(member: StaffOnFile, *, now: datetime) -> None:
    """What was kept for who goes is for the substitute, or for everybody."""
    today = local_date(now)
    colleagues = await fetch_staff(organisation=member.organisation)
    active = {it.id for it in colleagues if it.is_active}
    leaves = await fetch_leaves(since=today, staff_ids=[member.id])
    named = (it.substitute_id for it in leaves if it.covers(today))
    to = next((it for it in named if it in active), None)
    await hand_on_reserved_calls(staff_id=member.id, to=to, now=now)
    await end_contact_person_for_staff(staff_id=member.id, to=to, now=now)


async def _note(
    member: StaffOnFile, *, by: Editor, now: datetime, before: StaffOnFile | None
) -> None:
    columns = {name: value for name, value in asdict(member).items() if name in _KEPT}
    was = asdict(before) if before else dict.fromkeys(columns)
    changes = differences(was, columns)
    if changes:
        await note_change(
            by=by,
            now=now,
            location=member.location,
            subject=STAFF,
            subject_id=member.id,
            name=member.name,
            changes=changes,
        )


_KEPT = (*_SHOWN_AT_LOGIN, "shifts")


def command_editor(*, name: str, organisation: Organisation) -> Editor:
    """Give who adds the first people of a system that is still empty."""
    return Editor(staff_id=None, name=name, organisation=organisation, location=None)
