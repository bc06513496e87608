"""What she sees, beside the call: a look by staff, which tells her nothing."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_sheets import UnableToShowCallError
from portal.db.calls import fetch_task
from portal.db.engine import transaction
from portal.db.halt_referrals import fetch_referred_cases
from portal.db.overview import fetch_seen_incident_for_victim
from portal.domain.halt_view import as_halt_sees
from portal.domain.overview import IncidentSeen
from portal.domain.previews import as_seen_by
from portal.domain.staff import Organisation, Worker


async def read_victim_preview(
    *, task_id: UUID, worker: Worker, now: datetime
) -> IncidentSeen | None:
    """Give her page of the report that the call is about, for who has it in hand.

    It records no knowledge and opens no gate: only the audit says who looked.
    """
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        return None
    if not task.is_held_by(worker.staff_id, now):
        raise UnableToShowCallError("U hebt dit gesprek niet meer.")
    async with transaction():
        await trail.note(
            worker,
            now,
            "victim_page_previewed",
            object_kind="call_task",
            object_id=task_id,
            victim_id=task.victim_id,
        )
    incident = await fetch_seen_incident_for_victim(
        victim_id=task.victim_id, incident_id=task.incident_id, now=now
    )
    if incident is None:
        return None
    seen = as_seen_by(incident, worker.organisation)
    if worker.organisation is not Organisation.HALT:
        return seen
    referred = await fetch_referred_cases(case_ids=[it.id for it in seen.cases])
    return as_halt_sees(seen, referred=referred)
