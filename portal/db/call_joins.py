"""Joining more news to the one open call of a victim, incident and kind."""

from dataclasses import asdict
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.domain.call_joins import MoreNews, OpenCall, with_news
from portal.domain.call_ladder import PastAttempt
from portal.domain.outcomes import Outcome
from portal.domain.reminders import ReminderKind

_COLUMNS = tuple(OpenCall.__dataclass_fields__)
_SILENCE = frozenset({ReminderKind.NOT_HEARD_DAY_12, ReminderKind.NO_SAFE_WAY_DAY_12})
_AGAIN = (*_SILENCE, ReminderKind.WRITTEN_NOTICE_DUE)


async def join_open_call(
    news: MoreNews, *, victim_id: UUID, incident_id: UUID, kind: str
) -> UUID | None:
    """Give the call that it joined; None where it closed meanwhile."""
    row = await fetch_row(
        f"SELECT id, {', '.join(_COLUMNS)} FROM call_task WHERE victim = {{}}"  # noqa: S608 - own words
        " AND incident = {} AND kind = {} AND closed_as IS NULL FOR UPDATE",
        *(victim_id, incident_id, kind),
    )
    if row is None:
        return None
    task_id: UUID = row.pop("id")
    fired = await _arm_again(task_id)
    joined = with_news(
        OpenCall(**row),
        news,
        last=await _last_attempt(task_id) if row["earliest_at"] else None,
        letter_has_left=ReminderKind.WRITTEN_NOTICE_DUE in fired,
        silence_was_noted=not _SILENCE.isdisjoint(fired),
    )
    await execute(
        f"UPDATE call_task SET {', '.join(f'{it} = {{}}' for it in _COLUMNS)}"  # noqa: S608 - own words
        " WHERE id = {}",
        *(*asdict(joined).values(), task_id),
    )
    return task_id


async def _arm_again(task_id: UUID) -> set[ReminderKind]:
    """Let what fired for earlier news be set anew for this; give what that was."""
    rows = await fetch_rows(
        "UPDATE reminder SET state = 'cancelled', fired_at = NULL"
        " WHERE cause = {} AND state = 'fired' AND kind = ANY({}) RETURNING kind",
        *(task_id, [kind.value for kind in _AGAIN]),
    )
    return {ReminderKind(row["kind"]) for row in rows}


async def _last_attempt(task_id: UUID) -> PastAttempt | None:
    row = await fetch_row(
        "SELECT at, outcome FROM call_attempt WHERE task = {} AND corrected_at IS NULL"
        " AND corrects IS NULL ORDER BY at DESC LIMIT 1",
        task_id,
    )
    return PastAttempt(at=row["at"], outcome=Outcome(row["outcome"])) if row else None
