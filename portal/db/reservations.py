"""Calls that are kept for somebody, for some hours or until their last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskToReserve:
    location: str
    due_at: datetime
    opens_at: datetime | None
    priority: int
    is_agreed: bool
    needs_experience: bool


async def fetch_task_to_reserve(*, task_id: UUID) -> TaskToReserve | None:
    row = await fetch_row(
        """SELECT location, due_at, not_before AS opens_at, priority, is_agreed,
                  needs_experience
           FROM call_task WHERE id = {} AND closed_as IS NULL FOR UPDATE""",
        task_id,
    )
    return TaskToReserve(**row) if row else None


async def fetch_those_with_contact_person(*, victim_ids: Sequence[UUID]) -> set[UUID]:
    """Give who of these has one, in whatever report and organisation."""
    rows = await fetch_rows(
        "SELECT DISTINCT victim FROM contact_person"
        " WHERE victim = ANY({}) AND ended_at IS NULL",
        list(victim_ids),
    )
    return {row["victim"] for row in rows}


async def set_reserved(
    *, task_id: UUID, staff_id: UUID | None, until: datetime | None
) -> None:
    """Keep it for somebody, or for nobody any more."""
    await execute(
        "UPDATE call_task SET reserved_for = {}, reserved_until = {}"
        " WHERE id = {} AND closed_as IS NULL",
        *(staff_id, until, task_id),
    )


async def fetch_reserved_for_absent(*, today: date) -> list[UUID]:
    """Give who is away today while calls are kept for them."""
    rows = await fetch_rows(
        """SELECT DISTINCT l.staff FROM staff_leave l
           WHERE l.withdrawn_at IS NULL AND l.first_day <= {} AND l.last_day >= {}
             AND (EXISTS (SELECT 1 FROM call_task t WHERE t.reserved_for = l.staff
                    AND t.closed_as IS NULL AND t.reserved_for IS NOT NULL)
               OR EXISTS (SELECT 1 FROM call_task t WHERE t.preferred_staff = l.staff
                    AND t.closed_as IS NULL AND t.preferred_staff IS NOT NULL))""",
        *(today, today),
    )
    return [row["staff"] for row in rows]
