"""The wish of a company for bundled news, and the e-mail that carries a bundle."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_row


async def fetch_wants_bundle_for_victim(*, victim_id: UUID) -> bool:
    """A company alone can want it; the newest word holds."""
    row = await fetch_row(
        "SELECT w.wants FROM bundle_wish w JOIN victim v ON v.id = w.victim"
        " WHERE v.id = {} AND v.kind = 'legal_person'"
        " ORDER BY w.said_at DESC, w.id DESC LIMIT 1",
        victim_id,
    )
    return row is not None and bool(row["wants"])


async def insert_bundle_wish_for_victim(
    *, victim_id: UUID, wants: bool, now: datetime
) -> None:
    await insert_row(
        "bundle_wish",
        {"id": uuid4(), "victim": victim_id, "wants": wants, "said_at": now},
    )


async def fetch_is_company_for_victim(*, victim_id: UUID) -> bool:
    row = await fetch_row("SELECT kind FROM victim WHERE id = {}", victim_id)
    return row is not None and row["kind"] == "legal_person"


async def fetch_carriers(
    *,
    victim_id: UUID,
    beside: UUID,
    messages: Collection[str],
    since: datetime,
    now: datetime,
) -> set[str]:
    """Say whether another of the bundle was sent, or is on its way at this moment.

    It holds the victim until the end of the transaction: of two workers with one
    bundle the second sees what the first does.
    """
    await fetch_rows("SELECT id FROM victim WHERE id = {} FOR UPDATE", victim_id)
    rows = await fetch_rows(
        "SELECT state FROM notification WHERE victim = {} AND id <> {}"
        " AND channel = 'email' AND message = ANY({})"
        " AND ((state = 'sent' AND sent_at >= {})"
        " OR (state = 'sending' AND lease_until > {}))",
        victim_id,
        beside,
        list(messages),
        since,
        now,
    )
    return {row["state"] for row in rows}
