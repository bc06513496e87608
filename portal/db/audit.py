"""Who saw or changed what: one row for each request or command about a person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.rows import insert_row, insert_rows


async def insert_audit(
    *,
    now: datetime,
    actor_kind: str,
    actor: str,
    action: str,
    organisation: str = "",
    role: str = "",
    object_kind: str = "",
    object_id: str = "",
    victim_id: UUID | None = None,
    origin: str = "",
    outcome: str = "done",
) -> None:
    await insert_row(
        "audit_event",
        {
            "id": uuid4(),
            "at": now,
            "actor_kind": actor_kind,
            "actor": actor,
            "organisation": organisation,
            "role": role,
            "action": action,
            "object_kind": object_kind,
            "object_id": object_id,
            "victim": victim_id,
            "origin": origin,
            "outcome": outcome,
        },
    )


async def insert_audit_of_each(
    *,
    victim_ids: Sequence[UUID],
    now: datetime,
    actor: str,
    action: str,
    organisation: str,
    role: str,
    object_kind: str = "",
) -> None:
    """Write one row for each person that a member of staff saw on one list."""
    await insert_rows(
        "audit_event",
        [
            {
                "id": uuid4(),
                "at": now,
                "actor_kind": "staff",
                "actor": actor,
                "organisation": organisation,
                "role": role,
                "action": action,
                "object_kind": object_kind,
                "object_id": str(victim_id),
                "victim": victim_id,
                "origin": "",
                "outcome": "done",
            }
            for victim_id in victim_ids
        ],
    )
