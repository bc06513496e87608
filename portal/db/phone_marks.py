"""What callers find out about a number."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.number_marks import MARKS, NumberHistory, NumberJudgement
from portal.domain.outcomes import Outcome


async def set_number_wrong(*, victim_id: UUID, phone_id: UUID, is_wrong: bool) -> None:
    """Mark it wherever it stands with her, also as that of who stands in for her."""
    await execute(
        "UPDATE phone SET is_wrong = {} WHERE victim = {} AND (id = {} OR number_index"
        " = (SELECT number_index FROM phone WHERE id = {} AND victim = {}))",
        *(is_wrong, victim_id, phone_id, phone_id, victim_id),
    )


async def set_number_vouched(*, victim_id: UUID, phone_id: UUID, at: datetime) -> None:
    """The person on the line said that this number may be called."""
    await execute(
        "UPDATE phone SET vouched_at = {} WHERE id = {} AND victim = {}",
        *(at, phone_id, victim_id),
    )


async def set_number_judged(
    *, victim_id: UUID, phone_id: UUID, judgement: NumberJudgement, at: datetime
) -> None:
    """Keep what SHN found out about a number; that it is safe is said by her to SHN."""
    own, safe, is_wrong = MARKS[judgement]
    await execute(
        "UPDATE phone SET is_own = {}, is_safe = {}, is_wrong = {},"
        " is_verified = TRUE, vouched_at = CASE WHEN {} THEN {}::timestamptz"
        " ELSE vouched_at END WHERE id = {} AND victim = {}",
        *(own, safe, is_wrong, bool(safe), at, phone_id, victim_id),
    )
    if safe:
        await execute(
            "DELETE FROM refused_number WHERE victim = {} AND number_index ="
            " (SELECT number_index FROM phone WHERE id = {} AND victim = {})",
            *(victim_id, phone_id, victim_id),
        )


async def lock_numbers(*, victim_id: UUID) -> None:
    """Let one at a time judge her numbers."""
    await fetch_rows("SELECT id FROM victim WHERE id = {} FOR UPDATE", victim_id)


async def fetch_number_history(*, victim_id: UUID) -> dict[UUID, NumberHistory]:
    """Give for each number how often it was called and when somebody answered."""
    rows = await fetch_rows(
        "SELECT phone, at, outcome, organisation FROM call_attempt"
        " WHERE victim = {} AND phone IS NOT NULL AND corrected_at IS NULL"
        " AND corrects IS NULL ORDER BY at, id",
        victim_id,
    )
    found: dict[UUID, NumberHistory] = {}
    for row in rows:
        before = found.get(row["phone"], NumberHistory())
        found[row["phone"]] = before.after(
            Outcome(row["outcome"]), at=row["at"], organisation=row["organisation"]
        )
    return found


async def set_calls_with_number_free(*, victim_id: UUID) -> None:
    """SHN looked into her numbers; a call that was unsafe waits for more than that."""
    await execute(
        "UPDATE call_task SET waits_for = NULL WHERE victim = {}"
        " AND closed_as IS NULL AND waits_for = 'number_to_verify'",
        victim_id,
    )
