"""SHN has it as work when a victim asks something for the day of a hearing.

Asked anew after the hearing changed: what was arranged may be in another room by then.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal.actions.work_items import alert_people, close_work_items
from portal.db.hearing_wishes import fetch_wishes_of_hearing
from portal.domain.hearing_wishes import SaidWish, newest
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind


async def follow_wish(*, victim_id: UUID, hearing_id: UUID, now: datetime) -> None:
    """Open the work where she asks something, and close it where she no longer does."""
    by_victim = await fetch_wishes_of_hearing(hearing_id=hearing_id)
    if said := by_victim.get(victim_id):
        await _follow(victim_id, said, stands=True, by=f"victim {victim_id}", now=now)


async def follow_hearing(*, hearing_id: UUID, stands: bool, now: datetime) -> None:
    """Have it looked at again after a change; where it is off nothing is to be done."""
    by_victim = await fetch_wishes_of_hearing(hearing_id=hearing_id)
    for victim_id, said in by_victim.items():
        await _follow(victim_id, said, stands=stands, by="hearing", now=now)


async def _follow(
    victim_id: UUID, said: Sequence[SaidWish], *, stands: bool, by: str, now: datetime
) -> None:
    cause = min(said, key=lambda it: (it.said_at, it.version)).id
    last = newest(said)
    if last is None or not stands or not last.wish.asks_something:
        await close_work_items(
            cause=cause, kinds=(WorkItemKind.HEARING_WISH,), by=by, now=now
        )
        return
    await alert_people(
        kind=WorkItemKind.HEARING_WISH,
        cause=cause,
        organisation=Organisation.SHN,
        victim_id=victim_id,
        now=now,
    )
