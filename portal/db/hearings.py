"""Hearings as they stand now; their changes are happenings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row, insert_row_once, update_row
from portal.domain.court_events import HearingDetails

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingOnFile:
    id: UUID
    reference: str
    kind: str
    judge: str
    state: str
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    is_public: bool
    version: int
    updated_at: datetime


async def save_hearing(details: HearingDetails, *, state: str, at: datetime) -> UUID:
    """Insert a hearing, or bring it to a next version when this is newer."""
    known = await fetch_row(
        "SELECT id, version, updated_at FROM hearing WHERE reference = {}",
        details.hearing_id,
    )
    if known is None:
        return await _insert(details, state=state, at=at)
    if at >= known["updated_at"]:
        values = _values(details, state=state, at=at)
        values["version"] = known["version"] + 1
        await update_row("hearing", known["id"], values)
    return UUID(str(known["id"]))


async def add_hearing_case(*, hearing_id: UUID, case_id: UUID) -> None:
    await insert_row_once(
        "hearing_case", {"id": uuid4(), "hearing": hearing_id, "case": case_id}
    )


async def set_hearing_state(*, hearing_id: UUID, state: str, at: datetime) -> bool:
    """Tell whether it changed: an older event does not change a newer state."""
    changed = await execute(
        "UPDATE hearing SET state = {}, version = version + 1, updated_at = {}"
        " WHERE id = {} AND updated_at <= {}",
        state,
        at,
        hearing_id,
        at,
    )
    return changed > 0


async def fetch_hearing_by_reference(*, reference: str) -> HearingOnFile | None:
    row = await fetch_row("SELECT * FROM hearing WHERE reference = {}", reference)
    return _read(row) if row else None


async def fetch_hearings(*, case_id: UUID) -> list[HearingOnFile]:
    rows = await fetch_rows(
        "SELECT hearing.* FROM hearing"
        " JOIN hearing_case ON hearing_case.hearing = hearing.id"
        ' WHERE hearing_case."case" = {} ORDER BY hearing.starts_at, hearing.reference',
        case_id,
    )
    return [_read(row) for row in rows]


async def fetch_cases_of_hearing(*, hearing_id: UUID) -> list[tuple[UUID, UUID]]:
    """Give case and incident of every case that is heard."""
    rows = await fetch_rows(
        "SELECT case_file.id, case_file.incident FROM case_file"
        ' JOIN hearing_case ON hearing_case."case" = case_file.id'
        " WHERE hearing_case.hearing = {}",
        hearing_id,
    )
    return [(row["id"], row["incident"]) for row in rows]


async def _insert(details: HearingDetails, *, state: str, at: datetime) -> UUID:
    new_id = uuid4()
    values = _values(details, state=state, at=at)
    values |= {"id": new_id, "reference": details.hearing_id, "version": 1}
    await insert_row("hearing", values)
    return new_id


def _values(details: HearingDetails, *, state: str, at: datetime) -> Values:
    return {
        "kind": str(details.kind),
        "judge": str(details.judge),
        "state": state,
        "starts_at": details.starts_at,
        "minutes": details.minutes,
        "court": details.court,
        "place": details.place,
        "room": details.room,
        "is_public": details.is_public,
        "updated_at": at,
    }


def _read(row: dict[str, Any]) -> HearingOnFile:
    return HearingOnFile(
        **{name: row[name] for name in HearingOnFile.__dataclass_fields__}
    )
