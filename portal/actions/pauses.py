"""A victim asks that we leave her in peace for some weeks, or says that we may call."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.work_items import close_work_items, open_work_item
from portal.db.callbacks import AgreedCall, fetch_agreed_calls_for_victim
from portal.db.engine import transaction
from portal.db.pauses import fetch_pause, insert_pause, lock_victim_for_pause
from portal.db.risks import fetch_is_at_risk
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.pauses import WEEKS, Pause, rest_ends
from portal.domain.staff import Organisation, Role
from portal.domain.work_items import WorkItemKind


class UnableToPauseError(UnableToError):
    """Not a number of weeks that can be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Whether she has rest now, which days she may choose, and what goes on."""

    pause: Pause | None
    ends: tuple[tuple[int, date], ...]
    agreed: tuple[AgreedCall, ...]


async def read_rest(*, victim_id: UUID, now: datetime) -> Rest:
    return Rest(
        pause=await fetch_pause(victim_id=victim_id, now=now),
        ends=tuple((each, local_date(rest_ends(now, weeks=each))) for each in WEEKS),
        agreed=await fetch_agreed_calls_for_victim(victim_id=victim_id, now=now),
    )


async def ask_rest(*, victim_id: UUID, weeks: int, now: datetime) -> datetime:
    """Let all calls that can wait do so; asked again, the last answer holds.

    Somebody at risk may have been made to ask it: SHN hears of it, and calls nobody
    for that.
    """
    if weeks not in WEEKS:
        raise UnableToPauseError(
            "Dit aantal weken kan niet.", hint="Kies een tot acht weken."
        )
    until = rest_ends(now, weeks=weeks)
    async with transaction():
        await lock_victim_for_pause(victim_id=victim_id)
        held = await fetch_pause(victim_id=victim_id, now=now)
        if held is not None and held.until == until:
            return until
        await insert_pause(victim_id=victim_id, until=until, weeks=weeks, now=now)
        await _refresh(victim_id=victim_id, now=now)
        if await fetch_is_at_risk(victim_id=victim_id, today=local_date(now)):
            await open_work_item(
                kind=WorkItemKind.PAUSED,
                cause=victim_id,
                organisation=Organisation.SHN,
                role=Role.SHN_WORKER,
                victim_id=victim_id,
                now=now,
            )
        return until


async def end_rest(*, victim_id: UUID, now: datetime) -> None:
    """Let us call again from now on; twice is once."""
    async with transaction():
        await lock_victim_for_pause(victim_id=victim_id)
        if await fetch_pause(victim_id=victim_id, now=now) is None:
            return
        await insert_pause(victim_id=victim_id, until=None, weeks=0, now=now)
        await _refresh(victim_id=victim_id, now=now)
        await close_work_items(
            cause=victim_id, kinds=[WorkItemKind.PAUSED], by="victim", now=now
        )


async def _refresh(*, victim_id: UUID, now: datetime) -> None:
    await refresh_calls_of_victim(victim_id=victim_id, is_settled_by_shn=False, now=now)
