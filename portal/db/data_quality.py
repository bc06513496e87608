"""What came in and cannot be used as it is: for a person to mend."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import fetch_rows
from portal.db.sealing_ring import sealer

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableNumber:
    victim_id: UUID
    name: str
    text: str
    given_at: datetime | None


async def fetch_unreadable_numbers() -> list[UnreadableNumber]:
    """Give the newest first, each as somebody typed it."""
    rows = await fetch_rows(
        f"""SELECT p.id, p.number_sealed, p.given_at, v.id AS victim,
                   v.given_names, v.infix, v.family_name
            FROM phone p JOIN victim v ON v.id = p.victim
            WHERE p.is_readable = FALSE
            ORDER BY p.given_at DESC, p.id LIMIT {SHOWN}"""  # noqa: S608 - own number
    )
    return [
        UnreadableNumber(
            victim_id=row["victim"],
            name=read_name(row),
            text=sealer().unseal(
                row["number_sealed"], place=f"phone/{row['id']}/number_sealed"
            ),
            given_at=row["given_at"],
        )
        for row in rows
    ]
