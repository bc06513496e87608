"""What happened in a case, and the phase that follows from it."""

import json
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.phases import HistoryEntry

_HISTORY = """
SELECT id, at, arrival, code, detail, victim, decision FROM happening
"""


async def fetch_history(*, case_id: UUID) -> list[HistoryEntry]:
    """Everything of the case."""
    rows = await fetch_rows(
        _HISTORY + 'WHERE "case" = {} ORDER BY at, arrival', case_id
    )
    return [_read(row) for row in rows]


async def fetch_report_history(*, incident_id: UUID) -> list[HistoryEntry]:
    """Everything of a police report that belongs to no case."""
    rows = await fetch_rows(
        _HISTORY + 'WHERE incident = {} AND "case" IS NULL ORDER BY at, arrival',
        incident_id,
    )
    return [_read(row) for row in rows]


async def set_phase(*, case_id: UUID, phase: str) -> None:
    await execute("UPDATE case_file SET phase = {} WHERE id = {}", phase, case_id)


def _read(row: dict[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        id=row["id"],
        at=row["at"],
        arrival=row["arrival"],
        code=row["code"],
        detail=json.loads(row["detail"]),
        victim_id=row["victim"],
        decision_id=row["decision"],
    )
