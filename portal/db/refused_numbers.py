"""Numbers that a victim took away, known by their marks alone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row_once

Rows = list[dict[str, Any]]


async def mark_refused(rows: Rows, *, victim_id: UUID, is_own_word: bool) -> Rows:
    """A number that she took away and that is sent once more is not safe.

    Unless she told SHN since that it is.
    """
    again = {row["number_index"] for row in rows} & await _fetch_refused(victim_id)
    if not again:
        return rows
    lifted = {it["number_index"] for it in rows if is_own_word and it["is_safe"]}
    for index in sorted(again & lifted):
        await delete_refused_number(victim_id=victim_id, number_index=index)
    return [
        row | {"is_safe": False} if row["number_index"] in again - lifted else row
        for row in rows
    ]


async def _fetch_refused(victim_id: UUID) -> frozenset[str]:
    rows = await fetch_rows(
        "SELECT number_index FROM refused_number WHERE victim = {}", victim_id
    )
    return frozenset(row["number_index"] for row in rows)


async def insert_refused_number(
    *, victim_id: UUID, number_index: str, now: datetime
) -> None:
    await insert_row_once(
        "refused_number",
        {"id": uuid4(), "victim": victim_id, "number_index": number_index, "at": now},
    )


async def delete_refused_number(*, victim_id: UUID, number_index: str) -> None:
    await execute(
        "DELETE FROM refused_number WHERE victim = {} AND number_index = {}",
        victim_id,
        number_index,
    )
