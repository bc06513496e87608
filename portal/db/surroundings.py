"""What else goes on around a victim: other cases, hearings, complaints, calls."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.cases import OffenceCategory
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNearby:
    """A case whose facts concern her, or a report that has no case yet."""

    incident_id: UUID
    case_id: UUID | None
    parketnummer: str | None
    pv_number: str
    category: OffenceCategory
    description: str
    place: str
    recorded_on: date | None
    phase: str
    complaint_received_on: date | None
    complaint_court: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingNearby:
    parketnummer: str
    kind: str
    starts_at: datetime
    court: str
    place: str
    room: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNearby:
    """Another open call to her: that it is there, whose it is, and when."""

    task_id: UUID
    kind: TaskKind
    organisation: Organisation
    not_before: datetime | None
    due_at: datetime
    is_agreed: bool


async def fetch_cases_nearby(*, victim_id: UUID) -> list[CaseNearby]:
    """Give the newest report first; cases of others' facts alone are left out."""
    rows = await fetch_rows(
        """SELECT i.id AS incident_id, c.id AS case_id, c.parketnummer, i.pv_number,
                  i.category, i.description, i.place, i.recorded_on, c.phase,
                  q.received_on AS complaint_received_on, q.court AS complaint_court
           FROM involvement v
           JOIN incident i ON i.id = v.incident
           LEFT JOIN case_incident ci ON ci.incident = i.id AND EXISTS (
                SELECT 1 FROM fact f JOIN fact_victim fv ON fv.fact = f.id
                WHERE f."case" = ci."case" AND fv.victim = v.victim)
           LEFT JOIN case_file c ON c.id = ci."case"
           LEFT JOIN complaint q ON q."case" = c.id AND q.victim = v.victim
           WHERE v.victim = {}
           ORDER BY i.recorded_on DESC, i.pv_number, c.parketnummer""",
        victim_id,
    )
    return [
        CaseNearby(
            **{
                **row,
                "category": OffenceCategory(row["category"]),
                "phase": row["phase"] or "reported",
            }
        )
        for row in rows
    ]


async def fetch_hearings_nearby(
    *, victim_id: UUID, after: datetime
) -> list[HearingNearby]:
    rows = await fetch_rows(
        """SELECT c.parketnummer, h.kind, h.starts_at, h.court, h.place, h.room
           FROM hearing h
           JOIN hearing_case hc ON hc.hearing = h.id
           JOIN case_file c ON c.id = hc."case"
           WHERE h.starts_at > {} AND h.state = 'planned' AND EXISTS (
                SELECT 1 FROM fact f JOIN fact_victim fv ON fv.fact = f.id
                WHERE f."case" = c.id AND fv.victim = {})
           ORDER BY h.starts_at, c.parketnummer""",
        *(after, victim_id),
    )
    return [HearingNearby(**row) for row in rows]


async def fetch_calls_nearby(*, victim_id: UUID, but_not: UUID) -> list[CallNearby]:
    rows = await fetch_rows(
        """SELECT id, kind, organisation, not_before, due_at, is_agreed
           FROM call_task WHERE victim = {} AND id <> {} AND closed_as IS NULL
           ORDER BY due_at, id""",
        *(victim_id, but_not),
    )
    return [
        CallNearby(
            task_id=row["id"],
            kind=TaskKind(row["kind"]),
            organisation=Organisation(row["organisation"]),
            not_before=row["not_before"],
            due_at=row["due_at"],
            is_agreed=row["is_agreed"],
        )
        for row in rows
    ]
