"""Queries for the days on which victims cannot come."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.unavailable_days import DayRange, Reason, StandingRange

_STANDING = """SELECT id, victim, first_day, last_day, reason FROM unavailability
    WHERE victim = ANY({}) AND withdrawn_at IS NULL AND last_day >= {}
    ORDER BY first_day, last_day, id"""


async def insert_unavailability(
    *, victim_id: UUID, days: DayRange, now: datetime
) -> bool:
    """Tell whether it is new; said twice it stands once."""
    return await insert_row_once(
        "unavailability",
        {
            "id": uuid4(),
            "victim": victim_id,
            "first_day": days.first_day,
            "last_day": days.last_day,
            "reason": days.reason.value,
            "said_at": now,
        },
    )


async def withdraw_unavailability_for_victim(
    *, victim_id: UUID, range_id: UUID, now: datetime
) -> bool:
    """Tell whether it stood until now."""
    changed = await execute(
        "UPDATE unavailability SET withdrawn_at = {}"
        " WHERE id = {} AND victim = {} AND withdrawn_at IS NULL",
        *(now, range_id, victim_id),
    )
    return changed > 0


async def has_unavailability_for_victim(*, victim_id: UUID, range_id: UUID) -> bool:
    """Whether she ever said it, also when she took it back since."""
    return bool(
        await fetch_rows(
            "SELECT id FROM unavailability WHERE id = {} AND victim = {}",
            *(range_id, victim_id),
        )
    )


async def fetch_unavailable_days_for_victim(
    *, victim_id: UUID, since: date
) -> list[StandingRange]:
    rows = await fetch_rows(_STANDING, [victim_id], since)
    return [StandingRange(id=row["id"], days=_read(row)) for row in rows]


async def fetch_unavailable_days(
    *, victim_ids: Sequence[UUID], since: date
) -> dict[UUID, list[DayRange]]:
    """Give what stands, by victim: for who plans a hearing."""
    found: dict[UUID, list[DayRange]] = {}
    for row in await fetch_rows(_STANDING, list(victim_ids), since):
        found.setdefault(row["victim"], []).append(_read(row))
    return found


def _read(row: Mapping[str, Any]) -> DayRange:
    return DayRange(
        first_day=row["first_day"],
        last_day=row["last_day"],
        reason=Reason(row["reason"]),
    )
