"""What reached a victim of the decisions about her, and the calls still to come."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.db.gate_records import TELLS_DECISION, Records, read_records
from portal.db.visits import FRAME
from portal.domain.caller_words import CallerWords
from portal.domain.reservations import last_day_begins

# One statement: the page that reads it has few to spend. Each part fills the same
# columns; the first names their types. PostgreSQL wants NULLs cast where it is first.
_RECORDS = """
SELECT 'call' AS what, tells.decision, call_task.id AS owner, call_task.incident,
       call_task.kind AS word, call_task.organisation AS other, call_task.topic AS said,
       tells.told_at AS at, tells.removed_at AS ended_at, call_task.due_at,
       call_task.not_before AS starts_at, call_task.agreed_until AS ends_at,
       call_task.earliest_at, call_task.lease_until, call_task.closed_at,
       call_task.notice_by AS on_day,
       call_task.notice_by AS other_day, tells.tells_revision AS flag
FROM call_task LEFT JOIN call_task_decision AS tells ON tells.task = call_task.id
WHERE call_task.victim = {}
UNION ALL
SELECT 'known', knowledge.decision, NULL, NULL,
       knowledge.subject, knowledge.source, NULL,
       knowledge.recorded_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       knowledge.known_on, NULL, knowledge.is_assumed
FROM knowledge
WHERE knowledge.victim = {} AND knowledge.withdrawn_at IS NULL
UNION ALL
SELECT 'written', notification.decision, NULL, NULL,
       notification.message, notification.channel, NULL,
       notification.sent_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL
FROM notification
WHERE notification.victim = {} AND notification.state = 'sent'
  AND notification.message = ANY({}) AND notification.decision IS NOT NULL
UNION ALL
SELECT 'complaint', NULL, complaint."case", NULL,
       complaint.outcome, complaint.court, NULL,
       complaint.updated_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       complaint.received_on, complaint.decided_on, complaint.wants_reminders
FROM complaint
WHERE complaint.victim = {}
"""


async def fetch_records_for_victim(
    *, victim_id: UUID, with_frame: bool = False
) -> Records:
    """Read all of it: a call about a decision may stand under another report.

    A page of hers takes its frame along: her visit, and who told us when.
    """
    rows = await fetch_rows(
        _RECORDS + FRAME if with_frame else _RECORDS,
        victim_id,
        victim_id,
        victim_id,
        [str(name) for name in TELLS_DECISION],
        victim_id,
        *([victim_id] * 4 if with_frame else ()),
    )
    return read_records(rows)


async def fetch_caller_words_for_victim(*, victim_id: UUID) -> tuple[CallerWords, ...]:
    """Give the words of each call to her that is still to come."""
    return (await fetch_records_for_victim(victim_id=victim_id)).caller_words


async def lock_calls_for_victim(*, victim_id: UUID, decision_id: UUID) -> None:
    """Hold the calls before the complaint, in the order in which a caller does."""
    await fetch_rows(
        "SELECT call_task.id FROM call_task"
        " JOIN call_task_decision ON call_task_decision.task = call_task.id"
        " WHERE call_task.victim = {} AND call_task_decision.decision = {}"
        " AND call_task.closed_as IS NULL ORDER BY call_task.id"
        " FOR UPDATE OF call_task",
        victim_id,
        decision_id,
    )


async def set_call_sooner_for_victim(
    *, victim_id: UUID, task_id: UUID, due_at: datetime, now: datetime
) -> bool:
    """Move an open call forward, kept for nobody then; tell whether it was later.

    A time that is agreed and still to come stays: nobody could call before it.
    """
    last_day = last_day_begins(due_at)
    changed = await execute(
        "UPDATE call_task SET due_at = {}, reserved_until ="
        " CASE WHEN reserved_until > {} THEN {} ELSE reserved_until END"
        " WHERE id = {} AND victim = {} AND closed_as IS NULL AND due_at > {}"
        " AND NOT (is_agreed AND agreed_until IS NOT NULL AND agreed_until > {})",
        due_at,
        last_day,
        last_day,
        task_id,
        victim_id,
        due_at,
        now,
    )
    return changed > 0


async def take_free_call_for_victim(
    *, victim_id: UUID, task_id: UUID, now: datetime
) -> bool:
    """Lock an open call that no caller has on screen; False where one has."""
    rows = await fetch_rows(
        "SELECT id FROM call_task WHERE id = {} AND victim = {} AND closed_as IS NULL"
        " AND (lease_until IS NULL OR lease_until <= {}) FOR UPDATE",
        task_id,
        victim_id,
        now,
    )
    return bool(rows)
