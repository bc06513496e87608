"""Who calls a victim first: coordinators and case managers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """`incident_id` None is for everything of hers."""

    id: UUID
    victim_id: UUID
    incident_id: UUID | None
    organisation: str
    duty: str
    staff_id: UUID
    staff_name: str


async def fetch_contact_person(
    *, victim_id: UUID, incident_id: UUID, organisation: str
) -> UUID | None:
    """Give who goes first in this report; one of the report goes before one of all."""
    row = await fetch_row(
        """SELECT staff FROM contact_person WHERE victim = {} AND organisation = {}
           AND ended_at IS NULL AND (incident IS NULL OR incident = {})
           ORDER BY (incident IS NULL), since LIMIT 1""",
        *(victim_id, organisation, incident_id),
    )
    return row["staff"] if row else None


async def fetch_contact_persons(*, victim_id: UUID) -> list[ContactPerson]:
    rows = await fetch_rows(
        """SELECT c.id, c.victim AS victim_id, c.incident AS incident_id,
                  c.organisation, c.duty, c.staff AS staff_id, s.name AS staff_name
           FROM contact_person c JOIN staff_member s ON s.id = c.staff
           WHERE c.victim = {} AND c.ended_at IS NULL
           ORDER BY c.organisation DESC, c.since""",
        victim_id,
    )
    return [ContactPerson(**row) for row in rows]


async def lock_contact_person(
    *, victim_id: UUID, incident_id: UUID | None, organisation: str
) -> tuple[UUID, str | None] | None:
    """Give who it is now for exactly this, and of which place; None is nobody."""
    row = await fetch_row(
        """SELECT c.staff, s.location FROM contact_person c
           JOIN staff_member s ON s.id = c.staff
           WHERE c.victim = {} AND c.organisation = {} AND c.ended_at IS NULL
             AND COALESCE(c.incident, c.victim) = {} FOR UPDATE OF c""",
        *(victim_id, organisation, incident_id or victim_id),
    )
    return (row["staff"], row["location"]) if row else None


async def insert_contact_person(
    *,
    victim_id: UUID,
    incident_id: UUID | None,
    organisation: str,
    duty: str,
    staff_id: UUID,
    now: datetime,
) -> bool:
    """Put somebody in the place of who was it; tell whether that is new."""
    same = await fetch_row(
        """SELECT staff, duty FROM contact_person WHERE victim = {}
           AND organisation = {} AND ended_at IS NULL
           AND COALESCE(incident, victim) = {} FOR UPDATE""",
        *(victim_id, organisation, incident_id or victim_id),
    )
    if same == {"staff": staff_id, "duty": duty}:
        return False
    await end_contact_person(
        victim_id=victim_id, incident_id=incident_id, organisation=organisation, now=now
    )
    return await insert_row_once(
        "contact_person",
        {
            "id": uuid4(),
            "victim": victim_id,
            "incident": incident_id,
            "organisation": organisation,
            "duty": duty,
            "staff": staff_id,
            "since": now,
        },
    )


async def end_contact_person(
    *, victim_id: UUID, incident_id: UUID | None, organisation: str, now: datetime
) -> bool:
    return bool(
        await execute(
            """UPDATE contact_person SET ended_at = {} WHERE victim = {}
               AND organisation = {} AND ended_at IS NULL
               AND COALESCE(incident, victim) = {}""",
            *(now, victim_id, organisation, incident_id or victim_id),
        )
    )


async def end_contact_person_for_staff(
    *, staff_id: UUID, to: UUID | None, now: datetime
) -> None:
    """Who goes is nobody's contact person any more; a successor takes it over."""
    if to is not None:
        await execute(
            "UPDATE contact_person SET staff = {} WHERE staff = {}"
            " AND ended_at IS NULL",
            *(to, staff_id),
        )
        return
    await execute(
        "UPDATE contact_person SET ended_at = {} WHERE staff = {} AND ended_at IS NULL",
        *(now, staff_id),
    )


async def fetch_tasks_to_reserve(
    *, victim_id: UUID, incident_id: UUID | None, organisation: str
) -> list[tuple[UUID, UUID]]:
    """Give her open calls there, each with its report."""
    rows = await fetch_rows(
        """SELECT id, incident FROM call_task WHERE victim = {} AND organisation = {}
           AND closed_as IS NULL AND ({}::uuid IS NULL OR incident = {}) ORDER BY id""",
        *(victim_id, organisation, incident_id, incident_id),
    )
    return [(row["id"], row["incident"]) for row in rows]
