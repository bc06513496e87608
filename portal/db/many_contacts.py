"""Reading how several victims may be reached, at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.victims import PERSON, fetch_representatives, read_contact
from portal.domain.contacts import VictimContact


async def fetch_contacts_of(*, victim_ids: Sequence[UUID]) -> dict[UUID, VictimContact]:
    """Give many at once, contact data in the clear."""
    ids = list(victim_ids)
    people = await fetch_rows(f"{PERSON} WHERE id = ANY({{}})", ids)
    phones = await fetch_rows(
        "SELECT * FROM phone WHERE victim = ANY({}) ORDER BY position", ids
    )
    others = await fetch_representatives(people)
    return {
        row["id"]: read_contact(row, _of(phones, row["id"]), _of(others, row["id"]))
        for row in people
    }


def _of(rows: Sequence[Mapping[str, Any]], victim_id: UUID) -> list[dict[str, Any]]:
    return [dict(row) for row in rows if row["victim"] == victim_id]
