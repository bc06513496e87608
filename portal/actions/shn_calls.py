"""A call about a complaint that SHN owes her, as work beside what the OM agreed."""

from datetime import datetime
from uuid import UUID

from portal.actions.work_items import open_work_item
from portal.db.callbacks import AskedCall
from portal.db.complaint_choices import owes_shn_call_for_victim
from portal.domain.staff import Organisation, Role
from portal.domain.work_items import WorkItemKind


async def keep_call_of_shn(asked: AskedCall, *, now: datetime) -> None:
    """Give SHN as work the call that now goes from it to another."""
    if asked.organisation == Organisation.SHN:
        return
    whose = {"victim_id": asked.victim_id, "incident_id": asked.incident_id}
    if await owes_shn_call_for_victim(**whose):
        await give_call_to_shn(**whose, now=now)


async def give_call_to_shn(
    *, victim_id: UUID, incident_id: UUID, now: datetime
) -> None:
    await open_work_item(
        kind=WorkItemKind.SHN_CALL_ASKED,
        cause=incident_id,
        organisation=Organisation.SHN,
        role=Role.SHN_WORKER,
        victim_id=victim_id,
        now=now,
    )
