"""Writing how far a victim's complaint is, as the court tells it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import fetch_row
from portal.db.rows import insert_row, update_row


async def save_complaint(
    *, victim_id: UUID, case_id: UUID, facts: Mapping[str, object], at: datetime
) -> None:
    """Add what the court tells; an older word never takes away a newer one."""
    row = await fetch_row(
        'SELECT * FROM complaint WHERE victim = {} AND "case" = {}', victim_id, case_id
    )
    if row is None:
        values = {"id": uuid4(), "victim": victim_id, "case": case_id}
        await insert_row("complaint", values | {"updated_at": at} | dict(facts))
        return
    is_newer = at >= row["updated_at"]
    changes = {
        name: value for name, value in facts.items() if is_newer or row[name] is None
    }
    changes["updated_at"] = max(at, row["updated_at"])
    await update_row("complaint", row["id"], changes)
