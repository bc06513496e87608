"""A call showed that she is at risk: all that is owed to her is owed as to such."""

from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.cases import refresh_case
from portal.db.calls import set_at_risk, stop_calls_as_unsafe
from portal.db.engine import joined_transaction
from portal.db.victim_records import merge_victim
from portal.db.victims import fetch_cases_of_victim
from portal.domain.victims import VictimFacts


async def mark_at_risk(*, victim_id: UUID, reference: str, now: datetime) -> None:
    """Stop her calls until SHN has looked, and read each case of hers anew.

    Norms shorten, and news that only who is at risk hears by phone opens a call. The
    cases come before the mark on her calls: by that they see which were not counted so.
    """
    async with joined_transaction():
        await stop_calls_as_unsafe(victim_id=victim_id)
        await merge_victim(
            VictimFacts(victim_id=reference, given={"is_vulnerable": True}),
            at=now,
            by_victim_or_shn=True,
            now=now,
        )
        for case_id in sorted(await fetch_cases_of_victim(victim_id=victim_id)):
            await refresh_case(case_id=case_id, now=now)
        await set_at_risk(victim_id=victim_id)
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=False, now=now
        )
