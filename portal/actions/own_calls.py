"""A caller looks back: her own calls of a month, and what followed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.actions.trail import note, note_each
from portal.db.engine import transaction
from portal.db.own_calls import OwnCall, count_own_calls, fetch_own_calls
from portal.domain.staff import Worker

DAYS = 30
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalls:
    made: int
    reached: int
    calls: tuple[OwnCall, ...]
    has_more: bool


async def read_own_calls(*, worker: Worker, page: int, now: datetime) -> OwnCalls:
    """Give what this worker did; of a colleague only who spoke with her later."""
    since = now - timedelta(days=DAYS)
    found = await fetch_own_calls(
        worker=worker,
        since=since,
        limit=ON_A_PAGE + 1,
        offset=(page - 1) * ON_A_PAGE,
    )
    made, reached = await count_own_calls(worker=worker, since=since)
    async with transaction():
        await note(worker, now, "own_calls_opened")
        seen = [call.victim_id for call in found[:ON_A_PAGE]]
        await note_each(worker, now, "own_calls_read", victim_ids=seen)
    return OwnCalls(
        made=made,
        reached=reached,
        calls=tuple(found[:ON_A_PAGE]),
        has_more=len(found) > ON_A_PAGE,
    )
