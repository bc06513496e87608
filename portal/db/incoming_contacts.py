"""Contacts that came in while no call was open: append-only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import fetch_row
from portal.db.rows import insert_row_once
from portal.domain.incoming_contacts import About, Manner
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    id: UUID
    submission: UUID
    victim_id: UUID
    incident_id: UUID
    organisation: Organisation
    staff_id: UUID
    at: datetime
    kind: Manner
    about: About
    note: str
    reached: bool
    callback_id: UUID | None
    spoken_with: str = ""  # her lawyer, where it was not she


async def insert_contact(contact: Contact) -> bool:
    """Tell whether it was new: the same submission is written once."""
    return await insert_row_once(
        "contact",
        {
            "id": contact.id,
            "submission": contact.submission,
            "victim": contact.victim_id,
            "incident": contact.incident_id,
            "organisation": contact.organisation.value,
            "staff": contact.staff_id,
            "at": contact.at,
            "kind": contact.kind.value,
            "about": contact.about.value,
            "note": contact.note,
            "reached": contact.reached,
            "callback": contact.callback_id,
            "spoken_with": contact.spoken_with,
        },
    )


async def is_contact_on_file(*, submission: UUID) -> bool:
    row = await fetch_row("SELECT id FROM contact WHERE submission = {}", submission)
    return row is not None


async def fetch_callback_elsewhere(
    *, victim_id: UUID, incident_id: UUID, organisation: str
) -> Organisation | None:
    """Say who else agreed to call her back about this report."""
    row = await fetch_row(
        "SELECT organisation FROM call_task WHERE victim = {} AND incident = {}"
        " AND kind = 'callback' AND closed_as IS NULL AND organisation <> {}",
        *(victim_id, incident_id, organisation),
    )
    return Organisation(row["organisation"]) if row else None


async def fetch_newest_decided_at(*, decision_ids: frozenset[UUID]) -> datetime | None:
    row = await fetch_row(
        "SELECT decided_at FROM decision WHERE id = ANY({})"
        " ORDER BY decided_at DESC LIMIT 1",
        sorted(decision_ids),
    )
    return row["decided_at"] if row else None
