"""Calls that follow from a conversation: aftercare, a talk with the prosecutor."""

from datetime import datetime, time, timedelta
from uuid import UUID

from portal.actions.call_tasks import open_task
from portal.db.call_tasks import NewTask
from portal.db.engine import joined_transaction
from portal.domain.calendar import at_local_time, local_date
from portal.domain.call_dues import due_at
from portal.domain.call_kinds import KINDS, Experience, caller_of
from portal.domain.call_tasks import TaskKind

AFTERCARE_AFTER = timedelta(days=14)


async def open_aftercare(
    *,
    victim_id: UUID,
    incident_id: UUID,
    location: str,
    spoken_at: datetime,
    is_at_risk: bool,
    now: datetime,
    needs_experience: bool = False,
) -> UUID:
    """Open SHN's call of two weeks later, for who said in this call that she wants it.

    Until then it waits; it is due five working days after that. Once more asked, it
    stays the one call that it was.
    """
    begins_on = local_date(spoken_at) + AFTERCARE_AFTER
    begins_at = at_local_time(begins_on, time.min)
    return await _open(
        TaskKind.AFTERCARE,
        victim_id=victim_id,
        incident_id=incident_id,
        location=location,
        opened_at=spoken_at,
        due_at=due_at(TaskKind.AFTERCARE, happened_at=begins_at),
        earliest_at=begins_at,
        is_at_risk=is_at_risk,
        needs_experience=needs_experience,
        now=now,
    )


async def open_prosecutor_talk(
    *,
    victim_id: UUID,
    incident_id: UUID,
    location: str,
    asked_at: datetime,
    is_at_risk: bool,
    now: datetime,
    topic: str = "",
) -> UUID:
    """Open the call to plan, or hold, the talk that she was offered and wants."""
    kind = TaskKind.PROSECUTOR_TALK
    return await _open(
        kind,
        victim_id=victim_id,
        incident_id=incident_id,
        location=location,
        opened_at=asked_at,
        due_at=due_at(kind, happened_at=asked_at, at_risk=is_at_risk),
        is_at_risk=is_at_risk,
        topic=topic,
        now=now,
    )


async def _open(
    kind: TaskKind,
    *,
    victim_id: UUID,
    incident_id: UUID,
    location: str,
    opened_at: datetime,
    due_at: datetime,
    is_at_risk: bool,
    now: datetime,
    earliest_at: datetime | None = None,
    needs_experience: bool = False,
    topic: str = "",
) -> UUID:
    async with joined_transaction():
        return await open_task(
            NewTask(
                victim_id=victim_id,
                incident_id=incident_id,
                kind=str(kind),
                organisation=str(caller_of(kind)),
                location=location,
                opened_at=opened_at,
                due_at=due_at,
                notice_by=None,
                not_heard_on=None,
                is_at_risk=is_at_risk,
                needs_experience=needs_experience
                or KINDS[kind].experience is Experience.EXPERIENCED,
                earliest_at=earliest_at,
                topic=topic,
            ),
            now=now,
        )
