"""The trail that somebody at work leaves: what was done, by whom in which role."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal.db.audit import insert_audit, insert_audit_of_each
from portal.domain.staff import Worker


async def note(
    worker: Worker,
    now: datetime,
    action: str,
    *,
    object_kind: str = "",
    object_id: UUID | str = "",
    victim_id: UUID | None = None,
    outcome: str = "done",
) -> None:
    await insert_audit(
        now=now,
        actor_kind="staff",
        actor=str(worker.staff_id),
        organisation=worker.organisation.value,
        role=worker.role.value,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        victim_id=victim_id,
        outcome=outcome,
    )


async def note_each(
    worker: Worker,
    now: datetime,
    action: str,
    *,
    victim_ids: Sequence[UUID],
    object_kind: str = "victim",
) -> None:
    """Leave one row for each person that was on a list, however often."""
    await insert_audit_of_each(
        victim_ids=list(dict.fromkeys(victim_ids)),
        now=now,
        actor=str(worker.staff_id),
        organisation=worker.organisation.value,
        role=worker.role.value,
        action=action,
        object_kind=object_kind,
    )
