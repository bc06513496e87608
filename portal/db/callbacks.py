"""Calls that a victim asks for: at most one open for her in an incident."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows

_ASK = """
INSERT INTO call_task (id, victim, incident, kind, organisation, location, topic,
    opened_at, due_at, is_at_risk, needs_experience, is_agreed, earliest_at,
    agreed_until, attempts)
VALUES ({}, {}, {}, 'callback', {}, {}, {}, {}, {}, {},
    (SELECT count(*) FROM call_task AS other WHERE other.victim = {}
     AND other.incident = {} AND other.needs_experience) > 0,
    TRUE, {}, {}, 0)
ON CONFLICT (victim, incident, kind) WHERE closed_as IS NULL DO UPDATE SET
    organisation = excluded.organisation, location = excluded.location,
    topic = excluded.topic, due_at = excluded.due_at, is_agreed = TRUE,
    earliest_at = excluded.earliest_at, agreed_until = excluded.agreed_until,
    preferred_staff = NULL, lease_token = NULL, lease_staff = NULL, lease_until = NULL
WHERE call_task.lease_until IS NULL OR call_task.lease_until <= {}
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCall:
    victim_id: UUID
    incident_id: UUID
    organisation: str
    location: str
    topic: str
    is_at_risk: bool
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedCall:
    """A call at a time that she agreed to."""

    task_id: UUID
    organisation: str
    starts_at: datetime
    ends_at: datetime | None


async def fetch_agreed_calls_for_victim(
    *, victim_id: UUID, now: datetime
) -> tuple[AgreedCall, ...]:
    """Give those to come, the first one first."""
    rows = await fetch_rows(
        "SELECT id AS task_id, organisation, not_before AS starts_at,"
        " agreed_until AS ends_at"
        " FROM call_task WHERE victim = {} AND closed_as IS NULL AND is_agreed"
        " AND not_before IS NOT NULL AND agreed_until > {}"
        " ORDER BY not_before, id",
        *(victim_id, now),
    )
    return tuple(AgreedCall(**row) for row in rows)


async def set_callback_for_victim(asked: AskedCall, *, now: datetime) -> UUID | None:
    """Open it, or change the open one; None where a caller has that on screen now."""
    row = await fetch_row(
        _ASK,
        uuid4(),
        asked.victim_id,
        asked.incident_id,
        asked.organisation,
        asked.location,
        asked.topic,
        now,
        asked.ends_at,
        asked.is_at_risk,
        asked.victim_id,
        asked.incident_id,
        asked.starts_at,
        asked.ends_at,
        now,
    )
    return row["id"] if row else None


async def is_open_callback_of_victim(*, victim_id: UUID, task_id: UUID) -> bool:
    row = await fetch_row(
        "SELECT id FROM call_task WHERE id = {} AND victim = {}"
        " AND kind = 'callback' AND closed_as IS NULL",
        task_id,
        victim_id,
    )
    return row is not None


async def set_callback_withdrawn_for_victim(
    *, victim_id: UUID, task_id: UUID, now: datetime
) -> str | None:
    """Close it, unless a caller has it on screen now; give whom she had asked."""
    row = await fetch_row(
        "UPDATE call_task SET closed_as = 'cancelled', closed_at = {},"
        " close_reason = 'withdrawn', lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL WHERE id = {} AND victim = {} AND kind = 'callback'"
        " AND closed_as IS NULL AND (lease_until IS NULL OR lease_until <= {})"
        " RETURNING organisation",
        now,
        task_id,
        victim_id,
        now,
    )
    return str(row["organisation"]) if row else None


async def cancel_confirmation_for_victim(*, victim_id: UUID, task_id: UUID) -> None:
    """Stop the message about a moment that holds no more, if it did not leave yet."""
    await execute(
        "UPDATE notification SET state = 'cancelled', next_try_at = NULL"
        " WHERE task = {} AND victim = {} AND message = 'callback_confirmed'"
        " AND state = 'queued'",
        task_id,
        victim_id,
    )


async def fetch_location_of_incident_for_victim(
    *, victim_id: UUID, incident_id: UUID
) -> str:
    """Give the office that handles her case; empty where there is none yet."""
    row = await fetch_row(
        """SELECT case_file.location FROM case_incident
           JOIN case_file ON case_file.id = case_incident."case"
           WHERE case_incident.incident = {} AND EXISTS (SELECT 1 FROM fact
               JOIN fact_victim ON fact_victim.fact = fact.id
               WHERE fact."case" = case_file.id AND fact_victim.victim = {})
           ORDER BY case_file.received_at DESC, case_file.parketnummer LIMIT 1""",
        incident_id,
        victim_id,
    )
    return str(row["location"]) if row else ""
