"""Who changed something of a victim's: she herself, or who stands in for her."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.audit import insert_audit


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWhom:
    """`actor_kind` is victim or representative; `role` is what the latter is of her."""

    actor_kind: str
    actor: str
    role: str = ""


async def note_change(
    by: ByWhom, *, victim_id: UUID, action: str, now: datetime
) -> None:
    await insert_audit(
        now=now,
        actor_kind=by.actor_kind,
        actor=by.actor,
        role=by.role,
        action=action,
        object_kind="victim",
        object_id=str(victim_id),
        victim_id=victim_id,
        origin="portal",
    )
