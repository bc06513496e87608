"""How far a place's calls were looked at since its hours changed."""

from dataclasses import dataclass
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows

_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDue:
    location_id: UUID
    organisation: str
    name: str
    after: UUID


async def take_location_with_windows_due() -> PlaceDue | None:
    """Hold the one that waits longest, to the end of the transaction."""
    row = await fetch_row(
        """SELECT id, organisation, name, windows_after FROM work_location
           WHERE windows_due_at IS NOT NULL
           ORDER BY windows_due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED"""
    )
    if row is None:
        return None
    return PlaceDue(
        location_id=row["id"],
        organisation=row["organisation"],
        name=row["name"],
        after=row["windows_after"] or _FIRST,
    )


async def fetch_open_calls_after(*, place: PlaceDue, limit: int) -> list[UUID]:
    """Give the next open calls there; of the whole organisation when it has no name."""
    here = "AND location = {}" if place.name else ""
    rows = await fetch_rows(
        f"""SELECT id FROM call_task WHERE organisation = {{}} {here}
            AND closed_as IS NULL AND id > {{}} ORDER BY id LIMIT {{}}""",  # noqa: S608 - own words
        place.organisation,
        *([place.name] if place.name else []),
        *(place.after, limit),
    )
    return [row["id"] for row in rows]


async def set_windows_after(*, location_id: UUID, task_id: UUID) -> None:
    await execute(
        "UPDATE work_location SET windows_after = {} WHERE id = {}",
        *(task_id, location_id),
    )


async def set_windows_done(*, location_id: UUID) -> None:
    await execute(
        "UPDATE work_location SET windows_due_at = NULL, windows_after = NULL"
        " WHERE id = {}",
        location_id,
    )
