"""What happened in a case, and the phase that follows from it."""

import json
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.phases import HistoryEntry


async def fetch_history(*, case_id: UUID) -> list[HistoryEntry]:
    """Everything of the case, with what happened to its report."""
    rows = await fetch_rows(
        "SELECT happening.id, happening.at, happening.arrival, happening.code,"
        " happening.detail, happening.victim, happening.decision"
        ' FROM happening WHERE happening."case" = {}'
        " ORDER BY happening.at, happening.arrival",
        case_id,
    )
    return [
        HistoryEntry(
            id=row["id"],
            at=row["at"],
            arrival=row["arrival"],
            code=row["code"],
            detail=json.loads(row["detail"]),
            victim_id=row["victim"],
            decision_id=row["decision"],
        )
        for row in rows
    ]


async def set_phase(*, case_id: UUID, phase: str) -> None:
    await execute("UPDATE case_file SET phase = {} WHERE id = {}", phase, case_id)
