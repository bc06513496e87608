"""What an export tells of victims: their calls, messages and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows

_TASK = """
SELECT id, victim AS victim_id, kind, organisation, opened_at, due_at, not_before,
       lease_until, closed_as, closed_at, close_reason
FROM call_task
"""

# A call that tells decisions or other news belongs to the cases of those; one that
# tells none, as a callback, to every case of its report. What was taken out of an open
# call leaves it to the others; when nothing was left it fell with the last. A hearing
# of several cases is one event, and its call stands under each of them.
_OF_CASE = """
WHERE victim = ANY({}) AND (EXISTS (
    SELECT 1 FROM call_task_decision AS told
    JOIN decision ON decision.id = told.decision
    WHERE told.task = call_task.id AND decision."case" = {}
      AND (told.removed_at IS NULL OR call_task.closed_as IS NOT NULL))
  OR EXISTS (SELECT 1 FROM call_task_happening AS told
    JOIN happening ON happening.id = told.happening
    JOIN happening AS same ON same.arrival = happening.arrival
    WHERE told.task = call_task.id AND same."case" = {}
      AND (told.removed_at IS NULL OR call_task.closed_as IS NOT NULL))
  OR (incident IN (SELECT incident FROM case_incident WHERE "case" = {})
      AND NOT EXISTS (
        SELECT 1 FROM call_task_decision AS told WHERE told.task = call_task.id)
      AND NOT EXISTS (
        SELECT 1 FROM call_task_happening AS told WHERE told.task = call_task.id)))
ORDER BY opened_at, kind, closed_at IS NOT NULL, closed_at, id
"""

_OF_INCIDENT = """
WHERE victim = ANY({}) AND incident = {} AND NOT EXISTS (
    SELECT 1 FROM call_task_decision AS told WHERE told.task = call_task.id)
  AND NOT EXISTS (
    SELECT 1 FROM call_task_happening AS told WHERE told.task = call_task.id)
ORDER BY opened_at, kind, closed_at IS NOT NULL, closed_at, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTask:
    id: UUID
    victim_id: UUID
    kind: str
    organisation: str
    opened_at: datetime
    due_at: datetime
    not_before: datetime | None
    lease_until: datetime | None
    closed_as: str | None
    closed_at: datetime | None
    close_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAttempt:
    task_id: UUID
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedMessage:
    victim_id: UUID
    message: str
    channel: str
    state: str
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedReminder:
    victim_id: UUID
    kind: str
    due_at: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOnFile:
    """A police report, also when it never became a case."""

    id: UUID
    pv_number: str
    category: str


async def fetch_report(*, pv_number: str) -> ReportOnFile | None:
    row = await fetch_row(
        "SELECT id, pv_number, category FROM incident WHERE pv_number = {}", pv_number
    )
    return ReportOnFile(**row) if row else None


async def fetch_tasks_of_case(
    *, case_id: UUID, victim_ids: Sequence[UUID]
) -> list[ExportedTask]:
    rows = await fetch_rows(
        _TASK + _OF_CASE, list(victim_ids), case_id, case_id, case_id
    )
    return [ExportedTask(**row) for row in rows]


async def fetch_tasks_of_report(
    *, incident_id: UUID, victim_ids: Sequence[UUID]
) -> list[ExportedTask]:
    """Give the calls about the report itself, none about a case."""
    rows = await fetch_rows(_TASK + _OF_INCIDENT, list(victim_ids), incident_id)
    return [ExportedTask(**row) for row in rows]


async def fetch_attempts_of_tasks(*, task_ids: Sequence[UUID]) -> list[ExportedAttempt]:
    """Give those that stand: not the mistaken ones, nor what took them back."""
    rows = await fetch_rows(
        "SELECT task AS task_id, at, outcome FROM call_attempt WHERE task = ANY({})"
        " AND corrected_at IS NULL AND corrects IS NULL ORDER BY at, id",
        list(task_ids),
    )
    return [ExportedAttempt(**row) for row in rows]


async def fetch_messages_about(
    *, case_id: UUID | None, task_ids: Sequence[UUID], victim_ids: Sequence[UUID]
) -> list[ExportedMessage]:
    rows = await fetch_rows(
        "SELECT victim AS victim_id, message, channel, state, queued_at, sent_at"
        ' FROM notification WHERE victim = ANY({}) AND ("case" = {}'
        " OR task = ANY({})) ORDER BY queued_at, message, channel, id",
        *_scope(case_id, task_ids, victim_ids),
    )
    return [ExportedMessage(**row) for row in rows]


async def fetch_reminders_about(
    *, case_id: UUID | None, task_ids: Sequence[UUID], victim_ids: Sequence[UUID]
) -> list[ExportedReminder]:
    rows = await fetch_rows(
        "SELECT victim AS victim_id, kind, due_at, state FROM reminder"
        ' WHERE victim = ANY({}) AND ("case" = {} OR task = ANY({}))'
        " ORDER BY due_at, kind, state",
        *_scope(case_id, task_ids, victim_ids),
    )
    return [ExportedReminder(**row) for row in rows]


def _scope(
    case_id: UUID | None, task_ids: Sequence[UUID], victim_ids: Sequence[UUID]
) -> tuple[Any, ...]:
    return (list(victim_ids), case_id, list(task_ids))
