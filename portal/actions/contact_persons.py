"""Fixed contact persons: who calls a victim first, and who stands in."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.db import contact_persons as db
from portal.db.engine import joined_transaction, transaction
from portal.db.locations import fetch_contact_hours
from portal.db.reservations import fetch_task_to_reserve, set_reserved
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.domain.calendar import local_date
from portal.domain.call_kinds import Priority
from portal.domain.contact_persons import DUTIES, keeps_person_of
from portal.domain.errors import UnableToError
from portal.domain.reservations import CONTACT_HOURS, kept_until, next_on_shift
from portal.domain.staff import CALLING_ROLES, Organisation, Worker
from portal.domain.staff_members import StaffOnFile, stand_in


class UnableToNameContactPersonError(UnableToError):
    """Nobody of this organisation with that name calls here."""

    hint = "Kies iemand uit de lijst."


async def reserve_for_contact_person(
    *,
    task_id: UUID,
    victim_id: UUID,
    incident_id: UUID,
    organisation: str,
    now: datetime,
) -> None:
    """Keep a new call for her contact person, for some hours from when it may be made.

    Who is on leave has a substitute; without one it is for everybody, as is what
    cannot wait and what was agreed.
    """
    staff_id = await db.fetch_contact_person(
        victim_id=victim_id, incident_id=incident_id, organisation=organisation
    )
    if staff_id is None:
        return
    async with joined_transaction():
        task = await fetch_task_to_reserve(task_id=task_id)
        if task is None or task.is_agreed or task.priority == Priority.URGENT:
            return
        opens_at = max(task.opens_at or now, now)
        member = await _who_is_there(staff_id, Organisation(organisation), opens_at)
        if member is None or not member.may_make(
            location=task.location, needs_experience=task.needs_experience
        ):
            return
        leaves = await fetch_leaves(since=local_date(now), staff_ids=[member.id])
        starts_at = next_on_shift(member, opens_at, leaves=leaves)
        hours = await fetch_contact_hours(
            organisation=organisation, location=task.location
        )
        until = starts_at and kept_until(
            opens_at=starts_at,
            hours=CONTACT_HOURS if hours is None else hours,
            due_at=task.due_at,
            now=now,
        )
        if until is not None:
            await set_reserved(task_id=task_id, staff_id=member.id, until=until)


async def name_contact_person(
    *,
    victim_id: UUID,
    incident_id: UUID | None,
    duty: str,
    staff_id: UUID | None,
    worker: Worker,
    now: datetime,
) -> None:
    """Name somebody of the own organisation, or nobody any more (`staff_id` None)."""
    organisation = worker.organisation.value
    async with transaction():
        await _check_may_replace(victim_id, incident_id, staff_id, worker)
        if staff_id is None:
            await db.end_contact_person(
                victim_id=victim_id,
                incident_id=incident_id,
                organisation=organisation,
                now=now,
            )
        else:
            await _name(
                victim_id=victim_id,
                incident_id=incident_id,
                duty=duty,
                staff_id=staff_id,
                worker=worker,
                now=now,
            )
        await trail.note(
            worker,
            now,
            "contact_person_named" if staff_id else "contact_person_ended",
            object_kind="staff",
            object_id=staff_id or "",
            victim_id=victim_id,
        )


async def _check_may_replace(
    victim_id: UUID, incident_id: UUID | None, staff_id: UUID | None, worker: Worker
) -> None:
    """Nobody takes a victim's contact person away from another place."""
    now_it_is = await db.lock_contact_person(
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=worker.organisation.value,
    )
    if now_it_is is None or now_it_is[0] == staff_id:
        return
    if not keeps_person_of(worker, now_it_is[1]):
        raise UnableToNameContactPersonError(
            "Haar contactpersoon werkt op een andere plek.",
            hint="Vraag het aan wie de hele organisatie leidt.",
        )


async def _callers(worker: Worker) -> set[UUID]:
    """Give who of the own organisation calls, as far as they are this worker's."""
    found = await fetch_staff(organisation=worker.organisation)
    return {
        it.id
        for it in found
        if it.is_active
        and it.role in CALLING_ROLES
        and keeps_person_of(worker, it.location)
    }


async def _name(
    *,
    victim_id: UUID,
    incident_id: UUID | None,
    duty: str,
    staff_id: UUID,
    worker: Worker,
    now: datetime,
) -> None:
    if (
        staff_id not in await _callers(worker)
        or duty not in DUTIES[worker.organisation]
    ):
        raise UnableToNameContactPersonError("Deze contactpersoon kan niet.")
    is_new = await db.insert_contact_person(
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=worker.organisation.value,
        duty=duty,
        staff_id=staff_id,
        now=now,
    )
    if not is_new:
        return
    for task_id, incident in await db.fetch_tasks_to_reserve(
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=worker.organisation.value,
    ):
        await reserve_for_contact_person(
            task_id=task_id,
            victim_id=victim_id,
            incident_id=incident,
            organisation=worker.organisation.value,
            now=now,
        )


async def _who_is_there(
    staff_id: UUID, organisation: Organisation, at: datetime
) -> StaffOnFile | None:
    colleagues = {
        it.id: it for it in await fetch_staff(organisation=organisation) if it.is_active
    }
    leaves = await fetch_leaves(since=local_date(at))
    there = stand_in(
        staff_id, day=local_date(at), active=set(colleagues), leaves=leaves
    )
    return colleagues[there] if there else None
