"""What came in and cannot be used as it is: for a person to mend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name, seen_by
from portal.db.engine import fetch_rows
from portal.db.sealing_ring import unseal_if_possible
from portal.domain.staff import Worker

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableNumber:
    """`text` is None for who does not mend it, and where nobody may call it anyway."""

    victim_id: UUID
    incident_id: UUID
    name: str
    text: str | None
    is_unsafe: bool
    is_no_to_calling: bool
    given_at: datetime | None


async def fetch_unreadable_numbers(*, worker: Worker) -> list[UnreadableNumber]:
    """Give the newest first, of people in a report that this worker may see."""
    condition, values = seen_by(worker, victim="v.id")
    rows = await fetch_rows(
        f"""SELECT n.*, n.incident AS "incident [uuid]" FROM (
            SELECT p.id, p.number_sealed, p.given_at, p.is_safe, v.calling,
                   v.id AS victim, v.given_names, v.infix, v.family_name,
                   (SELECT i.id FROM involvement w JOIN incident i ON i.id = w.incident
                    WHERE w.victim = v.id AND {condition}
                    ORDER BY i.updated_at DESC, i.id LIMIT 1) AS incident
            FROM phone p JOIN victim v ON v.id = p.victim
            WHERE p.is_readable = FALSE AND NOT v.is_deceased) n
            WHERE n.incident IS NOT NULL
            ORDER BY n.given_at DESC, n.id LIMIT {SHOWN}""",  # noqa: S608 - own words
        *values,
    )
    return [_read(row, worker) for row in rows]


def _read(row: Mapping[str, Any], worker: Worker) -> UnreadableNumber:
    is_unsafe, is_no = row["is_safe"] is False, row["calling"] is False
    is_to_mend = worker.mends_contact and not (is_unsafe or is_no)
    return UnreadableNumber(
        victim_id=row["victim"],
        incident_id=row["incident"],
        name=read_name(row),
        text=_text(row) if is_to_mend else None,
        is_unsafe=is_unsafe,
        is_no_to_calling=is_no,
        given_at=row["given_at"],
    )


def _text(row: Mapping[str, Any]) -> str | None:
    place = f"phone/{row['id']}/number_sealed"
    return unseal_if_possible(row["number_sealed"], place=place)
