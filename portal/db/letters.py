"""Letters that were handed to the print queue, for whoever prints or shows them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows
from portal.db.sealing_ring import sealer
from portal.domain.notifications import MessageName

NAME = ("given_names", "infix", "family_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    id: UUID
    addressee: str
    message: MessageName
    sent_at: datetime


async def fetch_letters(*, limit: int = 100) -> list[PrintedLetter]:
    """Give the newest first."""
    rows = await fetch_rows(
        "SELECT notification.id, message, sent_at, given_names, infix, family_name"
        " FROM notification JOIN victim ON victim.id = notification.victim"
        " WHERE channel = 'letter' AND state = 'sent'"
        " ORDER BY sent_at DESC, notification.id LIMIT {}",
        limit,
    )
    return [
        PrintedLetter(
            id=row["id"],
            addressee=" ".join(filter(None, map(row.get, NAME))),
            message=MessageName(row["message"]),
            sent_at=row["sent_at"],
        )
        for row in rows
    ]


async def fetch_letter_page(*, letter_id: UUID) -> str | None:
    row = await fetch_row(
        "SELECT content_sealed FROM notification WHERE id = {}"
        " AND channel = 'letter' AND state = 'sent'",
        letter_id,
    )
    if row is None:
        return None
    place = f"notification/{letter_id}/content_sealed"
    return sealer().unseal(row["content_sealed"], place=place)
